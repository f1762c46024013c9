//! Who launches what: by name where one was given, else the first that fits.

use super::stock::{Callable, Course, INSTRUCTOR, LEARNER, Link, Person, Stock, Tool, members};
use super::wish::{BadWish, FaultWish, Message, Wish};
use super::{LaunchError, Named};
use crate::control::{Campus, Control, FaultOrder, LaunchOrder, Registered};
use crate::embedded::acts_of;
use crate::launch::Party;
use crate::target::{Act, MadeBy, Registration, Target};

/// The campus that every Homeroom has.
const MAIN: &str = "main";

/// Everything that was named or left open, decided.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) campus: String,
    pub(super) party: Party,
    pub(super) tool: Named,
    pub(super) person: Named,
    pub(super) course: Named,
    pub(super) link: Option<Named>,
    pub(super) act: Option<Act>,
    faults: Vec<FaultOrder>,
}

impl Choice {
    pub(super) async fn make(
        control: &Control,
        target: Option<&Target>,
        wish: &Wish,
    ) -> Result<Self, LaunchError> {
        let name = campus_name(target, wish);
        let campus = open_campus(control, &name).await?;
        let stock = Stock::of(control, &campus).await?;
        let faults =
            wish.faults.iter().map(|fault| stock.fault(fault, wish.message)).collect::<Result<_, _>>()?;
        let own = target.and_then(|target| client_on(target, &name));
        let (course, tool, link) = match wish.message {
            Message::ResourceLink => stock.what_to_open(wish, own)?,
            Message::DeepLinking => stock.where_to_pick(wish, own)?,
        };
        let person = match &wish.person {
            Some(name) => called(&stock.people, "person", name)?.clone(),
            None => stock.somebody(&campus, wish.message, &course).await?,
        };
        let acts = target.map_or_else(|| acts_of(&tool.named().name), |target| target.acts.clone());
        Ok(Self {
            act: wish.act.as_ref().map(|name| act(name, acts, wish.message)).transpose()?,
            tool: tool.named(),
            party: party(campus, &name, &tool),
            campus: name,
            person: person.named(),
            course: course.named(),
            link: link.map(|link| link.named()),
            faults,
        })
    }

    pub(super) fn order(&self, wish: &Wish) -> LaunchOrder {
        let order = LaunchOrder {
            person: self.person.id.clone(),
            method: Some(if wish.by_post { "post" } else { "get" }),
            faults: self.faults.clone(),
            ..LaunchOrder::default()
        };
        match &self.link {
            Some(link) => LaunchOrder { link: link.id.clone(), ..order },
            None => LaunchOrder {
                message: Some(wish.message.name()),
                course: self.course.id.clone(),
                client_id: self.tool.id.clone(),
                ..order
            },
        }
    }
}

fn campus_name(target: Option<&Target>, wish: &Wish) -> String {
    let of_target = target.and_then(|target| target.registrations.first()).map(|first| first.campus.as_str());
    wish.campus.as_deref().or(of_target).unwrap_or(MAIN).to_owned()
}

/// The campus if it is there: a typo must not make one.
async fn open_campus(control: &Control, name: &str) -> Result<Campus, LaunchError> {
    let known: Vec<serde_json::Value> = control.read("api/campuses").await?;
    let known: Vec<_> =
        known.iter().filter_map(|campus| campus["name"].as_str().map(str::to_owned)).collect();
    if !known.iter().any(|other| other == name) {
        return Err(BadWish::unknown("campus", name, &known).into());
    }
    Ok(control.campus(name).await?)
}

fn client_on<'t>(target: &'t Target, campus: &str) -> Option<&'t str> {
    let registration = target.registrations.iter().find(|registration| registration.campus == campus)?;
    registration.client_id.as_deref()
}

fn party(campus: Campus, name: &str, tool: &Tool) -> Party {
    let registration = Registration {
        campus: name.to_owned(),
        client_id: Some(tool.client_id.clone()),
        deployments: tool.deployments.clone(),
        login_url: tool.login_url.clone(),
        target_link_uri: tool.target_link_uri.clone(),
        deep_linking_url: None,
        redirect_uris: Vec::new(),
        jwks_url: None,
        pem: None,
        made_by: MadeBy::default(),
    };
    let registered = Registered {
        client_id: tool.client_id.clone(),
        deployments: tool.deployments.clone(),
        scopes: Vec::new(),
    };
    Party::new(campus, registered, registration)
}

