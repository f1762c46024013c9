//! A quiz that is picked for a course and sends scores; platforms register it at `http://localhost:3000/register`.

use actix_web::web::{Data, Html, get, post};
use actix_web::{Result, error};
use homeroom_tool::deep_linking::{ContentItem, SignedAnswer};
use homeroom_tool::grades::{NewLineItem, Score};
use homeroom_tool::vocab::{content_item::LTI_RESOURCE_LINK, scope::AGS_SCORE};
use homeroom_tool::{Activation, Launch, LtiTool, MessageOffer, PostedForm, SqliteStore, ToolProfile};
use serde_json::json;
use tera::{Context, Tera};

const PAGE: &str = r#"<!doctype html><title>Quiz</title>
<p>Hello {{ launch.user.name or "stranger" }} (<b id="user">{{ launch.user.id or "anonymous" }}</b>), {{ said }}</p>
<form method="post" action="/answer">6 times 7? <input name="answer"><button>Send</button></form>"#;

fn page(launch: &Launch, said: &str) -> Result<Html> {
    let context = Context::from_serialize(&json!({ "launch": launch.data(), "said": said }));
    let page = context.and_then(|context| Tera::one_off(PAGE, &context, true));
    page.map(Html::new).map_err(error::ErrorInternalServerError)
}

async fn question(launch: Launch) -> Result<Html> {
    page(&launch, if launch.roles.is_instructor() { "your learners see this." } else { "your turn!" })
}

async fn answer(launch: Launch, form: PostedForm, lti: Data<LtiTool>) -> Result<Html> {
    let right = form.one("answer")?.is_some_and(|answer| answer.trim() == "42");
    let grades = lti.grades(&launch);
    let learner = launch.user.subject().filter(|_| !launch.roles.is_instructor());
    let (Some(user), Some(line_item)) = (learner, grades.line_item_of_link()) else {
        return page(&launch, "there is no score for you here.");
    };
    match grades.submit(line_item, &Score::completed(user, f64::from(u8::from(right)), 1.0)).await {
        Ok(()) => page(&launch, if right { "that is right!" } else { "that is wrong." }),
        Err(error) => page(&launch, &format!("your score is lost: {error}")),
    }
}

async fn pick(launch: Launch, lti: Data<LtiTool>) -> Result<SignedAnswer> {
    let quiz = ContentItem::resource_link().title("Quiz").line_item(&NewLineItem::new("Quiz", 1.0));
    let answer = lti.deep_linking(&launch)?;
    let takes = answer.settings().takes(LTI_RESOURCE_LINK);
    Ok(if takes { answer.item(quiz) } else { answer.message("This is a quiz only.") }.sign().await?)
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let profile = ToolProfile::new("Quiz").scope(AGS_SCORE).message(MessageOffer::deep_linking());
    let lti = LtiTool::builder("http://localhost:3000/")
        .store(SqliteStore::open("quiz.sqlite").await?)
        .dynamic_registration(profile.activation(Activation::Automatic))
        .on_deep_linking(pick)
        .build()
        .await?;
    let server = lti.serve("localhost:3000", |routes| {
        routes.route("/", get().to(question)).route("/answer", post().to(answer));
    });
    Ok(server.await?)
}
