import { AuthTokenMethodEnum, register } from 'lti-typescript'

async function main (): Promise<void> {
  const provider = await register(
    process.env.LTI_KEY ?? '', // signs cookies and session tokens; any long secret of yours
    { type: 'postgres', url: process.env.DATABASE_URL ?? 'postgres://localhost:5432/tool', synchronize: true },
    {
      appUrl: {{ launch_path }},
      loginUrl: {{ login_path }},
      keySetUrl: {{ keys_path }},
{%- if secure %}
      cookies: { secure: true, sameSite: 'none' } // so that they also come back in a frame of another site
{%- else %}
      cookies: { secure: false, sameSite: 'lax' } // for plain http on this machine
{%- endif %}
    }
  )

  provider.onConnect(async (token, request, response) => {
    response.send(`Hello ${token.userInfo?.name ?? 'stranger'}`)
  })

  await provider.deploy({ port: {{ port }} })
  await provider.registerPlatform({
    platformUrl: {{ issuer }},
    name: 'Homeroom',
    clientId: {{ client_id }},
    authenticationEndpoint: {{ auth_url }},
    accessTokenEndpoint: {{ token_url }},
    authToken: { method: AuthTokenMethodEnum.JWK_SET, key: {{ jwks_url }} },
    active: true
  })
}

main().catch(error => {
  console.error(error)
  process.exit(1)
})
