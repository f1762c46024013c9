//! Why a cookie was not kept or not sent, in plain words: half of all failing launches are lost cookies.

use std::fmt;

use url::Url;

/// What did not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    NotStored,
    NotSent,
}

/// One cookie that a browser left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) act: Act,
    /// The cookie's name; the start of the header if no name could be read.
    pub(crate) cookie: String,
    pub(crate) url: Url,
    pub(crate) reason: Reason,
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let act = match self.act {
            Act::NotStored => "not stored from",
            Act::NotSent => "not sent to",
        };
        write!(f, "cookie `{}` {act} `{}`: {}", self.cookie, self.url, self.reason)
    }
}

/// The rule that spoke against the cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    ControlCharacter,
    Empty,
    TooLarge,
    BadDomain,
    ForeignDomain,
    PublicSuffix,
    SecureOverPlainHttp,
    WouldHideSecureCookie,
    CrossSite,
    NoneWithoutSecure,
    PartitionedWithoutSecure,
    SecurePrefix,
    HostPrefix,
    NamelessPrefix,
    OtherHost,
    OtherPath,
    Expired,
    NeedsSecureConnection,
    StrictCrossSite,
    LaxCrossSitePost,
    LaxInForeignFrame,
    OtherPartition,
    Crowded,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ControlCharacter => "it contains a control character",
            Self::Empty => "it has neither a name nor a value",
            Self::TooLarge => "name and value together are longer than 4096 bytes",
            Self::BadDomain => "its Domain is not a host name",
            Self::ForeignDomain => "its Domain does not cover the host that set it",
            Self::PublicSuffix => "its Domain is one that nobody owns as a whole",
            Self::SecureOverPlainHttp => "it is Secure but came over plain http",
            Self::WouldHideSecureCookie => "plain http may not replace a Secure cookie of the same name",
            Self::CrossSite => {
                "it was set inside a frame of another site, which only SameSite=None; Secure may do"
            }
            Self::NoneWithoutSecure => "SameSite=None demands Secure",
            Self::PartitionedWithoutSecure => "Partitioned demands Secure",
            Self::SecurePrefix => "a name starting with __Secure- demands Secure",
            Self::HostPrefix => "a name starting with __Host- demands Secure, Path=/ and no Domain",
            Self::NamelessPrefix => "it has no name, and its value imitates a __Secure- or __Host- name",
            Self::OtherHost => "it belongs to another host",
            Self::OtherPath => "its Path does not cover the address",
            Self::Expired => "it has expired",
            Self::NeedsSecureConnection => "it is Secure and the address is plain http",
            Self::StrictCrossSite => "it is SameSite=Strict and another site caused the request",
            Self::LaxCrossSitePost => {
                "it is SameSite=Lax, or has no SameSite, and another site caused a request that is not a GET"
            }
            Self::LaxInForeignFrame => {
                "it is SameSite=Lax, or has no SameSite, and the request loads inside a frame of another site"
            }
            Self::OtherPartition => "it is Partitioned and was set under another top-level site",
            Self::Crowded => "its host has too many cookies, the oldest had to go",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, Decision, Reason};

    #[test]
    fn a_decision_reads_as_a_sentence() -> Result<(), url::ParseError> {
        let decision = Decision {
            act: Act::NotSent,
            cookie: "state".to_owned(),
            url: "http://localhost:3000/launch".parse()?,
            reason: Reason::Expired,
        };
        let said = decision.to_string();
        assert_eq!(said, "cookie `state` not sent to `http://localhost:3000/launch`: it has expired");
        Ok(())
    }
}
