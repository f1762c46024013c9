//! The platform and the reference tool in this process: the only file that names their crates.

use std::time::Duration;

use homeroom_platform::{Platform, Settings};
use homeroom_tool::{DEFECTS, Defect, Tool, ToolSettings};
use url::Url;

use crate::control::{Campus, Control, ControlError, LinkOrder, Registered};
use crate::target::{Act, ActStep, Registration, Shows, Sign, Target};

/// What the built-in tool is called.
const NAME: &str = "built-in tool";

/// The campus that every Homeroom has.
const MAIN: &str = "main";

/// A second issuer, for cases that need two.
const NORTH: &str = "north";

/// Links of the built-in tool in the courses of a new campus, one course after the other.
const LINKS: &[&str] = &["Week 1 quiz", "Reading journal", "Lab report"];

/// What a person clicks in the picker of the built-in tool, by the name of the act.
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
];

/// Why the embedded pair did not start.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    #[error(transparent)]
    Platform(#[from] homeroom_platform::StartError),
    #[error(transparent)]
    Tool(#[from] homeroom_tool::StartError),
    #[error(transparent)]
    Control(#[from] ControlError),
    #[error("{0} is not an address")]
    Address(String),
    #[error("the built-in tool has no defect called `{name}`{}", did_you_mean(.nearest.as_deref()))]
    UnknownDefect { name: String, nearest: Option<String> },
}

fn did_you_mean(nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("\n  hint: did you mean `{nearest}`?"),
        None => "\n  hint: `homeroom tool --list-defects` names them".to_owned(),
    }
}

/// A platform, and perhaps the built-in tool registered with it.
#[derive(Debug)]
pub struct Embedded {
    platform: Platform,
    tool: Option<Tool>,
    target: Option<Target>,
}

/// How to start the built-in tool.
#[derive(Debug, Clone)]
pub struct BuiltInTool {
    /// `localhost:PORT`; port 0 takes a free one.
    pub listen: String,
    /// Names of defects to switch on.
    pub defects: Vec<String>,
    /// Whether it is registered with a second campus too, as the conformance cases need it.
    pub second_platform: bool,
}

impl Embedded {
    /// Starts the platform and, if asked, the built-in tool.
    ///
    /// # Errors
    ///
    /// When an address is taken, the state directory cannot be used, or a defect is unknown.
    pub async fn start(settings: Settings, tool: Option<BuiltInTool>) -> Result<Self, EmbeddedError> {
        let defects = tool
            .iter()
            .flat_map(|tool| &tool.defects)
            .map(|name| defect(name))
            .collect::<Result<Vec<_>, _>>()?;
        let platform = Platform::start(settings).await?;
        let mut embedded = Self { platform, tool: None, target: None };
        if let Some(tool) = tool {
            embedded.add_tool(&tool, defects).await?;
        }
        Ok(embedded)
    }

    async fn add_tool(
        &mut self,
        wanted: &BuiltInTool,
        defects: Vec<&'static Defect>,
    ) -> Result<(), EmbeddedError> {
        let settings = ToolSettings { listen: wanted.listen.clone(), defects, ..ToolSettings::default() };
        let tool = Tool::start(settings).await?;
        let campuses = if wanted.second_platform { &[MAIN, NORTH][..] } else { &[MAIN] };
        let control = Control::new(self.platform.local_url().clone())?;
        let mut registrations = Vec::new();
        for name in campuses {
            let campus = control.campus(name).await?;
            let mut registration = registration(name, tool.url())?;
            let registered = campus.register(NAME, &registration).await?;
            tool.register(as_the_tool_knows_it(&campus, &registered)?);
            place_links(&campus, &registered).await?;
            registration.client_id = Some(registered.client_id);
            registration.deployments = registered.deployments;
            registrations.push(registration);
        }
        self.target = Some(target(registrations));
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
        self.tool.as_ref().map(Tool::url)
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

fn defect(name: &str) -> Result<&'static Defect, EmbeddedError> {
    DEFECTS.iter().find(|defect| defect.name == name).ok_or_else(|| {
        let nearest = DEFECTS.iter().map(|defect| (strsim::jaro_winkler(defect.name, name), defect.name));
        let nearest = nearest.filter(|(likeness, _)| *likeness > 0.7).max_by(|a, b| a.0.total_cmp(&b.0));
        EmbeddedError::UnknownDefect {
            name: name.to_owned(),
            nearest: nearest.map(|(_, name)| name.to_owned()),
        }
    })
}

fn address(base: &Url, path: &str) -> Result<Url, EmbeddedError> {
    base.join(path).map_err(|_| EmbeddedError::Address(format!("{base}{path}")))
}

/// The built-in tool's addresses, as its own documentation gives them. The deployments are fixed, so that the tool can
/// be registered before it knows any platform.
fn registration(campus: &str, tool: &Url) -> Result<Registration, EmbeddedError> {
    let launch = address(tool, "launch")?;
    Ok(Registration {
        campus: campus.to_owned(),
        client_id: Some(format!("built-in-tool-{campus}")),
        deployments: vec!["Deployment-1".to_owned(), "Deployment-2".to_owned()],
        login_url: address(tool, "login")?,
        target_link_uri: address(tool, "activity/1")?,
        deep_linking_url: Some(address(tool, "picker")?),
        redirect_uris: vec![launch.to_string()],
        jwks_url: Some(address(tool, "keys")?),
        pem: None,
    })
}

fn as_the_tool_knows_it(
    campus: &Campus,
    registered: &Registered,
) -> Result<homeroom_tool::Registration, EmbeddedError> {
    let endpoints = &campus.endpoints;
    let url = |text: &str| Url::parse(text).map_err(|_| EmbeddedError::Address(text.to_owned()));
    Ok(homeroom_tool::Registration {
        issuer: endpoints.issuer.as_str().into(),
        client_id: registered.client_id.as_str().into(),
        deployments: registered.deployments.iter().map(|id| id.as_str().into()).collect(),
        authorization_endpoint: url(&endpoints.authorization_endpoint)?,
        token_endpoint: url(&endpoints.token_endpoint)?,
        jwks_uri: url(&endpoints.jwks_uri)?,
        algorithm: homeroom_tool::SigningAlgorithm::default(),
    })
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

fn target(registrations: Vec<Registration>) -> Target {
    Target {
        name: NAME.to_owned(),
        registrations,
        accept: Sign::default(),
        refuse: Sign::default(),
        onboarding: Sign::default(),
        shows: Shows { user: Some("#user".to_owned()), role: Some("#role".to_owned()) },
        probe: None,
        acts: acts_of(NAME),
        skips: Vec::new(),
        holds_back_refreshes: false,
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
