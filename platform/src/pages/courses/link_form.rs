//! `/{campus}/courses/{course}/links/new` and `.../links/{link}/edit`: a link is made by hand, or changed.

mod draft;

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::course_form::{Unsaved, address, problems};
use super::found;
use super::returned::CourseRef;
use crate::domain::course::Course;
use crate::domain::line_item::NewLineItem;
use crate::domain::link::Link;
use crate::domain::registration::Registration;
use crate::error::{Problem as Failed, Refused};
use crate::launch::variables;
use crate::pages::page::Page;
use crate::pages::parts::{Field, Problem};
use crate::pages::seen::Seen;
use crate::pages::typed::{Typed, Wrong};
use crate::pages::visit::{Post, Visit, go};
use crate::view::segment;
use draft::{Draft, LABELS};

/// `GET .../links/new`
pub(crate) async fn new(visit: Visit) -> HttpResponse {
    visit.answer(empty(&visit).await).await
}

async fn empty(visit: &Visit) -> Result<LinkForm, Failed> {
    let course = found::course(visit).await?;
    Ok(LinkForm::new(visit, &course, &Draft::default(), &Wrong::new()))
}

/// `POST .../links`: makes a link.
pub(crate) async fn create(Post { visit, typed }: Post) -> HttpResponse {
    let course = match found::course(&visit).await {
        Ok(course) => course,
        Err(problem) => return visit.refuse(&problem).await,
    };
    let draft = Draft::from(&typed);
    match made(&visit, &course, &draft).await {
        Ok(()) => go(&address(&visit, &course)),
        Err(Unsaved::Wrong(wrong)) => {
            let page = LinkForm::new(&visit, &course, &draft, &wrong);
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await
        }
        Err(Unsaved::Failed(problem)) => visit.refuse(&problem).await,
    }
}

async fn made(visit: &Visit, course: &Course, draft: &Draft) -> Result<(), Unsaved> {
    let chosen = Typed::parse(draft.get("tool").as_bytes());
    let tool = (chosen.first("client_id"), chosen.first("deployment"));
    let new = draft.check(course.id.as_str(), tool, None).map_err(Unsaved::Wrong)?;
    let points = draft.points().map_err(Unsaved::Wrong)?;
    let link = visit.campus.add_link(new).await.map_err(beside_its_field)?;
    add_column(visit, &link, points).await
}

/// A refusal beside the field of the form that it is about.
fn beside_its_field(refused: Refused) -> Unsaved {
    match Unsaved::from(refused) {
        Unsaved::Wrong(wrong) => {
            Unsaved::Wrong(wrong.into_iter().map(|(name, why)| (field_of(name), why)).collect())
        }
        failed @ Unsaved::Failed(_) => failed,
    }
}

fn field_of(name: &'static str) -> &'static str {
    match name {
        "client_id" | "deployment" => "tool",
        name => name,
    }
}

/// Adds the column of the gradebook that was asked for.
async fn add_column(visit: &Visit, link: &Link, points: Option<f64>) -> Result<(), Unsaved> {
    let Some(score_maximum) = points else { return Ok(()) };
    let column = NewLineItem {
        id: None,
        course: link.course.to_string(),
        link: Some(link.id.to_string()),
        client_id: link.client_id.to_string(),
        deployment: Some(link.deployment.to_string()),
        label: link.heading(),
        score_maximum,
        resource_id: None,
        tag: None,
        start: None,
        end: None,
        grades_released: None,
        submission_review: None,
    };
    visit.campus.add_line_item(column).await?;
    Ok(())
}

/// A link with its course and its tool.
struct Subject {
    course: Course,
    link: Link,
    tool: Arc<Registration>,
    /// The columns of the gradebook that belong to it.
    columns: Vec<String>,
}

async fn subject(visit: &Visit) -> Result<Subject, Failed> {
    let course = found::course(visit).await?;
    let link = found::link(visit, &course).await?;
    let gone = || {
        Failed::new(StatusCode::CONFLICT, "The tool of this link is registered no more")
            .expected("a registered tool", format!("the client id `{}`", link.client_id))
            .hint("register the tool again with this client id, or remove the link")
    };
    let tool = visit.campus.registration(link.client_id.as_str()).ok_or_else(gone)?;
    let columns = visit.campus.line_items_of(course.id.as_str()).await?;
    let columns = columns.into_iter().filter(|column| column.link.as_ref() == Some(&link.id));
    let columns =
        columns.map(|column| format!("{}, {} points", column.label, column.score_maximum)).collect();
    Ok(Subject { course, link, tool, columns })
}

/// `GET .../links/{link}/edit`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = subject(&visit).await;
    let page = page.map(|subject| subject.form(&Draft::from(&subject.link), &Wrong::new()));
    visit.answer(page).await
}

