//! A login URL in front of the reference tool, whose manners a test decides login by login.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

use crate::support::reference_tool;

/// What becomes of one login.
pub(crate) enum Manner {
    /// It goes on to the tool.
    Good,
    /// It is answered 405.
    Refuse,
    /// It is never answered.
    Hang,
}

/// Starts a login URL for the tool at that port; `decide` is asked with the number of the login and its method.
pub(crate) fn start(tool: u16, mut decide: impl FnMut(usize, &str) -> Manner + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let mut hanging = Vec::new();
        for (number, stream) in listener.incoming().flatten().enumerate() {
            let Some((method, target)) = read(&stream) else { continue };
            let answer = match decide(number + 1, &method) {
                Manner::Good => passed_on(tool, &target),
                Manner::Refuse => "405 Method Not Allowed\r\n".to_owned(),
                Manner::Hang => {
                    hanging.push(stream);
                    continue;
                }
            };
            let answer = format!("HTTP/1.1 {answer}content-length: 0\r\nconnection: close\r\n\r\n");
            let _gone = (&stream).write_all(answer.as_bytes());
        }
    });
    port
}

/// 307 keeps the method and the form.
fn passed_on(tool: u16, target: &str) -> String {
    format!("307 Temporary Redirect\r\nlocation: http://localhost:{tool}{target}\r\n")
}

/// Method and target of a request whose body has been read too.
fn read(stream: &TcpStream) -> Option<(String, String)> {
    let mut lines = BufReader::new(stream);
    let (mut first, mut length) = (String::new(), 0);
    lines.read_line(&mut first).ok()?;
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).ok()?;
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        length = line.strip_prefix("content-length:").map_or(length, |length| length.trim().parse().unwrap());
    }
    lines.read_exact(&mut vec![0; length]).ok()?;
    let mut words = first.split_whitespace().map(str::to_owned);
    Some((words.next()?, words.next()?))
}

/// The configuration of the reference tool behind such a login URL.
pub(crate) fn configuration(platform: u16, tool: u16, front: u16) -> String {
    let login = |port: u16| format!("login_url = \"http://localhost:{port}/login\"");
    reference_tool(platform, tool).replace(&login(tool), &login(front))
}
