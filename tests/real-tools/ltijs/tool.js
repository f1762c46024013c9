'use strict'

// A tool as the README of ltijs and ltijs-sequelize shows it: the library's defaults, nothing hardened, nothing relaxed.

const lti = require('ltijs').Provider
const Database = require('ltijs-sequelize')

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership#'
const INSTRUCTOR = MEMBERSHIP + 'Instructor'

function required (name) {
  const value = process.env[name]
  if (value) return value
  console.error(`environment variable ${name} is not set; Homeroom and ./start set what this tool needs`)
  process.exit(2)
}

const settings = {
  port: Number(process.env.PORT || 3000),
  key: required('LTIJS_KEY'),
  databaseHost: required('LTIJS_DATABASE_HOST'),
  platform: {
    url: required('HOMEROOM_ISSUER'),
    name: 'Homeroom',
    clientId: required('HOMEROOM_CLIENT_ID'),
    authenticationEndpoint: required('HOMEROOM_AUTH_URL'),
    accesstokenEndpoint: required('HOMEROOM_TOKEN_URL'),
    authConfig: { method: 'JWK_SET', key: required('HOMEROOM_JWKS_URL') }
  }
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape (value) {
  return String(value ?? '').replace(/[&<>"']/g, character => ESCAPES[character])
}

// Least privilege: whoever is not exactly an instructor of the course sees the learner's view.
function roleOf (context) {
  return (context.roles || []).includes(INSTRUCTOR) ? 'instructor' : 'learner'
}

function page (token) {
  const context = token.platformContext
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>ltijs tool</title>
<h1 id="course">${escape(context.context?.title)}</h1>
<h2 id="link-title">${escape(context.resource?.title)}</h2>
<dl>
<dt>User<dd id="user">${escape(token.user)}
<dt>Name<dd id="name">${escape(token.userInfo?.name)}
<dt>Role<dd id="role">${roleOf(context)}
<dt>Deployment<dd id="deployment">${escape(token.deploymentId)}
</dl>
</html>
`
}

const database = new Database('ltijs', 'ltijs', '', {
  host: settings.databaseHost,
  dialect: 'postgres',
  logging: false
})

// The cookie options are those of the README for a platform of the same site, served over http.
lti.setup(settings.key, { plugin: database }, {
  appRoute: '/',
  loginRoute: '/login',
  keysetRoute: '/keys',
  cookies: { secure: false, sameSite: '' },
  devMode: false
})

lti.onConnect((token, request, response) => response.send(page(token)))

let registered = false
lti.whitelist({ route: '/healthz', method: 'get' })
lti.app.get('/healthz', (request, response) => {
  response.status(registered ? 200 : 503).type('text').send(registered ? 'ok\n' : 'registering the platform\n')
})

async function main () {
  process.exitCode = 2 // deploy() leaves with what is set here when the port is taken or the database is away
  await lti.deploy({ port: settings.port, silent: true })
  process.exitCode = 0
  await lti.registerPlatform(settings.platform)
  registered = true
  console.log(`ltijs tool on port ${settings.port} for ${settings.platform.url}`)
}

main().catch(error => {
  console.error(error)
  process.exit(2)
})
