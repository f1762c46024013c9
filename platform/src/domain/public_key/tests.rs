//! Keys as people paste them. The private key was made for these tests and is used nowhere.

use serde_json::{Value, json};

use super::given::Given;
use super::set::KeySet;

const PUBLIC: &str = "\
-----BEGIN PUBLIC KEY-----\n\
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqemlj1Cpj/HK58eZSAYM\n\
okM6gsW0mKO/X1/y3r4Y5/9QVXnbhW5nLVyIry9U3DZrJXUfgdMlmDb10dI06BIz\n\
MkwDgxY6Wly5wWU4u+YT0SiKkc89c5HQqH7pLpJ4F6YcO6P5Lzaz8TJGZZUsqtoz\n\
8xzOseuJpNsp66UvkO0CT2BxxMb2934sGDmfKrif6ZwnOiLgDzg0ajwG/aAdC9/Q\n\
ljOIr1dyr/a902C02WA6hXdF+HbdNGMYbu5oe6FQRwi/2yt0J8TvpTVGLoq4Fh3P\n\
ELylfII8z8waydYWxCje1vj5s32CHME58qQdc4KK5TH6wLHntloD2J6j6shPchQa\n\
KQIDAQAB\n\
-----END PUBLIC KEY-----\n";

/// The modulus of the same key.
const N: &str = "qemlj1Cpj_HK58eZSAYMokM6gsW0mKO_X1_y3r4Y5_9QVXnbhW5nLVyIry9U3DZrJXUfgdMlmDb10dI06BIzMkwDgx\
     Y6Wly5wWU4u-YT0SiKkc89c5HQqH7pLpJ4F6YcO6P5Lzaz8TJGZZUsqtoz8xzOseuJpNsp66UvkO0CT2BxxMb2934s\
     GDmfKrif6ZwnOiLgDzg0ajwG_aAdC9_QljOIr1dyr_a902C02WA6hXdF-HbdNGMYbu5oe6FQRwi_2yt0J8TvpTVGLo\
     q4Fh3PELylfII8z8waydYWxCje1vj5s32CHME58qQdc4KK5TH6wLHntloD2J6j6shPchQaKQ";

const WEAK: &str = "\
-----BEGIN PUBLIC KEY-----\n\
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDPIP3ytaprIfe/hbgx4d3IQHxy\n\
1laVLTTFM1/gN5AmiMzd43zcmzDxpFKx8Nji8egS1i+mZWh91LGbtT6IxWuC0v5X\n\
fT/exS86I5EZ6shqpoEYJ/waJasRcWSXSlWDg93gUCbntcKmonWZXg0MdT36JlRf\n\
Mv93b7g5GrHzjNjd+wIDAQAB\n\
-----END PUBLIC KEY-----\n";

const CURVE: &str = "\
-----BEGIN PUBLIC KEY-----\n\
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZHEwaQOtNmXCq3Of67g4gFIIWpIj\n\
SEoEDFkJD425OubbSlZv5bkk+aRy98FEalXbQzVF05s/yVecKZb0Wj4SCg==\n\
-----END PUBLIC KEY-----\n";

fn jwk() -> Value {
    json!({"kty": "RSA", "kid": "k1", "alg": "RS256", "use": "sig", "n": N, "e": "AQAB"})
}

fn read(text: &str) -> Given {
    Given::read("keys", text).unwrap().unwrap()
}

fn refused(text: &str) -> String {
    let misread = Given::read("keys", text).unwrap_err();
    format!("{} {}", misread.invalid.actual, misread.invalid.hint)
}

