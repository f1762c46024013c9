//! A quiz of one question: a teacher adds it to a course, a learner answers, the score goes to the gradebook. Start it with
//! `cargo run -p homeroom-tool --example quiz`, and register it at `http://localhost:3000/register`.

use actix_web::web::{Data, Html, get, post};
use actix_web::{Either, HttpResponse, Result, error};
use homeroom_tool::deep_linking::ContentItem;
use homeroom_tool::grades::{NewLineItem, Score};
use homeroom_tool::vocab::scope::AGS_SCORE;
use homeroom_tool::{Activation, Launch, LtiTool, MessageOffer, PostedForm, SqliteStore, ToolProfile};
use tera::{Context, Tera};

const PAGE: &str = r#"<!doctype html><title>Quiz</title><h1>What is 6 times 7?</h1>
<p>Hello <b id="name">{{ launch.user.name or launch.user.id or "stranger" }}</b>, {{ said }}</p>
<form method="post" action="/answer"><input name="answer"><button id="send">Send</button></form>"#;

fn page(launch: &Launch, said: &str) -> Result<Html> {
    let mut context = Context::new();
    context.insert("launch", launch.data());
    context.insert("said", said);
    Tera::one_off(PAGE, &context, true).map(Html::new).map_err(error::ErrorInternalServerError)
}

async fn question(launch: Launch) -> Result<Html> {
    page(&launch, if launch.roles.is_instructor() { "your learners see this." } else { "your turn!" })
}

async fn answer(launch: Launch, form: PostedForm, lti: Data<LtiTool>) -> Result<Html> {
    let right = form.one("answer")?.is_some_and(|answer| answer.trim() == "42");
    let (Some(user), grades) = (launch.user.subject(), lti.grades(&launch)) else {
        return page(&launch, "nobody knows who you are, so there is no score.");
    };
    let score = Score::completed(user, if right { 1.0 } else { 0.0 }, 1.0);
    let sent = match grades.line_item_of_link() {
        Some(line_item) => grades.submit(line_item, &score).await,
        None => return page(&launch, "this course takes no scores."),
    };
    match sent {
        Ok(()) => page(&launch, if right { "that is right!" } else { "that is wrong." }),
        Err(error) => page(&launch, &format!("your score could not be sent: {error}")),
    }
}

/// Without a picker of its own: what can be added is this one quiz.
async fn pick(launch: Launch, lti: Data<LtiTool>) -> Result<HttpResponse> {
    let quiz = ContentItem::resource_link().title("Quiz").line_item(&NewLineItem::new("Quiz", 1.0));
    Ok(lti.deep_linking(&launch)?.item(quiz).sign().await?.into_response())
}

#[actix_web::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let profile =
        ToolProfile::new("Quiz").claim("name").scope(AGS_SCORE).message(MessageOffer::deep_linking());
    let lti = LtiTool::builder("http://localhost:3000/")
        .store(SqliteStore::open("quiz.sqlite").await?)
        .dynamic_registration(profile.activation(Activation::Automatic))
        .on_deep_linking(pick)
        .build()
        .await?;
    lti.serve("localhost:3000", |routes| {
        routes.route("/", get().to(question)).route("/answer", post().to(answer));
    })
    .await?;
    Ok(())
}
