from pathlib import Path

from flask import Flask, jsonify
from flask_caching import Cache
from markupsafe import escape
from pylti1p3.contrib.flask import FlaskCacheDataStorage, FlaskMessageLaunch, FlaskOIDCLogin, FlaskRequest
from pylti1p3.exception import LtiException, OIDCException
from pylti1p3.tool_config import ToolConfDict

app = Flask(__name__)
app.secret_key = Path("private.pem").read_bytes()  # signs cookies; any long secret of yours
app.config["CACHE_TYPE"] = "SimpleCache"
storage = FlaskCacheDataStorage(Cache(app))  # launches do not fit into cookies

ISSUER = {{ issuer }}
CLIENT_ID = {{ client_id }}

platforms = ToolConfDict(
    {
        ISSUER: [
            {
                "default": True,
                "client_id": CLIENT_ID,
                "auth_login_url": {{ auth_url }},
                "auth_token_url": {{ token_url }},
                "key_set_url": {{ jwks_url }},
                "deployment_ids": [{{ deployments | join(sep=", ") }}],
            }
        ]
    }
)
platforms.set_private_key(ISSUER, Path("private.pem").read_text(), client_id=CLIENT_ID)
platforms.set_public_key(ISSUER, Path("public.pem").read_text(), client_id=CLIENT_ID)


@app.route({{ login_path }}, methods=["GET", "POST"])
def login():
    oidc_login = FlaskOIDCLogin(FlaskRequest(), platforms, launch_data_storage=storage)
    return oidc_login.redirect({{ redirect_uri }})


@app.route({{ launch_path }}, methods=["POST"])
def launch():
    claims = FlaskMessageLaunch(FlaskRequest(), platforms, launch_data_storage=storage).get_launch_data()
    link = claims.get("https://purl.imsglobal.org/spec/lti/claim/resource_link", {})
    return f"Hello {escape(claims.get('name', 'stranger'))}, this is {escape(link.get('title', 'a link'))}"


@app.route({{ keys_path }})
def keys():
    return jsonify(platforms.get_jwks())


@app.errorhandler(OIDCException)
@app.errorhandler(LtiException)
def refused(error):
    return f"Refused: {escape(error)}", 401


if __name__ == "__main__":
    app.run("localhost", {{ port }})
