//! Why a registration did not come about, in words for the administrator who asked for it.

use actix_web::http::StatusCode;

use super::address::AddressError;
use super::caller::Unheard;

/// Why a platform is not registered. Nothing of a failed registration is kept (DYN-013).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegistrationError {
    /// The page was not opened by a platform.
    #[error(
        "this page is opened by a learning platform that wants to register this tool: it expects the address of the platform's \
         configuration as `openid_configuration`"
    )]
    NoConfiguration,
    /// A parameter stands twice or is no text.
    #[error("{0}")]
    Parameters(String),
    /// No header can carry the token.
    #[error("the `registration_token` holds characters that no token has")]
    Token,
    /// Sixteen registrations are under way.
    #[error("this tool is registering with other platforms; try again in a minute")]
    Busy,
    /// The tool does not call this address (DYN-004).
    #[error("the `{what}` {why}")]
    Address {
        /// Which address, by its name on the wire.
        what: &'static str,
        /// Why not, as the rest of the sentence.
        why: AddressError,
    },
    /// The configuration was not to be had.
    #[error("the platform did not give its configuration: its address {0}")]
    Configuration(Unheard),
    /// The configuration is no JSON object.
    #[error("the platform gave no configuration: expected a JSON object, actual something else")]
    ConfigurationUnreadable,
    /// The tool cannot do without.
    #[error("the configuration of the platform lacks `{0}`, or it is no text")]
    ConfigurationLacks(&'static str),
    /// The platform has no algorithm in common with this tool.
    #[error(
        "the platform signs with no algorithm that this tool takes: expected RS256, RS384 or RS512 (`id_token_signing_alg_values_supported`)"
    )]
    NoAlgorithm,
    /// The configuration speaks for somebody else (DYN-003).
    #[error(
        "the configuration names another platform than the one that it came from: expected an `issuer` at `{expected}`, actual `{issuer}`"
    )]
    ForeignIssuer {
        /// What the configuration says.
        issuer: String,
        /// Scheme, host and port that it came from.
        expected: String,
    },
    /// The platform refused, or did not answer.
    #[error("the platform did not register this tool: its registration endpoint {0}")]
    Refused(Unheard),
    /// The answer is no JSON object.
    #[error("the platform answered the registration with something else than JSON")]
    AnswerUnreadable,
    /// The answer names no client id.
    #[error("the platform answered the registration without a `client_id`")]
    NoClientId,
    /// Only defects crash.
    #[error("something went wrong")]
    Crash,
    /// Somebody else's platform knows this tool by the same client id, and would take what is meant for this one.
    #[error(
        "the platform uses the client id and the token endpoint of another platform; ask who runs the tool"
    )]
    Mixed,
    /// It is known with other addresses, and who opens a page does not change them.
    #[error(
        "this platform is registered already, with other addresses; ask who runs the tool to delete it first"
    )]
    Otherwise,
    /// A hundred platforms wait for their activation.
    #[error("too many platforms wait for their activation; ask who runs the tool to look at them first")]
    Crowded,
    /// The platform could not be kept; the log says why.
    #[error("the platform registered this tool, but this tool could not keep it; its log says why")]
    NotKept,
}

impl RegistrationError {
    /// What a page about it is sent with: 400 where the request was wrong, 403 where the tool refuses, 424 where the platform
    /// did not do its part. A server error would say that the tool broke.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NoConfiguration | Self::Parameters(_) | Self::Token => StatusCode::BAD_REQUEST,
            Self::Address { .. } | Self::ForeignIssuer { .. } | Self::Mixed | Self::Otherwise => {
                StatusCode::FORBIDDEN
            }
            Self::Busy | Self::Crowded => StatusCode::TOO_MANY_REQUESTS,
            Self::Crash => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::FAILED_DEPENDENCY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_was_expected_and_is_no_crash_of_the_tool() {
        let foreign = RegistrationError::ForeignIssuer {
            issuer: "https://evil.test".to_owned(),
            expected: "https://lms.test".to_owned(),
        };
        assert_eq!(
            foreign.to_string(),
            "the configuration names another platform than the one that it came from: expected an `issuer` at \
             `https://lms.test`, actual `https://evil.test`"
        );
        let address = RegistrationError::Address { what: "openid_configuration", why: AddressError::Scheme };
        assert_eq!(address.to_string(), "the `openid_configuration` is of another scheme than https");
        let silent = RegistrationError::Configuration(Unheard::TooSlow);
        assert_eq!(
            silent.to_string(),
            "the platform did not give its configuration: its address did not answer in time"
        );
        for error in
            [RegistrationError::NoConfiguration, RegistrationError::NoClientId, foreign, address, silent]
        {
            assert!(error.status().is_client_error(), "{error}");
        }
    }
}
