//! A reading room: a teacher picks what a course is to read, and each link then shows its text to whoever opens it.

use actix_web::Result;
use actix_web::web::{Data, Html, ServiceConfig, get, post};
use homeroom_tool::deep_linking::{ContentItem, SignedAnswer};
use homeroom_tool::{Activation, Launch, LtiTool, MessageOffer, PostedForm, SqliteStore, ToolProfile};

const TEXTS: [(&str, &str); 2] =
    [("Ozymandias", "I met a traveller from an antique land ..."), ("Jabberwocky", "'Twas brillig ...")];

fn escaped(text: Option<&str>) -> String {
    let text = text.unwrap_or("unknown").replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn page(title: &str, body: &str) -> Html {
    Html::new(format!("<!doctype html>\n<html lang=en>\n<title>{title}</title>\n<h1>{title}</h1>\n{body}\n"))
}

async fn read(launch: Launch) -> Html {
    let (name, user) = (escaped(launch.user.name.as_deref()), escaped(launch.user.id.as_deref()));
    let course = escaped(launch.context.as_ref().and_then(|course| course.display_name()));
    let role = if launch.roles.is_instructor() { "teacher" } else { "reader" };
    let text = TEXTS.iter().find(|(title, _)| launch.custom.get("text").is_some_and(|text| text == title));
    let (title, text) = text.unwrap_or(&("Reading room", "There is nothing to read yet."));
    let who = format!("<p>{name} (<i id=user>{user}</i>), <b id=role>{role}</b> of {course}</p>");
    page(title, &format!("{who}\n<p>{text}</p>"))
}

async fn shelf(launch: Launch) -> Html {
    let several = launch.deep_linking.as_ref().is_some_and(|wanted| wanted.multiple);
    let kind = if several { "checkbox" } else { "radio" };
    let texts =
        TEXTS.map(|(title, _)| format!("<input type={kind} name=text value={title}> {title}\n")).concat();
    let session = format!("<input type=hidden name=lti_session value={}>", launch.session_token());
    let form = format!("<form method=post action=/add>\n{session}\n{texts}<button>Add</button>\n</form>");
    page("What is to be read?", &form)
}

async fn add(launch: Launch, form: PostedForm, lti: Data<LtiTool>) -> Result<SignedAnswer> {
    let answer = lti.deep_linking(&launch)?;
    let chosen = if answer.settings().takes("ltiResourceLink") { form.all("text") } else { Vec::new() };
    let texts = TEXTS.iter().filter(|(title, _)| chosen.iter().any(|text| text == title));
    let item = |title: &str| ContentItem::resource_link().title(title).custom("text", title).into();
    Ok(answer.items(texts.map(|(title, _)| item(title))).sign().await?)
}

#[actix_web::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let profile = ToolProfile::new("Reading room").claim("name").message(MessageOffer::deep_linking());
    let lti = LtiTool::builder("http://localhost:3070/")
        .store(SqliteStore::open("reading-room.sqlite").await?)
        .dynamic_registration(profile.activation(Activation::Automatic))
        .on_deep_linking(shelf)
        .build()
        .await?;
    let pages = |on: &mut ServiceConfig| _ = on.route("/", get().to(read)).route("/add", post().to(add));
    Ok(lti.serve("localhost:3070", pages).await?)
}
