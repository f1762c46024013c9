use actix_web::web::get;
use homeroom_tool::{Keys, Launch, LtiTool, Paths, Platform, SqliteStore};

async fn home(launch: Launch) -> String {
    format!("Hello {}", launch.user.name.as_deref().unwrap_or("stranger"))
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lti = LtiTool::builder({{ base }})
        .store(SqliteStore::open("tool.sqlite").await?)
        .paths(Paths {
            login: {{ login_path }}.to_owned(),
            launch: {{ launch_path }}.to_owned(),
            keys: {{ keys_path }}.to_owned(),
            ..Paths::default()
        })
        .build()
        .await?;

    let keys = Keys::Url({{ jwks_url }}.parse()?);
    let platform = Platform::new(
        {{ issuer }},
        {{ client_id }},
        {{ auth_url }}.parse()?,
        {{ token_url }}.parse()?,
        keys,
    )
{%- for id in deployments %}
    .deployment({{ id }})
{%- endfor %};
    lti.platforms().register(platform).await?;

    lti.serve("localhost:{{ port }}", |routes| {
        routes.route({{ home_path }}, get().to(home));
    })
    .await?;
    Ok(())
}