impl Stock {
    /// A link and what belongs to it.
    fn what_to_open(&self, wish: &Wish, own: Option<&str>) -> Result<(Course, Tool, Option<Link>), BadWish> {
        if wish.course.is_some() {
            let problem = "a course is named where content is picked; a launch opens a link";
            return Err(BadWish::new(problem).hint("name the link, or send `--message deep-linking`"));
        }
        let is_own = |link: &&Link| own.is_none_or(|client| link.client_id == client);
        let link = match &wish.link {
            Some(name) => called(&self.links, "link", name)?,
            None => {
                self.links.iter().find(is_own).ok_or_else(|| BadWish::new("there is no link to launch"))?
            }
        };
        let course = called(&self.courses, "course", &link.course)?;
        let tool = called(&self.tools, "tool", &link.client_id)?;
        Ok((course.clone(), tool.clone(), Some(link.clone())))
    }

    /// A course and a tool that may fill it.
    fn where_to_pick(&self, wish: &Wish, own: Option<&str>) -> Result<(Course, Tool, Option<Link>), BadWish> {
        if wish.link.is_some() {
            let problem = "content is picked in a course, and not by opening a link";
            return Err(BadWish::new(problem).hint("name a course instead of the link"));
        }
        let course = match &wish.course {
            Some(name) => called(&self.courses, "course", name)?,
            None => {
                self.courses.first().ok_or_else(|| BadWish::new("there is no course to pick content for"))?
            }
        };
        let is_own = |tool: &&Tool| own.is_none_or(|client| tool.client_id == client);
        let tool = self.tools.iter().find(is_own).ok_or_else(|| BadWish::new("no tool is registered"))?;
        Ok((course.clone(), tool.clone(), None))
    }

    /// The first member of the course with the role that fits the message.
    async fn somebody(
        &self,
        campus: &Campus,
        message: Message,
        course: &Course,
    ) -> Result<Person, LaunchError> {
        let (role, what) = match message {
            Message::ResourceLink => (LEARNER, "learner"),
            Message::DeepLinking => (INSTRUCTOR, "instructor"),
        };
        let members = members(campus, &course.id).await?;
        let mut fitting = members.iter().filter(|member| member.has(role));
        let person = fitting.find_map(|member| self.people.iter().find(|person| person.id == member.person));
        let nobody =
            || BadWish::new(format!("the course `{}` has no {what}", course.id)).hint("name a person");
        Ok(person.cloned().ok_or_else(nobody)?)
    }

    /// A fault of one launch, with its value where it needs one.
    fn fault(&self, wish: &FaultWish, message: Message) -> Result<FaultOrder, BadWish> {
        let FaultWish { name, value } = wish;
        let Some(known) = self.faults.iter().find(|fault| fault.name == *name) else {
            let names: Vec<_> = self.faults.iter().map(|fault| fault.name.clone()).collect();
            return Err(BadWish::unknown("fault", name, &names));
        };
        match (&known.with, value) {
            _ if known.place == "keys" => {
                Err(BadWish::new(format!("`{name}` is a fault of the key set, not of a launch"))
                    .hint("the page `Keys` of a running Homeroom switches it on for a campus"))
            }
            _ if known.message.as_ref().is_some_and(|only| only != message.name()) => {
                let only = known.message.as_deref().unwrap_or_default();
                Err(BadWish::new(format!("the fault `{name}` fits `{only}` only"))
                    .hint(format!("send `--message {only}`")))
            }
            (Some(what), None) => Err(BadWish::new(format!("the fault `{name}` needs a value: {what}"))
                .hint(format!("write `--fault {name}=VALUE`"))),
            (None, Some(_)) => Err(BadWish::new(format!("the fault `{name}` takes no value"))),
            _ => Ok(FaultOrder { name: name.clone(), with: value.clone() }),
        }
    }
}

/// What is to be done in the picker.
fn act(name: &str, acts: Vec<Act>, message: Message) -> Result<Act, BadWish> {
    if message != Message::DeepLinking {
        let problem = "an act is done where content is picked";
        return Err(BadWish::new(problem).hint("send `--message deep-linking`"));
    }
    let names: Vec<_> = acts.iter().map(|act| act.name.clone()).collect();
    acts.into_iter().find(|act| act.name == name).ok_or_else(|| {
        let unknown = BadWish::unknown("act", name, &names);
        match unknown.hint {
            None => unknown.hint("describe it in homeroom.toml, in a section `[[act]]`"),
            Some(_) => unknown,
        }
    })
}

fn called<'s, T: Callable>(all: &'s [T], what: &str, name: &str) -> Result<&'s T, BadWish> {
    let by_id = all.iter().find(|each| each.named().id == name);
    by_id.or_else(|| all.iter().find(|each| each.is_called(name))).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|each| each.named().id).collect();
        BadWish::unknown(what, name, &names)
    })
}
