//! The claim by which a launch tells the tool of these services (AGS-001 to AGS-004).

use homeroom_vocab::scope::{AGS_LINEITEM, AGS_LINEITEM_READONLY, AGS_RESULT_READONLY, AGS_SCORE};
use serde_json::{Map, Value};

use crate::campus::Campus;
use crate::domain::edge::Invalid;
use crate::domain::options::{AgsClaim, ContextDetail, Options};
use crate::error::Refused;
use crate::launch::subject::Stage;

const SCOPES: [&str; 4] = [AGS_LINEITEM, AGS_LINEITEM_READONLY, AGS_RESULT_READONLY, AGS_SCORE];

/// The claim of a launch; none if the tool may use none of the services there, or is not told where it is.
pub(crate) async fn of(campus: &Campus, stage: &Stage, options: &Options) -> Result<Option<Value>, Refused> {
    let (course, shape, scopes) = (&stage.course, options.ags, scopes(stage, options));
    if shape == AgsClaim::None || scopes.is_empty() || options.context == ContextDetail::None {
        return Ok(None);
    }
    let only = match stage.subject.link() {
        Some(link) => campus.only_line_item(link, &stage.deployment).await?,
        None => None,
    };
    let line_item = only.map(|item| campus.line_item_url(course, &item.id));
    if shape == AgsClaim::LineItem && line_item.is_none() {
        let expected = "another shape, or a launch of a link with exactly one line item";
        let hint = "`POST .../api/line_items` makes one";
        return Err(Invalid::new("ags", expected, "line_item").hint(hint).into());
    }
    let line_items = (shape != AgsClaim::LineItem).then(|| campus.line_items_url(course));
    let line_item = match shape {
        AgsClaim::Full | AgsClaim::LineItem => line_item,
        AgsClaim::Blank => Some(String::new()),
        AgsClaim::LineItems | AgsClaim::None => None,
    };
    let members = [
        ("scope", Some(Value::from(scopes))),
        ("lineitems", line_items.map(Value::from)),
        ("lineitem", line_item.map(Value::from)),
    ];
    let claim: Map<String, Value> =
        members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    Ok(Some(claim.into()))
}

/// Those of the registration, unless the launch says otherwise. A lone line item is only for scores (AGS-005).
fn scopes(stage: &Stage, options: &Options) -> Vec<String> {
    if let Some(scopes) = &options.ags_scopes {
        return scopes.clone();
    }
    let known: &[&str] = if options.ags == AgsClaim::LineItem { &[AGS_SCORE] } else { &SCOPES };
    let own = stage.registration.scopes.iter();
    own.filter(|scope| known.contains(&scope.as_str())).cloned().collect()
}
