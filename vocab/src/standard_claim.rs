//! Claims that JWT and OpenID Connect define and LTI uses.

use crate::term::terms;

terms! {
    /// Who signed the token.
    ISS = "iss", "SEC-008";
    /// For whom it was made: a string or an array.
    AUD = "aud", "SEC-009";
    /// The one party among several audiences.
    AZP = "azp", "SEC-012";
    /// The user; absent in an anonymous launch.
    SUB = "sub", "CORE-018";
    /// When the token expires.
    EXP = "exp", "SEC-014";
    /// When it was made.
    IAT = "iat", "SEC-016";
    /// Before when it is not valid.
    NBF = "nbf", "SEC-022";
    /// The value of the authentication request, given back.
    NONCE = "nonce", "SEC-019";
    /// The id of a client assertion.
    JTI = "jti", "TOK-010";
    /// Full name.
    NAME = "name", "CORE-021";
    /// Given name.
    GIVEN_NAME = "given_name", "CORE-021";
    /// Family name.
    FAMILY_NAME = "family_name", "CORE-021";
    /// Middle name.
    MIDDLE_NAME = "middle_name", "CORE-021";
    /// E-mail address.
    EMAIL = "email", "CORE-021";
    /// URL of a picture.
    PICTURE = "picture", "CORE-021";
    /// Preferred language.
    LOCALE = "locale", "CORE-021";
    /// Gender.
    GENDER = "gender", "CORE-022";
    /// Time zone.
    ZONEINFO = "zoneinfo", "CORE-022";
    /// Telephone number.
    PHONE_NUMBER = "phone_number", "CORE-022";
    /// Postal address, an object.
    ADDRESS = "address", "CORE-022";
}