/// `POST .../links/{link}/edit`: changes it, unless it was changed meanwhile.
pub(crate) async fn change(Post { visit, typed }: Post) -> HttpResponse {
    let subject = match subject(&visit).await {
        Ok(subject) => subject,
        Err(problem) => return visit.refuse(&problem).await,
    };
    let draft = Draft::from(&typed);
    if !Seen::of(&subject.link).is_of(&typed) {
        let page = subject.form(&draft, &Wrong::new()).against(&visit, &subject, &draft);
        return visit.show(StatusCode::CONFLICT, &page).await;
    }
    match saved(&visit, &subject, &draft).await {
        Ok(()) => go(&address(&visit, &subject.course)),
        Err(Unsaved::Wrong(wrong)) => {
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &subject.form(&draft, &wrong)).await
        }
        Err(Unsaved::Failed(problem)) => visit.refuse(&problem).await,
    }
}

async fn saved(visit: &Visit, subject: &Subject, draft: &Draft) -> Result<(), Unsaved> {
    let Subject { course, link, tool, columns } = subject;
    let chosen = (tool.client_id.as_str(), draft.get("tool"));
    let new = draft.check(course.id.as_str(), chosen, Some(link)).map_err(Unsaved::Wrong)?;
    let points = if columns.is_empty() { draft.points().map_err(Unsaved::Wrong)? } else { None };
    let parsed = new.parse(tool, link.id.to_string()).map_err(|invalid| beside_its_field(invalid.into()))?;
    let Link { icon, thumbnail, history, .. } = link.clone();
    let changed = Link { icon, thumbnail, history, ..parsed };
    visit.campus.save_link(&changed).await?;
    add_column(visit, &changed, points).await
}

#[derive(Debug, Serialize)]
pub(crate) struct LinkForm {
    problems: Vec<Problem>,
    course: CourseRef,
    /// The link that is changed; none for a new one.
    link: Option<Changed>,
    tools: Vec<Tool>,
    tool_error: Option<String>,
    fields: BTreeMap<&'static str, Field>,
    /// The columns of the gradebook that it has.
    columns: Vec<String>,
    /// What its custom parameters can ask for.
    variables: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Changed {
    id: String,
    title: String,
    tool: String,
    seen: Seen,
}

/// A deployment of a tool to choose.
#[derive(Debug, Serialize)]
struct Tool {
    value: String,
    name: String,
    /// Told where a tool has several.
    deployment: Option<String>,
    chosen: bool,
}

impl LinkForm {
    fn new(visit: &Visit, course: &Course, draft: &Draft, wrong: &Wrong) -> Self {
        let all = visit.campus.registrations();
        let tools = all.iter().flat_map(|tool| deployments(tool, draft.get("tool"))).collect();
        Self::filled(course, None, tools, draft, wrong)
    }

    fn filled(
        course: &Course,
        link: Option<Changed>,
        tools: Vec<Tool>,
        draft: &Draft,
        wrong: &Wrong,
    ) -> Self {
        Self {
            problems: problems(wrong, LABELS),
            course: CourseRef { id: course.id.to_string(), title: course.heading() },
            link,
            tools,
            tool_error: wrong.get("tool").cloned(),
            fields: draft.fields(wrong),
            columns: Vec::new(),
            variables: variables::offered().collect(),
        }
    }

