//! `/{campus}/admin/tools/new` and `/{campus}/admin/tools/{client_id}`: the form of one registration.

use serde::Serialize;

use super::custom;
use super::draft::Draft;
use super::dynamic::registered::Registered;
use super::import::canvas::{self, Told};
use super::list::Came;
use super::place::Place;
use super::understood::Understood;
use super::values::{self, Value};
use crate::domain::campus::Endpoints;
use crate::domain::registration::{Registration, SCOPES};
use crate::error::Problem as Failed;
use crate::pages::page::Page;
use crate::pages::parts::{Choice, Field, Problem};
use crate::pages::seen::Seen;
use crate::pages::typed::{self, Wrong};
use crate::pages::visit::Visit;

#[derive(Debug, Serialize)]
pub(crate) struct Form {
    heading: String,
    /// Set when the registration exists.
    client_id: Option<String>,
    saved: bool,
    values: Vec<Value>,
    as_env: String,
    as_json: String,
    problems: Vec<Problem>,
    fields: Fields,
    choices: Vec<Choice>,
    scopes: Vec<ScopeTick>,
    scopes_error: Option<String>,
    /// How it came, of a tool that registered itself.
    came: Option<Came>,
    registered: Option<Registered>,
    place: Option<Place>,
    /// What was understood of the keys.
    understood: Option<Understood>,
    /// What the form was filled from, of a tool that is registered.
    seen: Option<Seen>,
    /// What came of each member of an imported configuration, and that configuration.
    imported: Vec<Told>,
    configuration: String,
    /// The variables that custom parameters may name, and those of them that this campus does not know.
    variables: Vec<&'static str>,
    unknown: Vec<String>,
    /// Whether something in the form wants to be looked at before all else.
    urgent: bool,
    /// Whether the fields that most tools do not need are open.
    more: bool,
}

/// A scope that the tool may ask for, or not.
#[derive(Debug, Serialize)]
struct ScopeTick {
    name: &'static str,
    chosen: bool,
}

#[derive(Debug, Serialize)]
struct Fields {
    name: Field,
    login_url: Field,
    target_link_uri: Field,
    redirect_uris: Field,
    deep_linking_url: Field,
    keys: Field,
    client_id: Field,
    deployments: Field,
    custom: Field,
}

/// The fields that most tools do not need.
const MORE: &[&str] = &["deep_linking_url", "client_id", "deployments", "alg", "privacy", "custom", "scopes"];

/// What the form calls its fields.
pub(super) const LABELS: &[(&str, &str)] = &[
    ("name", "Name"),
    ("login_url", "Login URL"),
    ("target_link_uri", "Target link URI"),
    ("redirect_uris", "Redirect URIs"),
    ("deep_linking_url", "Deep linking URL"),
    ("keys", "Keys"),
    ("client_id", "Client id"),
    ("deployments", "Deployment ids"),
    ("alg", "Signature algorithm"),
    ("privacy", "Personal data"),
    ("custom", "Custom parameters"),
    ("scopes", "Scopes"),
];

const ALGORITHMS: &[(&str, &str)] = &[("RS256", "RS256"), ("RS384", "RS384"), ("RS512", "RS512")];
const PRIVACY: &[(&str, &str)] =
    &[("all", "names and e-mail"), ("email", "e-mail only"), ("name", "names only"), ("none", "nothing")];

impl Form {
    /// The form with what was typed and what is wrong with it. `registered` is the id of an existing registration.
    pub(crate) fn new(endpoints: &Endpoints, registered: Option<&str>, draft: &Draft, wrong: &Wrong) -> Self {
        let deployments: Vec<String> = match registered {
            Some(_) => typed::lines(&draft.deployments).map(str::to_owned).collect(),
            None => Vec::new(),
        };
        Self {
            heading: heading(registered, draft),
            client_id: registered.map(str::to_owned),
            saved: false,
            values: values::rows(endpoints, registered, &deployments),
            as_env: values::as_env(endpoints, registered, &deployments),
            as_json: values::as_json(endpoints, registered, &deployments),
            problems: problems(wrong),
            fields: fields(draft, wrong),
            choices: choices(draft, wrong),
            scopes: scopes(draft),
            scopes_error: wrong.get("scopes").cloned(),
            came: None,
            registered: None,
            place: None,
            understood: None,
            seen: None,
            imported: canvas::read(&draft.imported).map(|imported| imported.told).unwrap_or_default(),
            configuration: draft.imported.clone(),
            variables: custom::variables(),
            unknown: custom::unknown(&draft.custom),
            urgent: !wrong.is_empty(),
            more: registered.is_some()
                || draft.says_more()
                || MORE.iter().any(|field| wrong.contains_key(field)),
        }
    }

    /// The same, with what is known of a registered tool besides its fields.
    pub(crate) async fn with(self, visit: &Visit, tool: &Registration) -> Result<Self, Failed> {
        let came = Came::of(visit, tool).await?;
        let introduced = came.is_some() || !tool.introduction.messages.is_empty();
        let registered = introduced.then(|| Registered::new(tool, &[]));
        let place = Some(Place::of(visit, tool, false).await?);
        Ok(Self { heading: tool.name.clone(), came, registered, place, seen: Some(Seen::of(tool)), ..self })
    }

