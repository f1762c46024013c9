"""A first LTI 1.3 tool, in one file.

An LMS (the "platform") opens this tool in three steps:

1. The platform sends the browser to /lti/login.
2. We send the browser back to the platform and ask for a token.
3. The platform posts a signed token (a JWT) to /lti/callback. We check it and show a page.

A teacher can also choose material from this tool for a course; this is called deep linking.
"""

import json
import os
import secrets
import time
from urllib.parse import urlencode

import jwt
from flask import Flask, abort, jsonify, redirect, render_template_string, request
from jwcrypto import jwk

# What the platform told us when we registered the tool there.
ISSUER = os.environ["HOMEROOM_ISSUER"]
CLIENT_ID = os.environ["HOMEROOM_CLIENT_ID"]
AUTH_URL = os.environ["HOMEROOM_AUTH_URL"]
JWKS_URL = os.environ["HOMEROOM_JWKS_URL"]

# Where this tool is. The platform has to know all of these URLs too.
PORT = int(os.environ.get("PORT", 5000))
TOOL_URL = f"http://localhost:{PORT}"
REDIRECT_URI = f"{TOOL_URL}/lti/callback"

# The names of the LTI claims are long, so we give them short ones.
LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"

app = Flask(__name__)

# Our own key. We sign with the private part, and publish the other at /tool/public-keys.
key = jwk.JWK.generate(kty="RSA", size=2048, alg="RS256", use="sig", kid=secrets.token_hex(8))
private_key = key.export_to_pem(private_key=True, password=None)

# Downloads the public keys of the platform when they are needed.
platform_keys = jwt.PyJWKClient(JWKS_URL)


@app.route("/ping")
def ping():
    return "pong"


@app.route("/tool/public-keys")
def public_keys():
    return jsonify(keys=[json.loads(key.export_public())])


@app.route("/lti/login", methods=["GET", "POST"])
def login():
    # Some platforms send a GET and some a POST. request.values has the parameters of both.
    if request.values["iss"] != ISSUER:
        abort(400, "This platform is not registered.")

    state = secrets.token_urlsafe(32)
    parameters = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": CLIENT_ID,
        "redirect_uri": REDIRECT_URI,
        "login_hint": request.values["login_hint"],
        "state": state,
        "nonce": secrets.token_urlsafe(32),
    }
    if "lti_message_hint" in request.values:
        parameters["lti_message_hint"] = request.values["lti_message_hint"]

    response = redirect(f"{AUTH_URL}?{urlencode(parameters)}")
    # The tool is shown in a frame of the platform, so the cookie has to be sent from another site.
    response.set_cookie("lti_state", state, max_age=600, httponly=True, secure=True, samesite="None")
    return response


@app.route("/lti/callback", methods=["POST"])
def callback():
    # Did this browser start here? The state in the form must be the one in the cookie.
    state = request.form.get("state")
    if not state or state != request.cookies.get("lti_state"):
        abort(401, "The state is wrong. Please open the tool from your course again.")

    claims = read_token(request.form.get("id_token", ""))
    message_type = claims.get(LTI + "message_type")
    if message_type == "LtiResourceLinkRequest":
        response = show_page(claims)
    elif message_type == "LtiDeepLinkingRequest":
        response = choose_content(claims)
    else:
        abort(400, "This kind of message is not supported.")
    response.delete_cookie("lti_state", httponly=True, secure=True, samesite="None")
    return response


def read_token(token):
    try:
        signing_key = platform_keys.get_signing_key_from_jwt(token)
        return jwt.decode(token, signing_key.key, algorithms=["RS256"], audience=CLIENT_ID, issuer=ISSUER)
    except jwt.PyJWTError as error:
        abort(401, f"The token is not valid: {error}")


PAGE = """
<!doctype html>
<html lang="en">
<title>My first LTI tool</title>
<h1>Hello {{ name or "there" }}!</h1>
<p>You opened <b id="link-title">{{ link.title }}</b> in <b id="course">{{ context.title }}</b>.</p>
<p>You are user <code id="user">{{ user }}</code> and we treat you as <b id="role">{{ role }}</b>.</p>
</html>
"""


def show_page(claims):
    roles = claims.get(LTI + "roles", [])
    page = render_template_string(
        PAGE,
        name=claims.get("name"),
        user=claims["sub"],
        role="instructor" if INSTRUCTOR in roles else "learner",
        context=claims.get(LTI + "context", {}),
        link=claims.get(LTI + "resource_link", {}),
    )
    return app.make_response(page)


def choose_content(claims):
    settings = claims[DEEP_LINKING + "deep_linking_settings"]
    now = int(time.time())
    answer = {
        "iss": claims["aud"][0],  # we are the audience of the request, and the issuer of the answer
        "aud": claims["iss"],
        "iat": now,
        "exp": now + 300,
        "nonce": secrets.token_urlsafe(32),
        LTI + "message_type": "LtiDeepLinkingResponse",
        LTI + "version": "1.3.0",
        LTI + "deployment_id": claims[LTI + "deployment_id"],
        DEEP_LINKING + "content_items": [
            {
                "type": "link",
                "title": "The Flask tutorial",
                "url": "https://flask.palletsprojects.com/tutorial/",
            },
            {
                "type": "ltiResourceLink",
                "title": "First exercise",
                "url": REDIRECT_URI,
                "lineItem": {"label": "First exercise", "scoreMaximum": 10, "resourceId": "exercise-1"},
            },
        ],
    }
    token = jwt.encode(answer, private_key, algorithm="RS256", headers={"kid": key.key_id})
    # For now we only look at what we would send.
    return jsonify(deep_link_return_url=settings["deep_link_return_url"], JWT=token)


if __name__ == "__main__":
    app.run(port=PORT)
