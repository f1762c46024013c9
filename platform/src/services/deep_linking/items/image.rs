//! `image`: shown where it stands (DL-067).

use super::reader::{Reader, because};
use super::{Desk, content, plain};
use crate::domain::content::{Content, Kind};
use crate::store::content::Placing;

pub(super) fn read(desk: Desk<'_>, item: &mut Reader<'_>, id: String) -> Result<Placing, String> {
    let url = item.demanded_url("url", "DL-067");
    let url = url.ok_or_else(|| because("url", item.get("url"), "an absolute web address"))?;
    let size = item.size();
    Ok(content(Content { size: Some(size), ..plain(desk, item, id, Kind::Image, Some(url)) }))
}
