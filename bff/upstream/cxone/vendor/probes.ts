/** What an operator can have examined of CXone. Nothing is changed. */

import type { Channel } from '../../../../shared/domain/handover/vendor-contact.ts'
import type { VendorRules } from '../../../../shared/rules.ts'
import type { Deadline } from '../../../ports/time.ts'
import { type Probe, type ProbeFinding, UpstreamFailure } from '../../../ports/upstream.ts'
import { tokenProbe } from '../../http/token-probe.ts'
import { hubUrl } from './event-hub.ts'
import { explainQuestion, KEY_VARIABLES } from './explain.ts'
import type { Tenant, VendorCxone } from './parts.ts'
import { createTrust } from './trust.ts'

const PLACE = 'CXone'
const TOKEN = `${PLACE}: token`
const TENANT = `${PLACE}: tenant and hosts`

/** A failure in the words in which questions are explained. */
const asked = async (ask: () => Promise<ProbeFinding>): Promise<ProbeFinding> => {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error
    const { why, fix } = explainQuestion(error.facts)
    return { state: error.facts.kind === 'rate_limited' ? 'warn' : 'fail', detail: why, fix }
  }
}

const named = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ')

const hostOf = (url: string): string => new URL(url).host

export const probesOf = (
  { settings, rules, names, tenant }: VendorCxone,
  wantedSkills: () => readonly string[],
): readonly Probe[] => {
  const isRegistered = settings.client !== undefined
  const address: Probe = {
    kind: 'address',
    name: PLACE,
    url: isRegistered ? settings.issuer : settings.authUrl,
    variables: isRegistered ? 'CXONE_ISSUER' : 'CXONE_AUTH_URL',
  }
  if (tenant === undefined) {
    return [address, { kind: 'unset', name: TOKEN, detail: `${KEY_VARIABLES} are not set` }]
  }
  const { steps } = tenant.api

  const missingSkills = async (channel: Channel, deadline: Deadline): Promise<ProbeFinding> => {
    const known = new Set((await names.list(channel, deadline)).map(({ skillName }) => skillName.trim()))
    const configured = new Set(Object.keys(rules().skills).map((name) => name.trim()))
    const missing = wantedSkills().filter((name) => !known.has(name.trim()) && !configured.has(name.trim()))
    if (missing.length === 0) return { state: 'ok', detail: `all skills of the rules are there (${known.size} listed)` }
    const detail = `no active ${channel} skill ${named(missing)} (${known.size} listed)`
    if (channel === 'voice') return { state: 'ok', detail: `${detail}: scripts are told these by name` }
    return { state: 'warn', detail, fix: 'name them in routing as CXone does, or give their ids in vendor.skills' }
  }

  const question = (name: string, ask: (deadline: Deadline) => Promise<ProbeFinding>): Probe => ({
    kind: 'question',
    name: `${PLACE}: ${name}`,
    needs: { probe: TENANT, otherwise: 'it is not known where to ask' },
    ask: (deadline) => asked(() => ask(deadline)),
  })

  return [
    address,
    ...(isRegistered
      ? [
          {
            kind: 'question',
            name: `${PLACE}: discovery`,
            needs: { probe: PLACE, otherwise: `${PLACE} cannot be reached` },
            ask: (deadline: Deadline) =>
              asked(async () => {
                const endpoint = await steps.discover(deadline)
                return { state: 'ok', detail: `tokens are issued at ${hostOf(endpoint)}` }
              }),
          } as const,
        ]
      : []),
    tokenProbe({
      name: TOKEN,
      place: PLACE,
      scope: undefined,
      variables: isRegistered ? `${KEY_VARIABLES}, CXONE_CLIENT_ID and CXONE_CLIENT_SECRET` : KEY_VARIABLES,
      urlVariables: address.variables,
      tokens: steps.tokens,
    }),
    {
      kind: 'question',
      name: TENANT,
      needs: { probe: TOKEN, otherwise: 'there is no token' },
      ask: (deadline) =>
        asked(async () => {
          const issued = await steps.tokens.get(deadline)
          const { acd, dfo } = await steps.hosts(issued, deadline)
          return { state: 'ok', detail: `ACD at ${hostOf(acd)} (${settings.acdVersion}), digital at ${hostOf(dfo)}` }
        }),
    },
    question('digital skills', (deadline) => missingSkills('digital', deadline)),
    question('voice skills', (deadline) => missingSkills('voice', deadline)),
    question('field definitions', (deadline) => missingFields(tenant, rules(), deadline)),
    ...(settings.eventHub
      ? [
          question('event hub', async (deadline) => {
            const url = await hubUrl(tenant.api, createTrust(settings), deadline)
            return { state: 'ok', detail: `it is at ${hostOf(url)} (experimental); not connected to` }
          }),
        ]
      : []),
  ]
}

const missingFields = async (
  { fields }: Pick<Tenant, 'fields'>,
  { customFields, handoverFields }: VendorRules,
  deadline: Deadline,
): Promise<ProbeFinding> => {
  const defined = await fields.defined(deadline)
  const wanted = [...new Set([...Object.values(customFields), ...Object.values(handoverFields)])]
  const missing = wanted.filter((ident) => !defined.has(ident))
  if (missing.length === 0) return { state: 'ok', detail: `all of ${wanted.join(', ')} are defined` }
  const fix = 'define them as fields of the contact in CXone, or name others in vendor.customFields and handoverFields'
  return { state: 'warn', detail: `not defined: ${missing.join(', ')}`, fix }
}
