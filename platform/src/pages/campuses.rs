//! `/`: the campuses of this server side by side, and the form that makes another.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::launches::Row as LaunchRow;
use super::lobby::{Lobby, LobbyPost};
use super::page::Page;
use super::parts::{Field, Problem as FieldProblem};
use super::typed::explain;
use super::visit::go;
use crate::app::App;
use crate::campus::Campus;
use crate::domain::campus::CampusName;
use crate::domain::edge::Invalid;
use crate::error::{Failure, Problem};
use crate::seed;

/// How many tools and launches of each campus are listed.
const FEW: usize = 3;

/// What the form sends for a campus that begins with the people and courses of a first start.
const SEEDED: &str = "seeded";

/// `GET /`
pub(crate) async fn get(lobby: Lobby) -> HttpResponse {
    match Campuses::of(&lobby.app).await {
        Ok(page) => lobby.show(StatusCode::OK, &page),
        Err(problem) => lobby.refuse(&problem),
    }
}

/// `GET /campuses`: where a reload after a refused form leads.
pub(crate) async fn list() -> HttpResponse {
    go("/")
}

/// `POST /campuses`: makes a campus, or shows the form again with what is wrong.
pub(crate) async fn post(LobbyPost { lobby, typed }: LobbyPost) -> HttpResponse {
    let (name, seeded) = (typed.first("name").trim(), typed.first("content") == SEEDED);
    match make(&lobby.app, name, seeded).await {
        Ok(campus) => go(&format!("/{}/", campus.name())),
        Err(Unmade::Wrong(error)) => match Campuses::of(&lobby.app).await {
            Ok(page) => lobby.show(StatusCode::UNPROCESSABLE_ENTITY, &page.with(name, seeded, error)),
            Err(problem) => lobby.refuse(&problem),
        },
        Err(Unmade::Failed(problem)) => lobby.refuse(&problem),
    }
}

/// Why there is no new campus.
enum Unmade {
    /// Something that the person can mend.
    Wrong(String),
    Failed(Problem),
}

impl From<Invalid> for Unmade {
    fn from(invalid: Invalid) -> Self {
        Self::Wrong(explain(&invalid))
    }
}

impl From<Failure> for Unmade {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure.into())
    }
}

async fn make(app: &App, name: &str, seeded: bool) -> Result<std::sync::Arc<Campus>, Unmade> {
    let name = CampusName::parse(name)?;
    let taken = || Invalid::new("name", "a name that no campus has", name.as_str());
    let (campus, new) = app.create_campus(name.clone()).await?;
    if !new {
        return Err(taken().into());
    }
    if seeded {
        seed::sow(&campus).await?;
    }
    Ok(campus)
}

#[derive(Debug, Serialize)]
pub(crate) struct Campuses {
    rows: Vec<Row>,
    problems: Vec<FieldProblem>,
    name: Field,
    seeded: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    issuer: String,
    people: i64,
    courses: i64,
    tools: Vec<String>,
    /// How many tools are left out.
    more_tools: usize,
    launches: Vec<LaunchRow>,
}

impl Campuses {
    async fn of(app: &App) -> Result<Self, Problem> {
        let mut rows = Vec::new();
        for campus in app.campuses() {
            rows.push(Row::of(&campus).await?);
        }
        Ok(Self { rows, problems: Vec::new(), name: Field::default(), seeded: true })
    }

    /// The form again, with what was typed and what is wrong with it.
    fn with(self, name: &str, seeded: bool, error: String) -> Self {
        let problem = FieldProblem { field: "name".into(), label: "Name".into(), error: error.clone() };
        let name = Field { value: name.to_owned(), error: Some(error) };
        Self { problems: vec![problem], name, seeded, ..self }
    }
}

impl Row {
    async fn of(campus: &Campus) -> Result<Self, Problem> {
        let tools = campus.registrations();
        Ok(Self {
            name: campus.name().to_string(),
            issuer: campus.identity().issuer.to_string(),
            people: campus.people_count().await?,
            courses: campus.courses_count().await?,
            tools: tools.iter().take(FEW).map(|tool| tool.name.clone()).collect(),
            more_tools: tools.len().saturating_sub(FEW),
            launches: LaunchRow::newest(campus, FEW),
        })
    }
}

impl Page for Campuses {
    const TEMPLATE: &'static str = "campuses.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use super::samples::HARD_NAME;
        let row = |name: &str, tools: &[&str], launches| Row {
            name: name.into(),
            issuer: format!("http://localhost:8080/{name}"),
            people: 10_000,
            courses: i64::from(tools.len() == 1),
            tools: tools.iter().map(|tool| (*tool).to_owned()).collect(),
            more_tools: usize::from(tools.len() > 1),
            launches,
        };
        let page = |rows| Self { rows, problems: Vec::new(), name: Field::default(), seeded: true };
        let two = || {
            page(vec![
                row("main", &["My tool", HARD_NAME], LaunchRow::samples()),
                row("a-campus-with-a-rather-long-nam", &["My tool"], Vec::new()),
                row("north", &[], Vec::new()),
            ])
        };
        let wrong = two().with("North 2", false, "Expected a lower-case letter, got `North 2`.".into());
        vec![("several", two()), ("wrong", wrong), ("none", page(Vec::new()))]
    }
}
