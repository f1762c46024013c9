//! A table of broken files with the exact text for each, and what a good one means.

use std::path::PathBuf;
use std::time::Duration;

use homeroom_harness::Activation;

use super::*;

/// A tool that registers itself.
const BY_ITSELF: &str = "[tool]\nregistration_url = \"http://t.test/register\"\n";

const TOOL: &str = "[tool]\nlogin_url = \"http://t.test/login\"\ntarget_link_uri = \"http://t.test\"\n";

fn read(text: &str) -> Result<Config, Failure> {
    Config::read(text, PathBuf::from("homeroom.toml"))
}

fn tool(more: &str) -> String {
    format!("{TOOL}{more}")
}

/// Each file with the text that it gets; `{tool}` stands for a complete `[tool]`, `{self}` for one that registers itself.
const ROWS: &[(&str, &str)] = &[
    (
        "[platform]\nlsten = \"localhost:1\"",
        "homeroom.toml:2: unknown field `lsten` in `[platform]`\n  hint: did you mean `listen`?",
    ),
    ("\n[tol]\nname = \"x\"", "homeroom.toml:2: unknown field `tol`\n  hint: did you mean `tool`?"),
    (
        "[shows]\nxyzzy = \"#user\"",
        "homeroom.toml:2: unknown field `xyzzy` in `[shows]`\n  expected: one of `user`, `role`, `member`",
    ),
    (
        "{tool}login_uri = \"http://t.test/\"\n",
        "homeroom.toml:4: unknown field `login_uri` in `[tool]`\n  hint: did you mean `login_url`?",
    ),
    (
        "{tool}[[skip]]\ncase = \"ags\"\nreson = \"none\"\n",
        "homeroom.toml:6: unknown field `reson` in `[skip]`\n  hint: did you mean `reason`?",
    ),
    (
        "{tool}name = 5\n",
        "homeroom.toml:4: `tool.name` cannot be used\n  expected: a string\n  actual: integer `5`",
    ),
    (
        "{tool}deployments = \"1\"\n",
        "homeroom.toml:4: `tool.deployments` cannot be used\n  expected: a list\n  actual: string \"1\"",
    ),
    (
        "{tool}deployments = [1]\n",
        "homeroom.toml:4: `tool.deployments` cannot be used\n  expected: a string\n  actual: integer `1`",
    ),
    (
        "[tool]\nlogin_url = \"localhost:3000/login\"\n",
        "homeroom.toml:2: `tool.login_url` cannot be used\n  expected: an http or https URL, such as \
             `http://localhost:3000/`\n  actual: string \"localhost:3000/login\"",
    ),
    (
        "{tool}redirect_uris = [\n  \"http://t.test/\",\n  \"/launch\",\n]\n",
        "homeroom.toml:4: `tool.redirect_uris` cannot be used\n  expected: an http or https URL, such as \
             `http://localhost:3000/`\n  actual: string \"/launch\"",
    ),
    (
        "{tool}timeout = 10\n",
        "homeroom.toml:4: `tool.timeout` cannot be used\n  expected: a string\n  actual: integer `10`",
    ),
    (
        "{tool}timeout = \"10 seconds\"\n",
        "homeroom.toml:4: `tool.timeout` cannot be used\n  expected: a number with a unit, such as `500ms`, `35s`, \
             `3m` or `1h`\n  actual: string \"10 seconds\"",
    ),
    (
        "[platform]\nlisten = 8080\n",
        "homeroom.toml:2: `platform.listen` cannot be used\n  expected: a string\n  actual: integer `8080`",
    ),
    (
        "[platform]\nlisten = \"8080\"\n",
        "homeroom.toml:2: `platform.listen` cannot be used\n  expected: `localhost:PORT` or `ADDRESS:PORT`, such as \
             `localhost:8080`\n  actual: string \"8080\"",
    ),
    (
        "[platform]\ncampus = \"Main Street\"\n",
        "homeroom.toml:2: `platform.campus` cannot be used\n  expected: a name of at most 31 lower-case letters, \
             digits and `-`, with a letter first\n  actual: string \"Main Street\"",
    ),
    (
        "# a tool\n[tool]\nname = \"x\"\nlogin_url = \"http://t.test/\"\n",
        "homeroom.toml:2: `target_link_uri` is missing in `[tool]`",
    ),
    (
        "{tool}[[registration]]\ncampus = \"north\"\n",
        "homeroom.toml:4: `client_id` is missing in `[registration]`",
    ),
    (
        "[tool]\nname = \"x\"\n",
        "homeroom.toml:1: `login_url` is missing in `[tool]`\n  hint: or give `registration_url`, if the tool registers \
             itself",
    ),
    (
        "{tool}registration_url = \"http://t.test/register\"\n",
        "homeroom.toml:2: the tool has both `registration_url` and `login_url`\n  expected: one of the two\n  hint: a \
             tool that registers itself says `login_url` by its registration",
    ),
    (
        "{self}client_id = \"a\"\n",
        "homeroom.toml:3: the tool has both `registration_url` and `client_id`\n  expected: one of the two\n  hint: a \
             tool that registers itself says `client_id` by its registration",
    ),
    (
        "[tool]\nregistration_url = \"/register\"\n",
        "homeroom.toml:2: `tool.registration_url` cannot be used\n  expected: an http or https URL, such as \
             `http://localhost:3000/`\n  actual: string \"/register\"",
    ),
    (
        "{self}activation = \"auto\"\n",
        "homeroom.toml:3: `tool.activation` cannot be used\n  expected: `automatic` or `manual`\n  actual: string \"auto\"",
    ),
    (
        "{tool}activation = \"manual\"\n",
        "homeroom.toml:4: `tool.activation` is for a tool that registers itself, and `registration_url` is missing",
    ),
    (
        "{self}[[registration]]\n[[registration]]\ncampus = \"north\"\nclient_id = \"n\"\n",
        "homeroom.toml:6: `registration.client_id` is given, and the tool registers itself\n  hint: leave `client_id` \
             out: the platform gives it to the tool",
    ),
    (
        "{self}[[registration]]\ndeployments = [\"1\"]\n",
        "homeroom.toml:4: `registration.deployments` is given, and the tool registers itself\n  hint: leave \
             `deployments` out: the platform gives it to the tool",
    ),
    (
        "[accept]\nselector = \"#course\"\n",
        "homeroom.toml:1: `accept` describes a tool, and the file has no `[tool]`\n  hint: add `[tool]` with \
             `login_url` and `target_link_uri`, or with `registration_url`",
    ),
    (
        "{tool}jwks_url = \"http://t.test/keys\"\npem = \"---\"\n",
        "homeroom.toml:5: the tool has both `jwks_url` and `pem`\n  expected: one of the two",
    ),
    (
        "{tool}ready_url = \"http://t.test/health\"\n",
        "homeroom.toml:4: `tool.ready_url` is waited for after `tool.start`, which is missing\n  hint: add `start = \
             \"...\"`, or leave `ready_url` out",
    ),
    (
        "{tool}[[skip]]\ncase = \"ags\"\nreason = \"none\"\n[[skip]]\ncase = \"\"\nreason = \"none\"\n",
        "homeroom.toml:8: `skip.case` cannot be used\n  expected: a text that is not empty\n  actual: string \"\"",
    ),
    (
        "{tool}[[skip]]\ncase = \"ags\"\nreason = \" \"\n",
        "homeroom.toml:6: `skip.reason` cannot be used\n  expected: a text that is not empty\n  actual: string \" \"",
    ),
    (
        "{tool}[accept]\nselector = \"((\"\n",
        "homeroom.toml:5: `accept.selector` cannot be used\n  expected: a CSS selector, such as `#course` or `main \
             .error`\n  actual: string \"((\"",
    ),
    (
        "{tool}[shows]\nuser = \"#user\"\nrole = \"\"\n",
        "homeroom.toml:6: `shows.role` cannot be used\n  expected: a CSS selector, such as `#course` or `main \
             .error`\n  actual: string \"\"",
    ),
    (
        "{tool}deployments = [\"1\", \"2\", \"1\"]\n",
        "homeroom.toml:4: `tool.deployments` cannot be used\n  expected: each deployment once\n  actual: string \"1\"",
    ),
    (
        "{tool}[[registration]]\nclient_id = \"a\"\n[[registration]]\nclient_id = \"a\"\n",
        "homeroom.toml:7: `registration.client_id` `a` is registered on campus `main` already\n  hint: give each \
             registration on a campus a `client_id` of its own, or another `campus`",
    ),
    (
        "{tool}client_id = \"a\"\n[[registration]]\nclient_id = \"a\"\n",
        "homeroom.toml:6: `registration.client_id` `a` is registered on campus `main` already\n  hint: give each \
             registration on a campus a `client_id` of its own, or another `campus`",
    ),
    (
        "{tool}[[act]]\nname = \"pick\"\nsteps = [{ clik = \"#a\" }]\n",
        "homeroom.toml:6: unknown field `clik` in `[act.steps]`\n  hint: did you mean `click`?",
    ),
    ("{tool}[[act]]\nsteps = []\n", "homeroom.toml:4: `name` is missing in `[act]`"),
    (
        "{tool}[[act]]\nname = \"\"\nsteps = []\n",
        "homeroom.toml:5: `act.name` cannot be used\n  expected: a text that is not empty\n  actual: string \"\"",
    ),
    (
        "{tool}[[act]]\nname = \"pick\"\nsteps = []\n[[act]]\nname = \"pick\"\nsteps = []\n",
        "homeroom.toml:8: an act is called `pick` already\n  hint: give each `[[act]]` a name of its own",
    ),
    (
        "{tool}[[act]]\nname = \"Scoer\"\nsteps = []\n",
        "homeroom.toml:5: no case does an act that is called `Scoer`\n  hint: did you mean `score`?",
    ),
    (
        "{tool}[[act]]\nname = \"roster-lerners\"\nsteps = []\n",
        "homeroom.toml:5: no case does an act that is called `roster-lerners`\n  hint: did you mean `roster-learners`?",
    ),
    (
        "{tool}[shows]\nmember = \"((\"\n",
        "homeroom.toml:5: `shows.member` cannot be used\n  expected: a CSS selector, such as `#course` or `main \
             .error`\n  actual: string \"((\"",
    ),
    (
        "{tool}[[act]]\nname = \"pick\"\nsteps = [\n  { click = \"#a\" },\n  { click = \"((\" },\n]\n",
        "homeroom.toml:8: `act.steps.click` cannot be used\n  expected: a CSS selector, such as `#course` or `main \
             .error`\n  actual: string \"((\"",
    ),
    (
        "{tool}[[act]]\nname = \"pick\"\nsteps = [{ fill = \"#a\" }]\n",
        "homeroom.toml:6: `act.steps` cannot be used: `fill` needs `with`, the text to fill in",
    ),
    (
        "{tool}[[act]]\nname = \"pick\"\nsteps = [{ click = \"#a\", submit = \"form\" }]\n",
        "homeroom.toml:6: `act.steps` cannot be used: a step does one thing: make one step of each",
    ),
    (
        "{tool}[[act]]\nname = \"pick\"\nsteps = [{ click = \"#a\", with = \"x\" }]\n",
        "homeroom.toml:6: `act.steps` cannot be used: `with` belongs to `fill`",
    ),
    ("[platform\n", "homeroom.toml:1: this is not TOML: unclosed table, expected `]`"),
    ("tool = 5\n", "homeroom.toml:1: `tool` cannot be used\n  expected: a table\n  actual: integer `5`"),
];

