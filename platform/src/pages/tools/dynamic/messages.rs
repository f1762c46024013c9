//! `/{campus}/admin/tools/{client}/messages`: the messages that a tool said it takes, to change what came.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use homeroom_vocab::message::DEEP_LINKING;
use serde::Serialize;

use crate::domain::edge::WebUrl;
use crate::domain::introduction::Message;
use crate::domain::registration::Registration;
use crate::error::{Failure, Problem as Failed};
use crate::pages::page::Page;
use crate::pages::parts::{Field, Problem};
use crate::pages::tools::edit::registered;
use crate::pages::typed::{Typed, explain, pairs, pairs_as_lines, some};
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

/// `GET`: the messages as they are.
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = registered(&visit).map(|tool| MessagesPage::new(&tool, &Typed::default(), &Wrong::new()));
    visit.answer(page).await
}

/// `POST`: the messages as they shall be, or the form again with what is wrong.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let tool = match registered(&visit) {
        Ok(tool) => tool,
        Err(problem) => return visit.refuse(&problem).await,
    };
    match changed(&tool, &typed) {
        Ok(changed) => visit.done(save(&visit, changed).await).await,
        Err(wrong) => {
            let page = MessagesPage::new(&tool, &typed, &wrong);
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await
        }
    }
}

async fn save(visit: &Visit, changed: Registration) -> Result<String, Failed> {
    let client = segment(changed.client_id.as_str());
    visit.campus.save_registration(changed).await.map_err(Failure::from)?;
    Ok(visit.path(&format!("/admin/tools/{client}?saved=true")))
}

/// What is wrong, by the name of a field.
type Wrong = BTreeMap<String, String>;

/// The fields of one message, each with what it is called.
const FIELDS: &[(&str, &str)] = &[("target", "Opens"), ("label", "Label"), ("custom", "Custom parameters")];

