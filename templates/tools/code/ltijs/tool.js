'use strict'

const lti = require('ltijs').Provider

lti.setup(
  process.env.LTIJS_KEY, // signs cookies and session tokens; any long secret of yours
  { url: process.env.MONGODB_URL || 'mongodb://localhost:27017/tool' },
  {
    appRoute: {{ launch_path }},
    loginRoute: {{ login_path }},
    keysetRoute: {{ keys_path }},
{%- if secure %}
    cookies: { secure: true, sameSite: 'None' } // so that they also come back in a frame of another site
{%- else %}
    cookies: { secure: false, sameSite: '' } // for plain http on this machine
{%- endif %}
  }
)

lti.onConnect((token, request, response) => {
  response.send(`Hello ${token.userInfo?.name || 'stranger'}, this is ${token.platformContext.resource?.title}`)
})

async function main () {
  await lti.deploy({ port: {{ port }} })
  await lti.registerPlatform({
    url: {{ issuer }},
    name: 'Homeroom',
    clientId: {{ client_id }},
    authenticationEndpoint: {{ auth_url }},
    accesstokenEndpoint: {{ token_url }},
    authConfig: { method: 'JWK_SET', key: {{ jwks_url }} }
  })
}

main().catch(error => {
  console.error(error)
  process.exit(1)
})
