//! Where a tool with a bug reads configurations (DYN-004, ATK-081).

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;

use crate::defects::{Defect, Defects};

/// How much is read there.
const SIZE: u64 = 64 * 1024;
const TIME: Duration = Duration::from_millis(500);

/// Whether the bug makes the tool go to an address of this scheme.
pub(in super::super) fn is_allowed(url: &Url, defects: &Defects) -> bool {
    match url.scheme() {
        "file" => defects.has(Defect::CONFIGURATION_OF_FILE),
        "data" => defects.has(Defect::CONFIGURATION_OF_DATA),
        "gopher" => defects.has(Defect::CONFIGURATION_OF_GOPHER),
        _ => false,
    }
}

/// What stands there; nothing at addresses of the web, which are nothing special.
pub(in super::super) async fn read(url: &Url, defects: &Defects) -> Option<Vec<u8>> {
    if !is_allowed(url, defects) {
        return None;
    }
    let found = match url.scheme() {
        "file" => tokio::fs::read(url.to_file_path().ok()?).await.ok(),
        "data" => url.path().split_once("base64,").and_then(|(_, data)| STANDARD.decode(data).ok()),
        _ => tokio::time::timeout(TIME, gopher(url)).await.ok().flatten(),
    };
    Some(found.unwrap_or_default())
}

async fn gopher(url: &Url) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect((url.host_str()?, url.port().unwrap_or(70))).await.ok()?;
    stream.write_all(format!("{}\r\n", url.path()).as_bytes()).await.ok()?;
    let mut found = Vec::new();
    stream.take(SIZE).read_to_end(&mut found).await.ok()?;
    Some(found)
}