fn odd(entry: &Value) -> String {
    super::set::read(std::slice::from_ref(entry))
        .iter()
        .flat_map(|key| &key.odd)
        .map(|odd| odd.text.clone())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn every_form_of_one_key_is_the_same_key() {
    let bare: String = PUBLIC.lines().filter(|line| !line.starts_with("---")).collect();
    let forms = [
        (PUBLIC.to_owned(), "a public key in PEM"),
        (PUBLIC.replace('\n', "\\n"), "a public key in PEM"),
        (format!("{PUBLIC:?}"), "a public key in PEM"),
        (bare, "a public key in PEM"),
        (jwk().to_string(), "a JWK"),
        (json!({"keys": [jwk()]}).to_string(), "a JWK set"),
        (json!([jwk()]).to_string(), "a JWK set"),
    ];
    let thumbprints = forms.map(|(text, name)| {
        let given = read(&text);
        assert_eq!(given.name(), name, "{text}");
        let keys = given.keys();
        assert!(keys.len() == 1 && keys[0].is_usable() && keys[0].odd.is_empty(), "{keys:?}");
        keys[0].rsa.as_ref().unwrap().thumbprint()
    });
    assert!(thumbprints.iter().all(|print| print == &thumbprints[0]), "{thumbprints:?}");
}

#[test]
fn a_key_comes_back_in_the_other_forms() {
    let keys = read(PUBLIC).keys();
    let key = keys[0].rsa.as_ref().unwrap();
    assert_eq!((key.to_pem().as_str(), key.bits(), key.exponent().as_str()), (PUBLIC, 2048, "65537"));
    assert_eq!(key.to_jwk(None, None)["n"], N);
    assert_eq!(key.to_jwk(None, None)["kid"], key.thumbprint());
}

#[test]
fn an_address_and_nothing_are_told_apart() {
    assert_eq!(read(" http://localhost:3000/keys\n").name(), "the URL of a key set");
    assert_eq!(Given::read("keys", " \n").unwrap(), None);
    assert!(refused("ftp://localhost/keys").contains("ftp"));
    assert!(refused("localhost:3000/keys").contains("localhost"));
}

#[test]
fn what_is_no_key_is_named() {
    for (text, named) in [
        ("keys", "`keys`"),
        ("{\"kty\":", "begins like JSON"),
        ("{\"jwks_uri\": \"http://x/\"}", "value of its `jwks_uri`"),
        ("{\"public_jwk_url\": \"http://x/\"}", "import it"),
        ("{\"keys\": []}", "0 keys"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "openssl x509"),
        ("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", "cut"),
        (WEAK, "1024 bits"),
        (CURVE, "RSA"),
    ] {
        let told = refused(text);
        assert!(told.contains(named), "{text}: {told}");
    }
    let weak = json!({"kty": "RSA", "kid": "w", "n": "u1W4iR0bu1W4iR0bu1W4iR0b", "e": "AQAB"});
    assert!(refused(&weak.to_string()).contains("at least 2048 bits"), "{}", refused(&weak.to_string()));
}

#[test]
fn a_private_key_is_refused_and_its_public_half_offered() {
    let mut private = jwk();
    private["d"] = json!("secret");
    let misread = Given::read("keys", &private.to_string()).unwrap_err();
    assert!(misread.invalid.hint.contains("KEY-012"), "{misread:?}");
    let half = misread.instead.unwrap();
    assert!(!half.contains("secret") && read(&half).keys()[0].is_usable(), "{half}");
    let secret = json!({"kty": "oct", "k": "c2VjcmV0"});
    assert!(refused(&secret.to_string()).contains("`k`"));
    let key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";
    let misread = Given::read("keys", key).unwrap_err();
    assert_eq!(misread.instead.as_deref(), Some(""));
    assert!(misread.invalid.hint.contains("private"), "{misread:?}");
}

#[test]
fn what_is_odd_about_a_key_is_told() {
    let with = |name: &str, value: Value| {
        let mut key = jwk();
        key[name] = value;
        odd(&key)
    };
    assert!(with("kid", Value::Null).contains("`kid`"));
    assert!(with("use", json!("enc")).contains("`enc`"));
    assert!(with("alg", json!("PS256")).contains("`PS256`"));
    assert!(with("n", json!(format!("{N}="))).contains("padding"));
    assert!(with("n", json!(7)).contains("number `7`"));
    assert!(with("e", json!("Aw")).contains("exponent is 3"));
    assert!(with("kty", json!("EC")).contains("RSA"));
    assert!(with("key_ops", json!(["sign"])).contains("verify"));
    assert!(odd(&json!("junk")).contains("object"));
    let twice = super::set::read(&[jwk(), jwk()]);
    assert!(twice.iter().all(|key| key.is_usable() && key.odd[0].requirement == Some("KEY-004")));
}

#[test]
fn a_set_with_one_good_key_is_kept_with_its_others_and_spelt_rightly() {
    let padded = json!({"kty": "RSA", "kid": "k2", "n": format!("{N}=="), "e": "AQAB"});
    let set = KeySet::parse("jwks", &json!({"keys": [{"kty": "EC", "kid": "c"}, padded]})).unwrap();
    assert_eq!(set.keys.len(), 2);
    assert_eq!(set.canonical()[1]["n"], N);
}
