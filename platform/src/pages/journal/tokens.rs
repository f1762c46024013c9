//! The tokens that an exchange carried, decoded.

use homeroom_vocab::response::{ID_TOKEN, JWT};
use homeroom_vocab::token::CLIENT_ASSERTION;
use jiff::Timestamp;

use crate::journal::exchange::{Exchange, Kind};
use crate::pages::launches::claims::Of;
use crate::pages::launches::token::Token;
use crate::pages::wire;

/// Every token that went over the wire as such; those in `Authorization` headers are secrets, not documents.
pub(super) fn carried(exchange: &Exchange, now: Timestamp) -> Vec<Token> {
    let posted = |name| wire::posted(exchange, name).filter(|token| !token.is_empty());
    let (of, title, token) = match exchange.kind {
        Kind::Authorize => (Of::Message, "The `id_token`", hidden_field(&exchange.response_body, ID_TOKEN)),
        Kind::DeepLinking => (Of::Answer, "The tool's answer, a `JWT`", posted(JWT)),
        Kind::Token => (Of::Assertion, "The `client_assertion`", posted(CLIENT_ASSERTION)),
        _ => return Vec::new(),
    };
    token.map(|token| Token::read(of, title, &token, now)).into_iter().collect()
}

/// The value of a hidden field of the form that goes to the tool.
fn hidden_field(html: &str, name: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!("name=\"{name}\" value=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::book::tests::exchange;

    #[test]
    fn a_token_is_found_where_its_kind_of_exchange_carries_it() {
        let mut seen = exchange(Kind::Authorize, None);
        seen.response_body = r#"<input type="hidden" name="id_token" value="e30.e30.x">"#.into();
        seen.request_body = "client_assertion=e30.e30.x&JWT=".into();
        let count = |seen: &Exchange| carried(seen, Timestamp::UNIX_EPOCH).len();
        let of = |kind| Exchange { kind, ..seen.clone() };
        assert_eq!((count(&seen), count(&of(Kind::Token))), (1, 1));
        assert_eq!((count(&of(Kind::DeepLinking)), count(&of(Kind::Ags))), (0, 0));
    }
}
