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
  databaseHost: required('LTIJS_DATABASE_HOST')
}

// Where this is set, the tool knows no platform from the start: each registers it, and is active at once if the value is
// `active`. Otherwise it waits for an administrator, as in ltijs by default.
const REGISTERING = process.env.LTIJS_REGISTERING

// The registrations of homeroom.toml: two client ids with one platform, and another platform beside it.
function knownPlatforms () {
  const platform = {
    url: required('HOMEROOM_ISSUER'),
    name: 'Homeroom',
    clientId: required('HOMEROOM_CLIENT_ID'),
    authenticationEndpoint: required('HOMEROOM_AUTH_URL'),
    accesstokenEndpoint: required('HOMEROOM_TOKEN_URL'),
    authConfig: { method: 'JWK_SET', key: required('HOMEROOM_JWKS_URL') }
  }
  const campus = new URL(platform.url).pathname
  const atAnnex = url => url.replace(campus, '/annex')
  return [
    platform,
    { ...platform, name: 'Homeroom, second client', clientId: 'homeroom-ltijs-second' },
    {
      url: atAnnex(platform.url),
      name: 'Annex',
      clientId: 'homeroom-ltijs-annex',
      authenticationEndpoint: atAnnex(platform.authenticationEndpoint),
      accesstokenEndpoint: atAnnex(platform.accesstokenEndpoint),
      authConfig: { method: 'JWK_SET', key: atAnnex(platform.authConfig.key) }
    }
  ]
}

const platforms = REGISTERING ? [] : knownPlatforms()

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape (value) {
  return String(value ?? '').replace(/[&<>"']/g, character => ESCAPES[character])
}

// What can be chosen, in the shape that the documentation of ltijs shows: a resource link without an address of its own
// opens the tool, and is told apart by its custom parameters.
const ITEMS = {
  quiz: {
    type: 'ltiResourceLink',
    title: 'Quiz',
    custom: { resource: 'quiz' },
    lineItem: { label: 'Quiz', scoreMaximum: 10, resourceId: 'quiz' }
  },
  reading: {
    type: 'link',
    title: 'Reading',
    url: `http://localhost:${settings.port}/reading`
  }
}

// Least privilege: whoever is not exactly an instructor of the course sees the learner's view.
function roleOf (context) {
  return (context.roles || []).includes(INSTRUCTOR) ? 'instructor' : 'learner'
}

function page (token, ltik) {
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
${roleOf(context) === 'learner' ? task(ltik) : desk(ltik)}
</html>
`
}

// What a learner can do: hand in, for which a grade goes to the platform.
function task (ltik) {
  return `<form id="quiz" method="post" action="/grade">
<input type="hidden" name="ltik" value="${escape(ltik)}">
<button id="finish" name="grade" value="85">Hand in</button>
</form>`
}

// What an instructor can do.
function desk (ltik) {
  return `<form id="desk" method="post" action="/members">
<input type="hidden" name="ltik" value="${escape(ltik)}">
<button id="roster">Who is in this course?</button>
<button id="results" formaction="/results">Grades</button>
</form>`
}

function members (list) {
  const rows = list.map(member => `<li><span class="member">${escape(member.user_id)}</span> ${escape(member.name)}`)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Members</title>
<h1>Members of this course</h1>
<ul>
${rows.join('\n')}
</ul>
</html>
`
}

function picker (ltik) {
  const choices = Object.entries(ITEMS).map(([name, item]) =>
    `<label><input type="checkbox" name="item" value="${name}" id="item-${name}"> ${escape(item.title)}</label>`)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Add material</title>
<h1>Add material to your course</h1>
<form id="picker" method="post" action="/deeplink">
<input type="hidden" name="ltik" value="${escape(ltik)}">
${choices.join('\n')}
<button id="add" name="do" value="add">Add</button>
<button id="cancel" name="do" value="cancel">Cancel</button>
</form>
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
  devMode: false,
  dynReg: REGISTERING && {
    url: `http://localhost:${settings.port}`,
    name: 'ltijs tool',
    description: 'A quiz and something to read',
    customParameters: { course: '$Context.id' },
    autoActivate: REGISTERING === 'active'
  }
})

lti.onConnect((token, request, response) => response.send(page(token, response.locals.ltik)))

lti.onDeepLinking((token, request, response) => lti.redirect(response, '/deeplink'))

lti.app.get('/deeplink', (request, response) => response.send(picker(response.locals.ltik)))

lti.app.post('/deeplink', async (request, response) => {
  const names = request.body.do === 'cancel' ? [] : [].concat(request.body.item || [])
  const items = names.filter(name => Object.hasOwn(ITEMS, name)).map(name => ITEMS[name])
  const message = items.length ? 'The material was added.' : 'Nothing was chosen.'
  const form = await lti.DeepLinking.createDeepLinkingForm(response.locals.token, items, { message })
  return response.send(form)
})

// Where a grade goes, as the demo of ltijs finds it: the line item of the launch, else the first of the link, else a new one.
async function lineItemOf (token) {
  const { lineitem } = token.platformContext.endpoint
  if (lineitem) return lineitem
  const { lineItems } = await lti.Grade.getLineItems(token, { resourceLinkId: true })
  if (lineItems.length) return lineItems[0].id
  const { id } = await lti.Grade.createLineItem(token, {
    scoreMaximum: 100,
    label: 'Grade',
    tag: 'grade',
    resourceLinkId: token.platformContext.resource.id
  })
  return id
}

lti.app.post('/grade', async (request, response) => {
  try {
    const token = response.locals.token
    const grade = {
      userId: token.user,
      scoreGiven: Number(request.body.grade),
      scoreMaximum: 100,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded'
    }
    return response.send(await lti.Grade.submitScore(token, await lineItemOf(token), grade))
  } catch (error) {
    return response.status(500).send({ err: error.message })
  }
})

lti.app.post('/members', async (request, response) => {
  try {
    const result = await lti.NamesAndRoles.getMembers(response.locals.token, { pages: false })
    return response.send(members(result.members))
  } catch (error) {
    return response.status(500).send(escape(error.message))
  }
})

lti.app.post('/results', async (request, response) => {
  try {
    const token = response.locals.token
    const { scores } = await lti.Grade.getScores(token, await lineItemOf(token))
    return response.send(scores)
  } catch (error) {
    return response.status(500).send({ err: error.message })
  }
})

lti.whitelist({ route: '/reading', method: 'get' })
lti.app.get('/reading', (request, response) => response.type('text').send('Chapter one.\n'))

// What an administrator does about platforms that wait.
if (REGISTERING) {
  lti.whitelist({ route: '/activate', method: 'post' })
  lti.app.post('/activate', async (request, response) => {
    for (const platform of await lti.getAllPlatforms()) await platform.platformActive(true)
    response.type('text').send('All platforms are active.\n')
  })
}

let registered = false
lti.whitelist({ route: '/healthz', method: 'get' })
lti.app.get('/healthz', (request, response) => {
  response.status(registered ? 200 : 503).type('text').send(registered ? 'ok\n' : 'registering the platform\n')
})

async function main () {
  process.exitCode = 2 // deploy() leaves with what is set here when the port is taken or the database is away
  await lti.deploy({ port: settings.port, silent: true })
  process.exitCode = 0
  for (const platform of platforms) await lti.registerPlatform(platform)
  registered = true
  console.log(`ltijs tool on port ${settings.port} for ${platforms[0]?.url ?? 'platforms that register it'}`)
}

main().catch(error => {
  console.error(error)
  process.exit(2)
})
