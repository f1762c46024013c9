//! The platform and the reference tool in this process: the only file that names their crates.

use std::time::Duration;

use homeroom_platform::{Platform, Settings};
use homeroom_tool::{DEFECTS, Defect, ReferenceAddresses, ReferenceTool, ToolSettings, VARIANTS, Variant};
use url::Url;

use crate::acts::REGISTER;
use crate::control::{Campus, Control, ControlError, LinkOrder, Registered};
use crate::own_time::OwnTime;
use crate::target::{Act, ActStep, Activation, MadeBy, Registration, Shows, Sign, Target};

/// What the built-in tool is called.
const NAME: &str = "built-in tool";

/// The campus that every Homeroom has.
const MAIN: &str = "main";

/// A second issuer, for cases that need two.
const NORTH: &str = "north";

/// The first is all that a person needs; the conformance cases need another platform, and a second client id at the first.
const REGISTRATIONS: [Fixed; 3] = [
    Fixed { campus: MAIN, client_id: "built-in-tool-main", deployments: ["Deployment-1", "Deployment-2"] },
    Fixed { campus: NORTH, client_id: "built-in-tool-north", deployments: ["Deployment-1", "Deployment-2"] },
    Fixed {
        campus: MAIN,
        client_id: "built-in-tool-main-second",
        deployments: ["Deployment-3", "Deployment-4"],
    },
];