/// The tool with the messages as they were typed. Where content is picked follows from them.
fn changed(tool: &Registration, typed: &Typed) -> Result<Registration, Wrong> {
    let mut wrong = Wrong::new();
    let mut messages = Vec::new();
    for (at, message) in tool.introduction.messages.iter().enumerate() {
        let name = |field: &str| format!("{field}-{at}");
        if typed.ticked(&name("drop")) {
            continue;
        }
        let target = some(typed.first(&name("target")));
        let target = target.map(|url| WebUrl::parse("target_link_uri", &url)).transpose();
        let custom = pairs(typed.first(&name("custom")));
        let label = some(typed.first(&name("label")));
        match (target, custom) {
            (Ok(target_link_uri), Ok(custom_parameters)) => {
                messages.push(Message { target_link_uri, label, custom_parameters, ..message.clone() });
            }
            (target, custom) => {
                wrong.extend(target.err().map(|invalid| (name("target"), explain(&invalid))));
                wrong.extend(custom.err().map(|error| (name("custom"), error)));
            }
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut changed = tool.clone();
    changed.introduction.messages = messages;
    let picker =
        changed.introduction.message(DEEP_LINKING).and_then(|message| message.target_link_uri.clone());
    changed.deep_linking_url = picker;
    Ok(changed)
}

#[derive(Debug, Serialize)]
pub(crate) struct MessagesPage {
    client_id: String,
    name: String,
    problems: Vec<Problem>,
    messages: Vec<Row>,
}

/// The fields of one message.
#[derive(Debug, Serialize)]
struct Row {
    kind: String,
    placements: Vec<String>,
    target: Field,
    label: Field,
    custom: Field,
    drop: bool,
}

impl MessagesPage {
    /// The form with the messages of a tool, or with what was typed and what is wrong with it.
    fn new(tool: &Registration, typed: &Typed, wrong: &Wrong) -> Self {
        let row = |(at, message)| Row::new(at, message, typed, wrong);
        Self {
            client_id: tool.client_id.to_string(),
            name: tool.name.clone(),
            problems: problems(&tool.introduction.messages, wrong),
            messages: tool.introduction.messages.iter().enumerate().map(row).collect(),
        }
    }
}

impl Row {
    fn new(at: usize, message: &Message, typed: &Typed, wrong: &Wrong) -> Self {
        let field = |field: &str, known: String| {
            let name = format!("{field}-{at}");
            let value = if typed.pairs().next().is_some() { typed.first(&name).to_owned() } else { known };
            Field { value, error: wrong.get(&name).cloned() }
        };
        let target = message.target_link_uri.as_ref().map_or("", WebUrl::as_str);
        Self {
            kind: message.kind.clone(),
            placements: message.placements.clone(),
            target: field("target", target.to_owned()),
            label: field("label", message.label.clone().unwrap_or_default()),
            custom: field("custom", pairs_as_lines(&message.custom_parameters)),
            drop: typed.ticked(&format!("drop-{at}")),
        }
    }
}

fn problems(messages: &[Message], wrong: &Wrong) -> Vec<Problem> {
    let of = |(at, message): (usize, &Message)| {
        let named = FIELDS.iter().filter_map(|(field, label)| {
            let name = format!("{field}-{at}");
            let error = wrong.get(&name)?.clone();
            Some(Problem { field: name, label: format!("{label} of {}", message.kind), error })
        });
        named.collect::<Vec<_>>()
    };
    messages.iter().enumerate().flat_map(of).collect()
}

impl Page for MessagesPage {
    const TEMPLATE: &'static str = "tools/messages_form.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use super::registered::samples::tool;
        let hard = crate::pages::samples::HARD_NAME;
        let typed = Typed::parse(b"target-0=%3Cb%3E&custom-1=x&drop-1=true");
        let wrong: Wrong =
            ["target-0", "custom-1"].map(|name| (name.to_owned(), format!("not {hard}"))).into();
        vec![
            ("as they came", Self::new(&tool(hard, true), &Typed::default(), &Wrong::new())),
            ("wrong", Self::new(&tool(hard, true), &typed, &wrong)),
            ("none", Self::new(&tool("My tool", false), &Typed::default(), &Wrong::new())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::registered::samples::tool;
    use super::*;

    #[test]
    fn a_message_opens_what_is_typed_and_picking_follows_it() {
        let typed =
            Typed::parse(b"target-0=&label-1=Pick&target-1=http%3A%2F%2Ftool%2Fpicker&custom-1=mode%3Dall");
        let changed = changed(&tool("My tool", true), &typed).unwrap();
        let picker = changed.introduction.message(DEEP_LINKING).unwrap();
        assert_eq!(
            (picker.label.as_deref(), picker.custom_parameters["mode"].as_str()),
            (Some("Pick"), "all")
        );
        assert_eq!(picker.placements, ["ContentArea"], "what the form does not name stays");
        assert_eq!(changed.deep_linking_url.unwrap().as_str(), "http://tool/picker");
    }

    #[test]
    fn parameters_of_a_message_come_back_as_they_were() {
        let mut tool = tool("My tool", true);
        for message in &mut tool.introduction.messages {
            message.custom_parameters.insert("text".to_owned(), " one\nb=two".to_owned());
        }
        let page = MessagesPage::new(&tool, &Typed::default(), &Wrong::new());
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        for (at, row) in page.messages.iter().enumerate() {
            form.append_pair(&format!("custom-{at}"), &row.custom.value);
        }
        let saved = changed(&tool, &Typed::parse(form.finish().as_bytes())).unwrap();
        let parameters = |tool: &Registration| -> Vec<_> {
            tool.introduction.messages.iter().map(|message| message.custom_parameters.clone()).collect()
        };
        assert_eq!(parameters(&saved), parameters(&tool));
    }

    #[test]
    fn a_message_is_dropped_by_its_box_and_everything_wrong_is_told() {
        let dropped = changed(&tool("My tool", true), &Typed::parse(b"drop-1=true")).unwrap();
        assert_eq!((dropped.introduction.messages.len(), dropped.deep_linking_url), (1, None));
        let wrong =
            changed(&tool("My tool", true), &Typed::parse(b"target-0=x&target-1=y&custom-1=z")).unwrap_err();
        assert_eq!(wrong.keys().collect::<Vec<_>>(), ["custom-1", "target-0", "target-1"]);
    }
}