    /// The same, with what was understood of the keys.
    pub(crate) fn with_keys(self, understood: Option<Understood>) -> Self {
        Self { understood, ..self }
    }

    /// The same, with what was understood of the keys, since somebody asked.
    pub(crate) fn looked_at(self, understood: Option<Understood>) -> Self {
        Self { urgent: true, understood, ..self }
    }

    /// The same, for a form that was filled from an older state.
    pub(crate) fn stale(self, seen: Seen) -> Self {
        Self { urgent: true, seen: Some(seen), ..self }
    }

    /// The same, told that it was just saved.
    pub(crate) fn saved(self, saved: bool) -> Self {
        Self { saved, ..self }
    }
}

fn heading(registered: Option<&str>, draft: &Draft) -> String {
    match registered {
        Some(client_id) if draft.name.trim().is_empty() => client_id.to_owned(),
        Some(_) => draft.name.clone(),
        None => "Register a tool".to_owned(),
    }
}

fn problems(wrong: &Wrong) -> Vec<Problem> {
    let named =
        LABELS.iter().filter_map(|(field, label)| wrong.get(field).map(|error| (field, label, error)));
    named
        .map(|(field, label, error)| Problem {
            field: (*field).to_owned(),
            label: (*label).to_owned(),
            error: error.clone(),
        })
        .collect()
}

fn fields(draft: &Draft, wrong: &Wrong) -> Fields {
    let field = |name: &str, value: &str| Field { value: value.to_owned(), error: wrong.get(name).cloned() };
    Fields {
        name: field("name", &draft.name),
        login_url: field("login_url", &draft.login_url),
        target_link_uri: field("target_link_uri", &draft.target_link_uri),
        redirect_uris: field("redirect_uris", &draft.redirect_uris),
        deep_linking_url: field("deep_linking_url", &draft.deep_linking_url),
        keys: field("keys", &draft.keys),
        client_id: field("client_id", &draft.client_id),
        deployments: field("deployments", &draft.deployments),
        custom: field("custom", &draft.custom),
    }
}

/// Every scope of this platform; a draft that says nothing of them has them all.
fn scopes(draft: &Draft) -> Vec<ScopeTick> {
    let chosen = |name: &str| draft.scopes.as_ref().is_none_or(|all| all.iter().any(|chosen| chosen == name));
    SCOPES.iter().map(|name| ScopeTick { name, chosen: chosen(name) }).collect()
}

fn choices(draft: &Draft, wrong: &Wrong) -> Vec<Choice> {
    let mut alg = Choice::new(
        "alg",
        "Signature algorithm",
        "How this campus signs for the tool; RS256 is what every tool must accept.",
        ALGORITHMS,
        &draft.alg,
    );
    alg.error = wrong.get("alg").cloned();
    let mut privacy = Choice::new(
        "privacy",
        "Personal data",
        "What the tool learns about people, beside their id.",
        PRIVACY,
        &draft.privacy,
    );
    privacy.error = wrong.get("privacy").cloned();
    vec![alg, privacy]
}

impl Page for Form {
    const TEMPLATE: &'static str = "tools/form.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let endpoints = values::sample_endpoints();
        let draft = Draft {
            name: HARD_NAME.into(),
            login_url: "localhost".into(),
            deployments: "1\n2".into(),
            custom: "a=$Canvas.<b>\nb=$User.id".into(),
            keys: "</textarea><b>".into(),
            ..Draft::default()
        };
        let itself = Self {
            came: Some(Came::sample()),
            registered: super::dynamic::registered::samples::all().into_iter().next(),
            place: Some(Place::sample(true)),
            ..Self::new(&endpoints, Some("client/1?"), &draft, &Wrong::new())
        };
        let wrong: Wrong =
            LABELS.iter().map(|(field, _)| (*field, format!("Expected a value, got {HARD_NAME}."))).collect();
        let known = || Self::new(&endpoints, Some("client/1?"), &draft, &Wrong::new());
        let understood = Understood::samples().into_iter().next();
        let import = crate::pages::tools::import::tests::configuration().to_string();
        let import = Draft { imported: import, ..Draft::default() };
        let imported = Self::new(&endpoints, None, &import, &Wrong::new());
        let [plain, stale, _] = Seen::samples().try_into().unwrap();
        vec![
            ("new", Self::new(&endpoints, None, &Draft::default(), &Wrong::new())),
            ("wrong", Self::new(&endpoints, None, &draft, &wrong)),
            ("saved", Self { seen: Some(plain), ..known() }.saved(true)),
            ("keys", Self::new(&endpoints, None, &draft, &Wrong::new()).with_keys(understood)),
            ("changed elsewhere", known().stale(stale)),
            ("imported", imported),
            ("registered itself", itself),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_unchanged_beside_what_is_wrong() {
        let draft = Draft { login_url: " localhost:3000 ".into(), ..Draft::default() };
        let wrong = draft.check().unwrap_err();
        let form = Form::new(&values::sample_endpoints(), None, &draft, &wrong);
        assert_eq!(form.fields.login_url.value, " localhost:3000 ");
        assert!(form.fields.login_url.error.is_some() && form.fields.keys.error.is_none());
        let named: Vec<&str> = form.problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(named, ["name", "login_url", "target_link_uri"]);
    }
}
