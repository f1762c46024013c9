//! A key as PEM: text between two lines of dashes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::rsa_key::{LEAST_BITS, RsaKey};
use crate::domain::edge::Invalid;

/// A PEM in lines, as it should be: environment variables and forms lose the line breaks, or spell them out.
pub(crate) fn in_lines(pem: &str) -> String {
    let text = pem.replace("\\n", "\n");
    let parts: Vec<&str> = text.trim().split("-----").map(str::trim).collect();
    let ["", begin, body, end, ""] = parts.as_slice() else { return text.trim().to_owned() };
    let body: Vec<char> = body.split_whitespace().flat_map(str::chars).collect();
    let lines: Vec<String> = body.chunks(64).map(String::from_iter).collect();
    format!("-----{begin}-----\n{}\n-----{end}-----\n", lines.join("\n"))
}

/// A public RSA key of at least 2048 bits (KEY-013) in either of the two usual PEM wrappings, with its text in lines.
pub(crate) fn public_key(field: &'static str, pem: &str) -> Result<(RsaKey, String), Invalid> {
    let expected =
        "a public RSA key of at least 2048 bits in PEM (`BEGIN PUBLIC KEY` or `BEGIN RSA PUBLIC KEY`)";
    let text = in_lines(&with_its_lines(pem));
    match RsaKey::from_pem(&text) {
        Some(key) if key.bits() >= LEAST_BITS => Ok((key, text)),
        Some(key) => Err(Invalid::new(field, expected, &format!("a key of {} bits", key.bits()))),
        None => Err(Invalid::new(field, expected, first_line(&text)).hint(why(&text))),
    }
}

/// What stands first; of a private key no more than its label.
fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The body of a PEM alone, as some consoles show it, gets its two lines.
fn with_its_lines(text: &str) -> String {
    let bare: String = text.split_whitespace().collect();
    let is_der =
        !text.contains("-----") && STANDARD.decode(&bare).is_ok_and(|der| der.first() == Some(&0x30));
    if is_der { format!("-----BEGIN PUBLIC KEY-----{bare}-----END PUBLIC KEY-----") } else { text.to_owned() }
}

/// What the text is instead.
fn why(text: &str) -> &'static str {
    let label = first_line(text);
    if label.contains("ENCRYPTED PRIVATE KEY") {
        "this is a private key: keep it, and print its public half with `openssl pkey -in key.pem -pubout`"
    } else if label.contains("PRIVATE KEY") {
        "this is a private key, for the tool alone; whoever has it can sign as the tool (KEY-012)"
    } else if label.contains("CERTIFICATE") {
        "this is a certificate: print the key in it with `openssl x509 -in cert.pem -pubkey -noout`"
    } else if label.contains("OPENSSH") || label.contains("SSH2") || label.starts_with("ssh-") {
        "this is a key for SSH: `ssh-keygen -e -m PKCS8 -f key.pub` prints it as PEM"
    } else if RsaKey::from_pem(text).is_none() && label.contains("BEGIN PUBLIC KEY") {
        "the text is cut, or the key is none of RSA: LTI signs with RSA"
    } else {
        "the whole text with its `-----BEGIN` and `-----END` lines is needed"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pem_gets_its_lines_back() {
        let body = "A".repeat(100);
        let lines = format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n{}\n-----END PUBLIC KEY-----\n",
            &body[..64],
            &body[64..]
        );
        for squeezed in [
            format!("-----BEGIN PUBLIC KEY-----{body}-----END PUBLIC KEY-----"),
            format!("-----BEGIN PUBLIC KEY----- {} {} -----END PUBLIC KEY-----", &body[..50], &body[50..]),
            lines.replace('\n', "\\n"),
            lines.replace('\n', "\r\n"),
        ] {
            assert_eq!(in_lines(&squeezed), lines);
        }
        assert_eq!(in_lines(" no key "), "no key");
    }
}