    /// The form with what is stored now beside what was typed.
    fn against(mut self, visit: &Visit, subject: &Subject, typed: &Draft) -> Self {
        if let Some(changed) = &mut self.link {
            let link = segment(subject.link.id.as_str());
            let theirs = format!("{}/links/{link}/edit", address(visit, &subject.course));
            changed.seen =
                changed.seen.clone().against(theirs, Draft::from(&subject.link).differences(typed));
        }
        self
    }
}

impl Subject {
    fn form(&self, draft: &Draft, wrong: &Wrong) -> LinkForm {
        let changed = Changed {
            id: self.link.id.to_string(),
            title: self.link.heading(),
            tool: self.tool.name.clone(),
            seen: Seen::of(&self.link),
        };
        let chosen =
            if draft.get("tool").is_empty() { self.link.deployment.as_str() } else { draft.get("tool") };
        let own = |id: &str| Tool {
            value: id.to_owned(),
            name: self.tool.name.clone(),
            deployment: Some(id.to_owned()),
            chosen: id == chosen,
        };
        let tools = self.tool.deployments.iter().map(|id| own(id.as_str())).collect();
        let form = LinkForm::filled(&self.course, Some(changed), tools, draft, wrong);
        LinkForm { columns: self.columns.clone(), ..form }
    }
}

/// Every deployment of a tool, of which the chosen one is selected.
fn deployments(tool: &Registration, chosen: &str) -> Vec<Tool> {
    let several = tool.deployments.len() > 1;
    let row = |id: &str| {
        let value = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("client_id", tool.client_id.as_str()), ("deployment", id)])
            .finish();
        let chosen = value == chosen;
        Tool { value, name: tool.name.clone(), deployment: several.then(|| id.to_owned()), chosen }
    };
    tool.deployments.iter().map(|id| row(id.as_str())).collect()
}

impl Page for LinkForm {
    const TEMPLATE: &'static str = "courses/link_form.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let course = super::course_form::samples::course(HARD_NAME);
        let tool = |deployment: Option<&str>| Tool {
            value: "client_id=t%2F1&deployment=1".into(),
            name: HARD_NAME.into(),
            deployment: deployment.map(Into::into),
            chosen: deployment.is_some(),
        };
        let typed = Typed::parse(b"title=%3Cb%3E&available_end=soon&tool=x&custom=a%3D%24User.id");
        let draft = Draft::from(&typed);
        let changed = || Changed {
            id: "l/1".into(),
            title: HARD_NAME.into(),
            tool: HARD_NAME.into(),
            seen: Seen::of("stored"),
        };
        let wrong: Wrong =
            [("tool", "Expected `a`.".into()), ("available_end", "Expected a moment, got `soon`.".into())]
                .into();
        let none = Wrong::new();
        let fresh =
            Self::filled(&course, None, vec![tool(None), tool(Some(HARD_NAME))], &Draft::default(), &none);
        let mut stale = Self::filled(&course, Some(changed()), vec![tool(None)], &draft, &none);
        stale.columns = vec![HARD_NAME.into()];
        if let Some(changed) = &mut stale.link {
            let rows = Draft::default().differences(&draft);
            changed.seen = changed.seen.clone().against("/main/courses/c%2F1/links/l%2F1/edit", rows);
        }
        let several = vec![tool(None), tool(Some("2"))];
        vec![
            ("fresh", fresh),
            ("no tool", Self::filled(&course, None, Vec::new(), &Draft::default(), &none)),
            ("wrong", Self::filled(&course, None, vec![tool(None)], &draft, &wrong)),
            ("stored", Self::filled(&course, Some(changed()), several, &draft, &wrong)),
            ("stale", stale),
        ]
    }
}
