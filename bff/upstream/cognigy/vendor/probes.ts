/** What an operator can have examined of the vendor's Cognigy: its hosts, the API key, and, where it is wanted, its suggestions. */
import { type Probe, type ProbeFinding, UpstreamFailure, type UpstreamFailureFacts } from '../../../ports/upstream.ts'
import { createHttpCall } from '../../http/http-call.ts'
import { apiBase } from './api-base.ts'
import { readOutputs } from './outputs.ts'
import type { VendorCognigyParts } from './parts.ts'
import { createAssistCall } from './suggestion-source.ts'

const API = 'Cognigy API'
const KEY = `${API}: key`
const ENDPOINT = 'Cognigy endpoint'
const ASSIST = 'Cognigy suggestions'
const EXAMINED = 'cx-assist-doctor'

type Parts = Omit<VendorCognigyParts, 'onHealth' | 'injects'>

/** @param wanted whether a suggestion may be asked for: it costs a session */
export const cognigyProbes = (parts: Parts, wanted: { readonly suggestions?: boolean }): readonly Probe[] => [
  ...apiProbes(parts),
  ...endpointProbes(parts),
  ...assistProbes(parts, wanted.suggestions === true),
]

const apiProbes = (parts: Parts): readonly Probe[] => {
  const { apiUrl, apiKey } = parts
  if (apiUrl === undefined) return [{ kind: 'unset', name: API, detail: 'COGNIGY_API_URL is not set: answers only' }]
  const place: Probe = { kind: 'address', name: API, url: new URL(apiUrl).origin, variables: 'COGNIGY_API_URL' }
  if (apiKey === undefined) return [place, { kind: 'unset', name: KEY, detail: 'COGNIGY_API_KEY is not set' }]
  const call = createHttpCall({ ...parts, upstream: 'cognigy', baseUrl: apiBase(apiUrl) })
  return [
    place,
    {
      kind: 'question',
      name: KEY,
      needs: { probe: API, otherwise: `${API} cannot be reached` },
      ask: async (deadline) => {
        try {
          // Reads a conversation that there is not: nobody but the key's owner is told so.
          const path = `/conversations/${EXAMINED}`
          const headers = { 'x-api-key': apiKey }
          await call({ operation: 'probe', method: 'GET', path, headers, deadline, readsBody: false })
          return ACCEPTED
        } catch (error) {
          if (!(error instanceof UpstreamFailure)) throw error
          return keyFinding(error.facts)
        }
      },
    },
  ]
}

const ACCEPTED: ProbeFinding = { state: 'ok', detail: 'the key was not refused' }
const ASK_AGAIN = 'ask again; see the status page of the vendor if it lasts'

const keyFinding = ({ kind, status }: UpstreamFailureFacts): ProbeFinding => {
  const said = status === undefined ? '' : ` (${status})`
  switch (kind) {
    case 'credentials':
      return { state: 'fail', detail: `the key is not accepted${said}`, fix: 'renew COGNIGY_API_KEY' }
    case 'permission':
      return {
        state: 'fail',
        detail: `the key’s user may not do this${said}`,
        fix: 'give the user of COGNIGY_API_KEY a role that may read and write sessions',
      }
    // It says no to what was asked for, and not to who asked.
    case 'not_found':
    case 'refused':
    case 'conflict':
      return ACCEPTED
    case 'rate_limited':
      return { state: 'warn', detail: `the rate of requests is limited${said}`, fix: 'wait five minutes and ask again' }
    default:
      return { state: 'fail', detail: `the key could not be tried${said}`, fix: ASK_AGAIN }
  }
}

const endpointProbes = ({ endpointUrl }: Parts): readonly Probe[] =>
  endpointUrl === undefined
    ? [
        {
          kind: 'unset',
          name: ENDPOINT,
          detail: 'is not set: agents cannot escalate',
          fix: 'set COGNIGY_ENDPOINT_URL, the URL of the bot’s endpoint without its token',
        },
      ]
    : [{ kind: 'address', name: ENDPOINT, url: endpointUrl, variables: 'COGNIGY_ENDPOINT_URL or COGNIGY_API_URL' }]

const assistProbes = (parts: Parts, isWanted: boolean): readonly Probe[] => {
  const { assistUrl, vendorRules } = parts
  if (assistUrl === undefined) {
    return [
      {
        kind: 'unset',
        name: ASSIST,
        detail: 'COGNIGY_ASSIST_URL is not set: agents get the fallback suggestions alone',
        fix: 'set it to the URL of a REST endpoint whose flow suggests',
      },
    ]
  }
  // Only the host: the path holds the endpoint's token.
  const place: Probe = {
    kind: 'address',
    name: ASSIST,
    url: new URL(assistUrl).origin,
    variables: 'COGNIGY_ASSIST_URL',
  }
  if (!isWanted) {
    return [
      place,
      { kind: 'unset', name: `${ASSIST}: answer`, detail: 'asked with --suggest only: it costs a session' },
    ]
  }
  const ask = createAssistCall(assistUrl, parts)
  return [
    place,
    {
      kind: 'question',
      name: `${ASSIST}: answer`,
      needs: { probe: ASSIST, otherwise: 'its host cannot be reached' },
      ask: async (deadline) => {
        const query = { interactionId: EXAMINED, transcript: 'I want a refund', sentimentScore: undefined, context: {} }
        try {
          const { json } = await ask(query, deadline)
          return answerFinding(readOutputs(json, vendorRules())?.length)
        } catch (error) {
          if (!(error instanceof UpstreamFailure)) throw error
          return assistFailure(error.facts)
        }
      },
    },
  ]
}

const answerFinding = (count: number | undefined): ProbeFinding => {
  if (count === undefined) {
    const fix = 'check COGNIGY_ASSIST_URL: it is no REST endpoint, or a proxy answers'
    return { state: 'fail', detail: 'the answer is none of a REST endpoint', fix }
  }
  if (count > 0) return { state: 'ok', detail: `the flow suggested ${count}` }
  const fix = 'let the flow output {"suggestions": [{"text": "…"}]} as data'
  return { state: 'warn', detail: 'the flow suggested nothing', fix }
}

const assistFailure = ({ kind, status }: UpstreamFailureFacts): ProbeFinding => {
  const said = status === undefined ? '' : ` (${status})`
  if (kind === 'timeout') {
    return { state: 'fail', detail: 'the flow did not answer in time', fix: 'let it answer within 5 seconds' }
  }
  if (kind === 'unavailable') return { state: 'fail', detail: `it is not available${said}`, fix: ASK_AGAIN }
  return { state: 'fail', detail: `it refused the question${said}`, fix: 'check COGNIGY_ASSIST_URL' }
}
