//! The tool under test, out of the configuration.

use homeroom_harness::{Act, MadeBy, Registration, Shows, Sign, Skip, Target};

use crate::cli::config::{
    ActTable, Config, Description, File, RegistrationTable, Selector, SignTable, SkipTable, ToolTable,
};

impl Config {
    /// The tool that the file describes; none means the built-in one. One that registers itself has no registration yet.
    pub(crate) fn target(&self) -> Option<Target> {
        self.file.tool.as_ref().map(|tool| target(&self.file, tool))
    }

    /// The campuses that the tool is registered with, that of the run first; one as often as there are registrations.
    pub(crate) fn campuses(&self) -> Vec<String> {
        let further = self.file.registration.iter().map(|further| &further.campus);
        let all = std::iter::once(&self.file.platform.campus).chain(further);
        all.map(|campus| campus.as_str().to_owned()).collect()
    }
}

fn target(file: &File, tool: &ToolTable) -> Target {
    Target {
        name: tool.name.clone(),
        registration_url: tool.by_itself().map(|registering| registering.url.url.clone()),
        activation: tool.by_itself().map(|registering| registering.activation).unwrap_or_default(),
        registrations: tool.description().map_or_else(Vec::new, |described| registrations(file, described)),
        accept: sign(&file.accept),
        refuse: sign(&file.refuse),
        onboarding: sign(&file.onboarding),
        shows: Shows {
            user: file.shows.user.as_ref().map(Selector::text),
            role: file.shows.role.as_ref().map(Selector::text),
            member: file.shows.member.as_ref().map(Selector::text),
        },
        probe: file.probe.url.clone(),
        holds_back_refreshes: true,
        calls_end_with_page: false,
        acts: file.act.iter().map(act).collect(),
        skips: file.skip.iter().map(skip).collect(),
        own_time: None,
        timeout: tool.timeout,
    }
}

fn registrations(file: &File, tool: &Description) -> Vec<Registration> {
    let first = registration(file.platform.campus.as_str(), tool);
    let further = file.registration.iter().map(|further| another(&first, further));
    std::iter::once(first.clone()).chain(further).collect()
}

fn registration(campus: &str, tool: &Description) -> Registration {
    Registration {
        campus: campus.to_owned(),
        client_id: tool.client_id.clone(),
        deployments: tool.deployments.clone(),
        login_url: tool.login_url.url.clone(),
        target_link_uri: tool.target_link_uri.url.clone(),
        deep_linking_url: tool.deep_linking_url.as_ref().map(|address| address.url.clone()),
        redirect_uris: redirect_uris(tool),
        jwks_url: tool.jwks_url.as_ref().map(|address| address.url.clone()),
        pem: tool.pem.clone(),
        made_by: MadeBy::Description,
    }
}

/// The same tool with other ids.
fn another(first: &Registration, further: &RegistrationTable) -> Registration {
    Registration {
        campus: further.campus.as_str().to_owned(),
        client_id: further.client_id.as_ref().map(|client| client.get_ref().clone()),
        deployments: further.deployments.clone(),
        ..first.clone()
    }
}

/// As they are written, since they are compared byte by byte; by default what links and content pickers open.
fn redirect_uris(tool: &Description) -> Vec<String> {
    let defaults = || [Some(&tool.target_link_uri), tool.deep_linking_url.as_ref()].into_iter().flatten();
    let given = &tool.redirect_uris;
    let mut uris: Vec<_> = if given.is_empty() {
        defaults().map(|address| address.text.clone()).collect()
    } else {
        given.iter().map(|address| address.text.clone()).collect()
    };
    uris.dedup();
    uris
}

fn skip(table: &SkipTable) -> Skip {
    Skip { case: table.case.get_ref().as_str().to_owned(), reason: table.reason.as_str().to_owned() }
}

fn act(table: &ActTable) -> Act {
    let steps = table.steps.iter().map(|step| step.0.clone()).collect();
    Act { name: table.name.get_ref().as_str().to_owned(), steps }
}

fn sign(table: &SignTable) -> Sign {
    Sign { selector: table.selector.as_ref().map(Selector::text), text: table.text.clone() }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn target_of(more: &str) -> Target {
        let text = format!(
            "[tool]\nlogin_url = \"http://t.test/login\"\ntarget_link_uri = \"http://t.test\"\n{more}"
        );
        Config::read(&text, PathBuf::from("homeroom.toml")).unwrap().target().unwrap()
    }

    #[test]
    fn redirect_uris_are_what_links_and_pickers_open_unless_they_are_given() {
        assert_eq!(target_of("").registrations[0].redirect_uris, ["http://t.test"]);
        let picker = target_of("deep_linking_url = \"http://t.test/pick\"\n");
        assert_eq!(picker.registrations[0].redirect_uris, ["http://t.test", "http://t.test/pick"]);
        let given = target_of("redirect_uris = [\"http://t.test/launch\"]\n");
        assert_eq!(given.registrations[0].redirect_uris, ["http://t.test/launch"]);
    }

    #[test]
    fn a_further_registration_is_the_same_tool_with_other_ids() {
        let target =
            target_of("client_id = \"a\"\n[[registration]]\ncampus = \"north\"\nclient_id = \"b\"\n");
        let [first, second] = &target.registrations[..] else { panic!("two registrations") };
        assert_eq!((first.campus.as_str(), first.client_id.as_deref()), ("main", Some("a")));
        assert_eq!((second.campus.as_str(), second.client_id.as_deref()), ("north", Some("b")));
        assert_eq!(first.login_url, second.login_url);
    }

    #[test]
    fn an_act_is_what_a_person_does_step_by_step() {
        let target = target_of(
            "[[act]]\nname = \"pick\"\nsteps = [{ open = \"/list\" }, { click = \"#a\" }, { fill = \"#t\", with = \"x\" }, { submit = \"form\" }]\n",
        );
        let steps: Vec<_> = target.acts[0].steps.iter().map(ToString::to_string).collect();
        assert_eq!(steps, ["open `/list`", "click `#a`", "fill `#t`", "submit `form`"]);
        assert!(target_of("[[act]]\nname = \"pick\"\nsteps = []\n").acts[0].steps.is_empty());
    }

    #[test]
    fn an_act_may_have_a_name_of_its_own_for_cases_of_ones_own() {
        assert_eq!(
            target_of("[[act]]\nname = \"select-chapter\"\nsteps = []\n").acts[0].name,
            "select-chapter"
        );
    }

    #[test]
    fn pages_may_show_the_members_of_a_roster() {
        let shows = target_of("[shows]\nmember = \"#members li\"\n").shows;
        assert_eq!((shows.member.as_deref(), shows.user), (Some("#members li"), None));
    }

    #[test]
    fn without_a_tool_there_is_no_target() {
        assert!(Config::read("", PathBuf::from("homeroom.toml")).unwrap().target().is_none());
    }
}
