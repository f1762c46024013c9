//! Starting a Homeroom of our own, and what to say when its port is taken.

use std::net::SocketAddr;

use homeroom_harness::embedded::{BuiltInTool, Embedded, EmbeddedError};
use homeroom_platform::{Listen, Settings, StartError};
use url::Url;

use crate::cli::failure::Failure;
use crate::cli::homeroom::{self, Homeroom};

/// The address of a Homeroom that answers there already.
pub(crate) async fn running(listen: &Listen) -> Result<Option<Url>, Failure> {
    let Some(url) = homeroom::address(listen) else { return Ok(None) };
    Ok(Homeroom::new(url.clone())?.answers().await.then_some(url))
}

/// Starts platform and perhaps the built-in tool; an error says what to change on the command line.
pub(crate) async fn start(settings: Settings, tool: Option<BuiltInTool>) -> Result<Embedded, Failure> {
    let listen = settings.listen.clone();
    let tool_listen = tool.as_ref().map(|tool| tool.listen.clone()).unwrap_or_default();
    match Embedded::start(settings, tool).await {
        Ok(embedded) => Ok(embedded),
        Err(EmbeddedError::Platform(StartError::Listen { address, cause, .. })) if taken(&cause) => {
            Err(port_taken(&named(&listen, address), &listen).await)
        }
        Err(EmbeddedError::Tool(homeroom_tool::StartError::Listen { source, .. })) if taken(&source) => {
            let problem = format!("the built-in tool cannot listen on `{tool_listen}`: the port is in use");
            Err(Failure::usage(problem)
                .hint("choose another address with `--tool-listen`, or do without the tool by `--no-tool`"))
        }
        Err(error @ EmbeddedError::Control(_)) => Err(Failure::not_judged(error.to_string())),
        Err(error) => Err(Failure::usage(error.to_string())),
    }
}

fn taken(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::AddrInUse
}

/// The address as a person would write it.
fn named(listen: &Listen, address: SocketAddr) -> String {
    match listen {
        Listen::Localhost(port) => format!("localhost:{port}"),
        Listen::Addresses(_) => address.to_string(),
    }
}

async fn port_taken(address: &str, listen: &Listen) -> Failure {
    let problem = format!("cannot listen on `{address}`: the port is in use");
    match running(listen).await {
        Ok(Some(url)) => Failure::usage(format!("{problem} by another Homeroom"))
            .hint(format!("open {url} to use that one, or choose another address with `--listen`")),
        _ => Failure::usage(format!("{problem} by another program"))
            .hint("stop that program, or choose another address with `--listen`"),
    }
}
