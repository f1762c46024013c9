//! What a platform's page asks for when it opens the registration URL (DYN-001).

use homeroom_vocab::registration::{OPENID_CONFIGURATION, REGISTRATION_TOKEN};
use reqwest::header::HeaderValue;
use url::Url;

use super::address::Addresses;
use super::error::RegistrationError;
use super::spoilt;
use crate::defects::Defects;
use crate::form::{Form, FormError};

/// Where the configuration is, and the right to register, if the platform wants one shown.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) configuration: Url,
    /// The whole header; never logged.
    pub(crate) bearer: Option<HeaderValue>,
}

impl Wish {
    pub(crate) fn read(form: &Form, rules: &Addresses, defects: &Defects) -> Result<Self, RegistrationError> {
        let one = |name| {
            form.one(name).map_err(|error: FormError| RegistrationError::Parameters(error.to_string()))
        };
        let address = one(OPENID_CONFIGURATION)?.ok_or(RegistrationError::NoConfiguration)?;
        let token = one(REGISTRATION_TOKEN)?.filter(|token| !token.is_empty());
        let odd = Url::parse(&address).ok().filter(|url| spoilt::is_allowed(url, defects));
        let configuration = odd.map_or_else(|| rules.read(&address), Ok);
        let what = OPENID_CONFIGURATION;
        Ok(Self {
            configuration: configuration.map_err(|why| RegistrationError::Address { what, why })?,
            bearer: token.as_deref().map(bearer).transpose()?,
        })
    }
}

/// RFC 6750 lets a token have these characters alone; a line break would begin another header.
fn bearer(token: &str) -> Result<HeaderValue, RegistrationError> {
    let is_token = token.chars().all(|character| character.is_ascii_graphic());
    let mut header = HeaderValue::try_from(format!("Bearer {token}"))
        .ok()
        .filter(|_| is_token)
        .ok_or(RegistrationError::Token)?;
    header.set_sensitive(true);
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dynamic_registration::address::AddressError;

    fn read(query: &str) -> Result<(String, Option<String>), RegistrationError> {
        let wish = Wish::read(&Form::parse(query.as_bytes()), &Addresses::default(), &Defects::default())?;
        let bearer = wish.bearer.map(|header| header.to_str().unwrap().to_owned());
        Ok((wish.configuration.into(), bearer))
    }

    #[test]
    fn a_platform_names_its_configuration_and_perhaps_a_token() {
        let address = "openid_configuration=https%3A%2F%2Flms.test%2Fc%3Fx%3D1&own=1";
        assert_eq!(read(address), Ok(("https://lms.test/c?x=1".to_owned(), None)));
        assert_eq!(read(&format!("{address}&registration_token=")).unwrap().1, None);
        assert_eq!(
            read(&format!("{address}&registration_token=a.b-c")).unwrap().1.as_deref(),
            Some("Bearer a.b-c")
        );
    }

    #[test]
    fn what_nobody_can_register_with_is_refused() {
        let address = "openid_configuration=https%3A%2F%2Flms.test%2Fc";
        assert_eq!(read(""), Err(RegistrationError::NoConfiguration));
        assert_eq!(read(&format!("{address}&registration_token=a%0d%0ax")), Err(RegistrationError::Token));
        assert_eq!(read(&format!("{address}&registration_token=a+b")), Err(RegistrationError::Token));
        assert!(matches!(read(&format!("{address}&{address}")), Err(RegistrationError::Parameters(_))));
        assert_eq!(
            read("openid_configuration=file%3A%2F%2F%2Fetc%2Fpasswd"),
            Err(RegistrationError::Address { what: "openid_configuration", why: AddressError::Scheme })
        );
    }

    #[test]
    fn the_token_is_kept_out_of_logs() {
        let form = Form::parse(b"openid_configuration=https%3A%2F%2Flms.test%2Fc&registration_token=secret");
        let wish = Wish::read(&form, &Addresses::default(), &Defects::default()).unwrap();
        assert!(!format!("{wish:?}").contains("secret"));
    }
}