/// The ids under which the built-in tool is registered.
struct Fixed {
    campus: &'static str,
    client_id: &'static str,
    deployments: [&'static str; 2],
}

/// Links of the built-in tool in the courses of a new campus, one course after the other.
const LINKS: &[&str] = &["Week 1 quiz", "Reading journal", "Lab report"];

/// The variant that registers itself when a person says so.
const CONFIRMED: &str = "registration-confirmed";

/// What a person clicks in the built-in tool, by the name of the act.
const ACTS: &[(&str, &[&str])] = &[
    ("pick", &["form#pick input[name=item]", "#add"]),
    ("pick-many", &["#item-resource-link", "#item-link", "#item-file", "#item-html", "#item-image", "#add"]),
    ("pick-resource-link", &["#item-resource-link", "#add"]),
    ("pick-link", &["#item-link", "#add"]),
    ("pick-file", &["#item-file", "#add"]),
    ("pick-html", &["#item-html", "#add"]),
    ("pick-image", &["#item-image", "#add"]),
    ("cancel", &["#cancel"]),
    ("fail", &["#fail"]),
    ("score", &["#finish"]),
    ("progress", &["#start"]),
    ("roster", &["#roster"]),
    ("roster-link", &["#roster-link"]),
    ("roster-learners", &["#roster-learners"]),
    ("roster-changes", &["#roster-changes"]),
    ("line-items", &["#line-items"]),
    ("line-item", &["#new-line-item"]),
    ("change-line-item", &["#change-line-item"]),
    ("delete-line-item", &["#delete-line-item"]),
    ("results", &["#results"]),
    ("register", &["#register"]),
];

/// Why the embedded pair did not start.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    #[error(transparent)]
    Platform(#[from] homeroom_platform::StartError),
    #[error(transparent)]
    Tool(#[from] homeroom_tool::StartError),
    #[error(transparent)]
    Registered(#[from] homeroom_tool::PlatformError),
    #[error(transparent)]
    Control(#[from] ControlError),
    #[error("{0} is not an address")]
    Address(String),
    #[error("the built-in tool has no defect called `{name}`{}", did_you_mean(.nearest.as_deref(), "defects"))]
    UnknownDefect { name: String, nearest: Option<String> },
    #[error("the built-in tool has no variant called `{name}`{}", did_you_mean(.nearest.as_deref(), "variants"))]
    UnknownVariant { name: String, nearest: Option<String> },
}

fn did_you_mean(nearest: Option<&str>, all: &str) -> String {
    match nearest {
        Some(nearest) => format!("\n  hint: did you mean `{nearest}`?"),
        None => format!("\n  hint: `homeroom tool --list-{all}` names them"),
    }
}

/// A platform, and perhaps the built-in tool registered with it.
#[derive(Debug)]
pub struct Embedded {
    platform: Platform,
    tool: Option<ReferenceTool>,
    target: Option<Target>,
}

/// How to start the built-in tool.
#[derive(Debug, Clone)]
pub struct BuiltInTool {
    /// `localhost:PORT`; port 0 takes a free one.
    pub listen: String,
    /// Names of defects to switch on.
    pub defects: Vec<String>,
    /// Names of variants to switch on.
    pub variants: Vec<String>,
    /// Whether it is registered with a second campus and by a second client id too, as the conformance cases need it.
    pub second_platform: bool,
}

impl Embedded {
    /// Starts the platform and, if asked, the built-in tool.
    ///
    /// # Errors
    ///
    /// When an address is taken, the state directory cannot be used, or a defect or variant is unknown.
    pub async fn start(settings: Settings, tool: Option<BuiltInTool>) -> Result<Self, EmbeddedError> {
        let settled = tool.map(Settled::read).transpose()?;
        let platform = Platform::start(settings).await?;
        let mut embedded = Self { platform, tool: None, target: None };
        if let Some(tool) = settled {
            embedded.add_tool(tool).await?;
        }
        Ok(embedded)
    }

    async fn add_tool(&mut self, wanted: Settled) -> Result<(), EmbeddedError> {
        let (variants, clock) = (wanted.settings.variants.clone(), wanted.settings.clock.clone());
        let tool = ReferenceTool::start(wanted.settings).await?;
        let count = if wanted.second_platform { REGISTRATIONS.len() } else { 1 };
        let control = Control::new(self.platform.local_url().clone())?;
        let mut registrations = Vec::new();
        for made in &REGISTRATIONS[..count] {
            let campus = control.campus(made.campus).await?;
            let mut registration = registration(made, tool.addresses());
            let registered = campus.register(NAME, &registration).await?;
            tool.register(as_the_tool_knows_it(&campus, &registered)?).await?;
            place_links(&campus, &registered).await?;
            registration.client_id = Some(registered.client_id);
            registration.deployments = registered.deployments;
            registrations.push(registration);
        }
        let mut target = set_up(target(registrations), &variants, tool.addresses());
        target.own_time = Some(OwnTime::new(move |by| clock.shift(by)));
        self.target = Some(target);
        self.tool = Some(tool);
        Ok(())
    }

    /// The base address of the platform.
    pub fn platform_url(&self) -> &Url {
        self.platform.url()
    }

    /// Where the platform can be reached on this machine, whatever its public address is.
    pub fn local_url(&self) -> &Url {
        self.platform.local_url()
    }

    /// The address of the built-in tool, if it runs.
    pub fn tool_url(&self) -> Option<&Url> {
        self.tool.as_ref().map(ReferenceTool::url)
    }

    /// The built-in tool as a target, if it runs.
    pub fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    /// Stops both; requests under way are finished and everything acknowledged is stored.
    pub async fn stop(self) {
        if let Some(tool) = self.tool {
            tool.stop().await;
        }
        self.platform.stop().await;
    }
}

/// The built-in tool as asked for, with names that are known.
struct Settled {
    settings: ToolSettings,
    second_platform: bool,
}

impl Settled {
    fn read(wanted: BuiltInTool) -> Result<Self, EmbeddedError> {
        let settings = ToolSettings {
            listen: wanted.listen,
            defects: wanted.defects.iter().map(|name| defect(name)).collect::<Result<_, _>>()?,
            variants: wanted.variants.iter().map(|name| variant(name)).collect::<Result<_, _>>()?,
            ..ToolSettings::default()
        };
        Ok(Self { settings, second_platform: wanted.second_platform })
    }
}

fn defect(name: &str) -> Result<&'static Defect, EmbeddedError> {
    let unknown = || EmbeddedError::UnknownDefect {
        name: name.to_owned(),
        nearest: nearest(name, DEFECTS.iter().map(|defect| defect.name)),
    };
    DEFECTS.iter().find(|defect| defect.name == name).ok_or_else(unknown)
}

fn variant(name: &str) -> Result<&'static Variant, EmbeddedError> {
    let unknown = || EmbeddedError::UnknownVariant {
        name: name.to_owned(),
        nearest: nearest(name, VARIANTS.iter().map(|variant| variant.name)),
    };
    VARIANTS.iter().find(|variant| variant.name == name).ok_or_else(unknown)
}

fn nearest(name: &str, known: impl Iterator<Item = &'static str>) -> Option<String> {
    let likely = known.map(|known| (strsim::jaro_winkler(known, name), known));
    let likely = likely.filter(|(likeness, _)| *likeness > 0.7).max_by(|a, b| a.0.total_cmp(&b.0));
    likely.map(|(_, known)| known.to_owned())
}

/// What the platform has to know of the built-in tool. The deployments are fixed, so that the tool can be registered before
/// it knows any platform.
fn registration(made: &Fixed, tool: &ReferenceAddresses) -> Registration {
    Registration {
        campus: made.campus.to_owned(),
        client_id: Some(made.client_id.to_owned()),
        deployments: made.deployments.map(str::to_owned).into(),
        login_url: tool.login.clone(),
        target_link_uri: tool.activity.clone(),
        deep_linking_url: Some(tool.picker.clone()),
        redirect_uris: vec![tool.launch.to_string()],
        jwks_url: Some(tool.keys.clone()),
        pem: None,
        made_by: MadeBy::Description,
    }
}

fn as_the_tool_knows_it(
    campus: &Campus,
    registered: &Registered,
) -> Result<homeroom_tool::Platform, EmbeddedError> {
    let endpoints = &campus.endpoints;
    let url = |text: &str| Url::parse(text).map_err(|_| EmbeddedError::Address(text.to_owned()));
    let platform = homeroom_tool::Platform::new(
        endpoints.issuer.as_str(),
        registered.client_id.as_str(),
        url(&endpoints.authorization_endpoint)?,
        url(&endpoints.token_endpoint)?,
        homeroom_tool::Keys::Url(url(&endpoints.jwks_uri)?),
    );
    Ok(platform.deployments(registered.deployments.iter().map(String::as_str)))
}

/// A campus without any link gets some, so that the first launch takes two clicks.
async fn place_links(campus: &Campus, registered: &Registered) -> Result<(), ControlError> {
    if campus.has_links().await? {
        return Ok(());
    }
    let courses = campus.courses().await?;
    for (number, (title, course)) in LINKS.iter().zip(courses.iter().cycle()).enumerate() {
        let id = format!("built-in-{}", number + 1);
        campus.link(&LinkOrder::of_course(&id, course, title), registered).await?;
    }
    Ok(())
}

/// What the developer of such a tool would have to configure.
fn set_up(mut target: Target, variants: &[&Variant], tool: &ReferenceAddresses) -> Target {
    target.refuse.text = variants.iter().find_map(|variant| variant.refuse).map(str::to_owned);
    if variants.iter().any(|variant| !variant.shows) {
        target.shows = Shows::default();
    }
    target.registration_url = Some(tool.register.clone());
    target.probe = variants.iter().any(|variant| variant.probed).then(|| tool.whoami.clone());
    target.registration_url = Some(tool.register.clone());
    if variants.iter().any(|variant| variant.name == CONFIRMED) {
        target.acts.push(act(REGISTER, &["#register"]));
    }
    target
}

fn target(registrations: Vec<Registration>) -> Target {
    Target {
        name: NAME.to_owned(),
        registration_url: None,
        activation: Activation::Automatic,
        registrations,
        accept: Sign::default(),
        refuse: Sign::default(),
        onboarding: Sign::default(),
        shows: Shows {
            user: Some("#user".to_owned()),
            role: Some("#role".to_owned()),
            member: Some("#members .member-id".to_owned()),
        },
        probe: None,
        acts: acts_of(NAME),
        skips: Vec::new(),
        holds_back_refreshes: false,
        calls_end_with_page: true,
        own_time: None,
        timeout: Duration::from_secs(10),
    }
}

/// What a person can make the tool of that name do, if it is the one that is built in.
pub(crate) fn acts_of(tool: &str) -> Vec<Act> {
    let known = if tool == NAME { ACTS } else { &[] };
    known.iter().map(|(name, clicks)| act(name, clicks)).collect()
}

fn act(name: &str, clicks: &[&str]) -> Act {
    let steps = clicks.iter().map(|selector| ActStep::Click((*selector).to_owned())).collect();
    Act { name: name.to_owned(), steps }
}
