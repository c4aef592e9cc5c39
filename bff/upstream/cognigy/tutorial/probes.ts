/** What an operator can have examined of Cognigy: the API, the organisation, and the stream's handshake. */
import type { Probe } from '../../../ports/upstream.ts'
import { createHttpCall } from '../../http/http-call.ts'
import { tokenProbe } from '../../http/token-probe.ts'
import { createCognigyTokens } from './cognigy.ts'
import type { TutorialCognigyParts } from './parts.ts'
import { createSessionTokens } from './sessions.ts'
import { probeHandshake } from './stream-probe.ts'

const API = 'Cognigy API'
const ORG = 'Cognigy organisation'
const ORG_TOKEN = `${ORG}: token`
const STREAM = 'Cognigy stream'
const VARIABLES = 'COGNIGY_CLIENT_ID and COGNIGY_CLIENT_SECRET'
const UNSET = `${VARIABLES} are not set`
const API_VARIABLES = 'COGNIGY_API_URL'
const ORG_VARIABLES = 'COGNIGY_ORG_URL or COGNIGY_DOMAIN'
const ORG_SCOPES = 'agentassist:read, dialog:read, analytics:write and streaming:subscribe'

type Parts = Omit<TutorialCognigyParts, 'apiKey' | 'log' | 'onHealth'>

export const cognigyProbes = (parts: Parts): readonly Probe[] => [...probesOfApi(parts), ...probesOfOrganisation(parts)]

const probesOfApi = (parts: Parts): readonly Probe[] => {
  const { apiUrl, credentials } = parts
  const name = `${API}: token`
  const place: Probe = { kind: 'address', name: API, url: apiUrl, variables: API_VARIABLES }
  if (credentials === undefined) return [place, { kind: 'unset', name, detail: UNSET }]
  const call = createHttpCall({ ...parts, upstream: 'cognigy', baseUrl: apiUrl })
  const tokens = createSessionTokens({ ...parts, credentials, call })
  const urlVariables = API_VARIABLES
  return [place, tokenProbe({ name, place: API, scope: undefined, variables: VARIABLES, urlVariables, tokens })]
}

const probesOfOrganisation = (parts: Parts): readonly Probe[] => {
  const { orgUrl, credentials, proxyOf } = parts
  if (orgUrl === undefined) {
    const fix = 'set COGNIGY_DOMAIN or COGNIGY_ORG_URL'
    return [
      { kind: 'unset', name: ORG, detail: 'is not set: no live transcript, no suggestions', fix },
      { kind: 'unset', name: STREAM, detail: `${ORG} is not set` },
    ]
  }
  const place: Probe = { kind: 'address', name: ORG, url: orgUrl, variables: ORG_VARIABLES }
  if (credentials === undefined) {
    const noToken: Probe = { kind: 'unset', name: STREAM, detail: 'there is no token' }
    return [place, { kind: 'unset', name: ORG_TOKEN, detail: UNSET }, noToken]
  }
  const tokens = createCognigyTokens({ ...parts, orgUrl, credentials })
  const wanted = { place: ORG, scope: ORG_SCOPES, variables: VARIABLES, urlVariables: ORG_VARIABLES, tokens }
  return [
    place,
    tokenProbe({ name: ORG_TOKEN, ...wanted }),
    {
      kind: 'question',
      name: STREAM,
      needs: { probe: ORG_TOKEN, otherwise: 'there is no token' },
      ask: async (deadline) => probeHandshake({ orgUrl, token: await tokens.get(deadline), proxyOf }, deadline),
    },
  ]
}
