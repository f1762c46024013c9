//! What the fields cannot say one by one.

use homeroom_harness::act_names;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::place;
use super::schema::{ActTable, File, RegistrationTable};
use super::tool::{DESCRIBED, ToolTable};
use crate::cli::failure::Failure;

/// Sections that stand for themselves; all others describe `[tool]` further.
const INDEPENDENT: &[&str] = &["platform", "tool", "snapshot"];

/// So many letters make a name another one, and no slip.
const SLIP: usize = 2;

/// A file that is looked at as a whole.
pub(super) struct Look<'f> {
    pub(super) name: &'f str,
    pub(super) text: &'f str,
    pub(super) document: &'f DeTable<'f>,
}

impl Look<'_> {
    /// A tool registers itself, or its developer says what a registration holds.
    pub(super) fn one_way_of_registering(&self) -> Result<(), Failure> {
        let tool = self.document.get("tool").and_then(|tool| tool.get_ref().as_table());
        let Some(tool) = tool else { return Ok(()) };
        if !tool.contains_key("registration_url") {
            let manual = tool.contains_key("activation");
            let problem =
                "`tool.activation` is for a tool that registers itself, and `registration_url` is missing";
            return if manual { Err(self.at(&["tool", "activation"], problem)) } else { Ok(()) };
        }
        let Some(both) = DESCRIBED.iter().find(|field| tool.contains_key(**field)) else { return Ok(()) };
        let problem =
            format!("the tool has both `registration_url` and `{both}`\n  expected: one of the two");
        let hint = format!("a tool that registers itself says `{both}` by its registration");
        Err(self.at(&["tool", *both], &problem).hint(hint))
    }

    /// Everything else.
    pub(super) fn belongs_together(&self, file: &File) -> Result<(), Failure> {
        match &file.tool {
            Some(tool) => self.tool_is_whole(tool)?,
            None => self.nothing_is_about_no_tool()?,
        }
        if let Some(tool) = &file.tool {
            self.registrations_fit(tool, file)?;
        }
        self.registered_once(file)?;
        self.acts_named_once(file)?;
        self.acts_named_right(file)
    }

    fn nothing_is_about_no_tool(&self) -> Result<(), Failure> {
        let mut sections = self.document.keys().map(|key| key.get_ref().as_ref());
        let Some(orphan) = sections.find(|key| !INDEPENDENT.contains(key)) else { return Ok(()) };
        let problem = format!("`{orphan}` describes a tool, and the file has no `[tool]`");
        let hint = "add `[tool]` with `login_url` and `target_link_uri`, or with `registration_url`";
        Err(self.at(&[orphan], &problem).hint(hint))
    }

    fn tool_is_whole(&self, tool: &ToolTable) -> Result<(), Failure> {
        if tool.description().is_some_and(|tool| tool.jwks_url.is_some() && tool.pem.is_some()) {
            let problem = "the tool has both `jwks_url` and `pem`\n  expected: one of the two";
            return Err(self.at(&["tool", "pem"], problem));
        }
        if tool.start.is_none() && tool.ready_url.is_some() {
            let problem = "`tool.ready_url` is waited for after `tool.start`, which is missing";
            return Err(self
                .at(&["tool", "ready_url"], problem)
                .hint("add `start = \"...\"`, or leave `ready_url` out"));
        }
        Ok(())
    }

    /// Each further registration is made as the first one is.
    fn registrations_fit(&self, tool: &ToolTable, file: &File) -> Result<(), Failure> {
        for (place, further) in file.registration.iter().enumerate() {
            let line = |field: &str| self.line_of_registration(place, field);
            let by_itself = tool.by_itself().is_some();
            if !by_itself && further.client_id.is_none() {
                return Err(self.on_line(line(""), "`client_id` is missing in `[registration]`"));
            }
            let Some(given) = given(further).filter(|_| by_itself) else { continue };
            let problem = format!("`registration.{given}` is given, and the tool registers itself");
            let hint = format!("leave `{given}` out: the platform gives it to the tool");
            return Err(self.on_line(line(given), &problem).hint(hint));
        }
        Ok(())
    }

    /// A campus knows a client id once; a second registration would silently replace the first.
    fn registered_once(&self, file: &File) -> Result<(), Failure> {
        let description = file.tool.as_ref().and_then(ToolTable::description);
        let first = description.and_then(|tool| tool.client_id.as_deref());
        let mut known: Vec<_> =
            first.map(|client| (file.platform.campus.as_str(), client)).into_iter().collect();
        for registration in &file.registration {
            let Some(named) = &registration.client_id else { continue };
            let (campus, client) = (registration.campus.as_str(), named.get_ref().as_str());
            if known.contains(&(campus, client)) {
                return Err(self.registered_twice(named, campus));
            }
            known.push((campus, client));
        }
        Ok(())
    }

    fn registered_twice(&self, client: &Spanned<String>, campus: &str) -> Failure {
        let (line, client) = (place::line(self.text, client.span().start), client.get_ref());
        let problem =
            format!("`registration.client_id` `{client}` is registered on campus `{campus}` already");
        self.on_line(line, &problem)
            .hint("give each registration on a campus a `client_id` of its own, or another `campus`")
    }

    /// Cases find an act by its name, so the second of that name would never be done.
    fn acts_named_once(&self, file: &File) -> Result<(), Failure> {
        let of = |act: &ActTable| act.name.get_ref().as_str().to_owned();
        let twice =
            file.act.iter().enumerate().find(|(at, act)| file.act[..*at].iter().any(|o| of(o) == of(act)));
        let Some((_, act)) = twice else { return Ok(()) };
        let line = place::line(self.text, act.name.span().start);
        let problem = format!("an act is called `{}` already", of(act));
        Err(self.on_line(line, &problem).hint("give each `[[act]]` a name of its own"))
    }

    /// An act that has nearly the name of one that cases ask for is a slip; any other name may be that of a case of one's own.
    fn acts_named_right(&self, file: &File) -> Result<(), Failure> {
        for act in &file.act {
            let given = act.name.get_ref().as_str();
            let slip = |known: &&str| strsim::damerau_levenshtein(known, &given.to_lowercase()) <= SLIP;
            let Some(near) = act_names().find(slip).filter(|_| !act_names().any(|known| known == given))
            else {
                continue;
            };
            let line = place::line(self.text, act.name.span().start);
            let problem = format!("no case does an act that is called `{given}`");
            return Err(self.on_line(line, &problem).hint(format!("did you mean `{near}`?")));
        }
        Ok(())
    }

    fn at(&self, path: &[&str], problem: &str) -> Failure {
        self.on_line(place::line_of_key(self.text, self.document, path), problem)
    }

    fn on_line(&self, line: usize, problem: &str) -> Failure {
        Failure::usage(format!("{}:{line}: {problem}", self.name))
    }

    /// The line of a field of the registration at that place, or of its header.
    fn line_of_registration(&self, place: usize, field: &str) -> usize {
        let all = self.document.get("registration").map(Spanned::get_ref);
        let Some(one) = all.and_then(DeValue::as_array).and_then(|all| all.get(place)) else { return 1 };
        let fields = one.get_ref().as_table();
        let key = fields.and_then(|fields| fields.iter().find(|(key, _)| key.get_ref() == field));
        place::line(self.text, key.map_or(one.span().start, |(key, _)| key.span().start))
    }
}

/// A field that a tool which registers itself learns from the platform.
fn given(registration: &RegistrationTable) -> Option<&'static str> {
    match registration {
        RegistrationTable { client_id: Some(_), .. } => Some("client_id"),
        RegistrationTable { deployments, .. } if !deployments.is_empty() => Some("deployments"),
        RegistrationTable { .. } => None,
    }
}