#[test]
fn every_broken_file_names_file_line_field_and_remedy() {
    let mut differences = Vec::new();
    for (text, expected) in ROWS {
        let told = read(&text.replace("{tool}", TOOL).replace("{self}", BY_ITSELF))
            .map(|_| "taken")
            .map_err(|failure| failure.text);
        if told.as_ref().err().map(String::as_str) != Some(*expected) {
            differences.push(format!("{text}\n--- expected\n{expected}\n--- told\n{told:?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

#[test]
fn the_whole_file_of_the_manual_is_taken() {
    let text = tool(
        "name = \"my tool\"\nclient_id = \"my-client\"\ndeployments = [\"1\"]\ndeep_linking_url = \"http://t.test/dl\"\n\
         redirect_uris = [\"http://t.test\"]\njwks_url = \"http://t.test/keys\"\nstart = \"npm start\"\n\
         ready_url = \"http://t.test/health\"\ntimeout = \"3s\"\n[platform]\nlisten = \"localhost:9090\"\ncampus = \"main\"\n\
         [[registration]]\ncampus = \"north\"\nclient_id = \"n\"\ndeployments = [\"1\", \"2\"]\n[accept]\nselector = \"#c\"\n\
         [refuse]\ntext = \"failed\"\n[onboarding]\n[shows]\nuser = \"#u\"\nrole = \"#r\"\n[probe]\n\
         url = \"http://t.test/me\"\n[[act]]\nname = \"pick\"\nsteps = [{ click = \"#item-1\" }, { submit = \"form\" }]\n\
         [[skip]]\ncase = \"ags\"\nreason = \"no grades\"\n",
    );
    let file = read(&text).unwrap().file;
    let tool = file.tool.unwrap();
    assert_eq!(tool.timeout, Duration::from_secs(3));
    let description = tool.description().unwrap();
    assert_eq!(
        description.redirect_uris[0].text, "http://t.test",
        "redirect URIs are kept as they are written"
    );
    assert_eq!(file.registration[0].campus.as_str(), "north");
    assert_eq!(file.act[0].name.get_ref().as_str(), "pick");
}

#[test]
fn a_file_of_two_lines_gets_all_defaults() {
    let file = read(TOOL).unwrap().file;
    let tool = file.tool.unwrap();
    assert_eq!((tool.name.as_str(), tool.timeout), ("tool", Duration::from_secs(10)));
    assert_eq!(file.platform.campus.as_str(), "main");
    assert!(file.platform.listen.is_none());
}

#[test]
fn a_tool_that_registers_itself_needs_one_line() {
    let more = "[[registration]]\ncampus = \"north\"\n[[registration]]\n";
    let config = read(&format!("{BY_ITSELF}{more}")).unwrap();
    assert_eq!(config.campuses(), ["main", "north", "main"]);
    let tool = config.file.tool.unwrap();
    assert_eq!(
        (tool.first_url().text.as_str(), tool.description().is_none()),
        ("http://t.test/register", true)
    );
    let manual = read(&format!("{BY_ITSELF}activation = \"manual\"\n")).unwrap().file.tool.unwrap();
    assert_eq!(manual.by_itself().unwrap().activation, Activation::Manual);
}

#[test]
fn no_file_is_fine_and_a_named_file_must_exist() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Config::load(None, folder.path()).unwrap().file.tool.is_none());
    let failure = Config::load(Some(Path::new("other.toml")), folder.path()).unwrap_err();
    assert!(failure.text.contains("other.toml: the configuration cannot be read"), "{}", failure.text);
    assert!(failure.text.contains("hint: `--config`"), "{}", failure.text);
}
