/** Routing by NICE CXone in the vendor dialect (docs/cxone.md). */

import {
  channelOf,
  digitalNumber,
  isTest,
  signalTarget,
  viaOf,
} from '../../../../shared/domain/handover/vendor-contact.ts'
import type { RoutedVia } from '../../../../shared/wire/vocabulary.ts'
import type { ContactAddress, Cxone, Routed } from '../../../ports/cxone.ts'
import type { Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { agentOf, type DigitalContact, isClosed } from './digital-contact.ts'
import { explainRouting } from './explain.ts'
import { knownFields } from './fields.ts'
import { found, type Outcome, outcomeOf } from './outcome.ts'
import { type Tenant, tenantIn, type VendorCxone } from './parts.ts'
import { replyOf } from './signal.ts'
import { assertUnderWay } from './under-way.ts'

/** For what is read before anything is written; the rest of the deadline belongs to the writing. */
const READING_BUDGET_MS = 2500
/** For the fields, which the routing can do without. */
const FIELDS_BUDGET_MS = 1200

type Request = Parameters<Cxone['route']>[1]

/** What is told takes effect later: CXone has accepted it and no more. */
const routedBy = (via: RoutedVia, skillId: number | undefined, more: Partial<Routed> = {}): Routed => ({
  response: { accepted: via !== 'none', via, ...(skillId === undefined ? {} : { skillId }) },
  via,
  skillId,
  ...more,
})

const conflict = (code: 'assigned' | 'closed', about?: string): UpstreamFailure =>
  new UpstreamFailure({ upstream: 'cxone', kind: 'conflict', code, about, changedNothing: true })

/** An id as CXone writes them; of anything else it is not told in an answer. */
const shownUser = (id: string): string => (/^[\w.-]{1,64}$/.test(id) ? id : 'whose id cannot be shown')

/** What is not there, or not ours to read, stops the routing; all else that keeps it from being read does not. */
const STOPS: ReadonlySet<string> = new Set(['not_found', 'conflict', 'credentials', 'permission', 'not_configured'])

export const createCxone = (parts: VendorCxone): Cxone => {
  const { names, rules, log } = parts

  /** @returns whether an earlier try of ours has already brought it to an agent */
  const isDone = (read: Outcome<DigitalContact>, mayBeRouted: boolean): boolean => {
    if (!read.ok) {
      if (STOPS.has(read.failure.facts.kind)) throw read.failure
      log.info({ cause: read.failure.facts.kind }, 'the contact could not be read; routing goes on')
      return false
    }
    if (isClosed(read.value)) throw conflict('closed')
    const agent = agentOf(read.value, rules().botUserIds)
    if (agent === undefined) return false
    if (mayBeRouted) return true
    throw conflict('assigned', shownUser(agent))
  }

  const writeFields = async (
    { fields }: Tenant,
    number: string,
    { intent }: Request,
    defined: ReadonlySet<string> | undefined,
    deadline: Deadline,
  ): Promise<void> => {
    const idents = rules().customFields
    const wanted = [
      { ident: idents.intent, value: intent.name },
      { ident: idents.score, value: String(intent.score) },
    ]
    const known = knownFields(wanted, defined)
    if (known.length < wanted.length) {
      log.warn({ missing: wanted.length - known.length }, 'CXone does not define all fields that the intent goes to')
    }
    if (known.length === 0) return
    const limit = deadline.within(FIELDS_BUDGET_MS)
    const written = await outcomeOf(fields.write(number, known, limit)).finally(limit.release)
    if (written.ok) return
    const { kind, status } = written.failure.facts
    log.warn({ cause: kind, status }, 'the intent could not be written to the contact; routing goes on')
  }

  const byQueue = async (contact: ContactAddress, request: Request, deadline: Deadline): Promise<Routed> => {
    const tenant = tenantIn(parts)
    const { contacts, fields } = tenant
    const number = digitalNumber(contact)
    const limit = deadline.within(READING_BUDGET_MS)
    const [read, skill, defined] = await Promise.all([
      outcomeOf(contacts.digital(number, limit)),
      outcomeOf(names.idOf(request.skill, 'digital', limit)),
      outcomeOf(fields.defined(limit)),
    ]).finally(limit.release)
    const isWithAgent = isDone(read, request.mayBeRouted)
    const skillId = found(skill)
    if (isWithAgent) return routedBy('queue', skillId)
    await writeFields(tenant, number, request, defined.ok ? defined.value : undefined, deadline)
    const set = await outcomeOf(contacts.setQueue(number, skillId, read.ok, deadline))
    if (set.ok) return routedBy('queue', skillId)
    const { facts } = set.failure
    const mayBeOurs = facts.kind === 'conflict' && (request.mayBeRouted || facts.mayHaveApplied === true)
    const again = mayBeOurs ? await outcomeOf(contacts.digital(number, deadline)) : undefined
    if (again?.ok === true && !isClosed(again.value)) return routedBy('queue', skillId)
    throw set.failure
  }

  /** `undefined` where it is not known; its name does too. */
  const skillIdIfKnown = async (contact: ContactAddress, name: string, deadline: Deadline) => {
    const limit = deadline.within(READING_BUDGET_MS)
    const found = await outcomeOf(names.idOf(name, channelOf(contact), limit)).finally(limit.release)
    if (found.ok) return found.value
    const { kind, code } = found.failure.facts
    log.warn({ skill: name, cause: code ?? kind }, 'the id of the skill is not known; CXone is told its name')
    return undefined
  }

  const toldOf = ({ skill, intent }: Request, skillId: number | undefined) => ({
    ...(skillId === undefined ? {} : { skillId }),
    skillName: skill,
    intent: intent.name,
    score: intent.score,
  })

  const bySignal = async (contact: ContactAddress, request: Request, deadline: Deadline): Promise<Routed> => {
    const { contacts, signal } = tenantIn(parts)
    const target = signalTarget(contact)
    const skillId = await skillIdIfKnown(contact, request.skill, deadline)
    // An earlier try may have signalled: what can be found out decides, and no second signal.
    if (request.mayBeRouted) {
      await assertUnderWay(contacts, target, deadline)
      return routedBy('signal', skillId)
    }
    await signal(target, rules().signalAction, toldOf(request, skillId), deadline)
    return routedBy('signal', skillId)
  }

  const byAnswer = async (contact: ContactAddress, request: Request, deadline: Deadline): Promise<Routed> => {
    const skillId = await skillIdIfKnown(contact, request.skill, deadline)
    return routedBy('answer', skillId, { reply: replyOf(toldOf(request, skillId)) })
  }

  return {
    // A step of the routing by queue; a script is told it with the signal.
    writeIntent: () => Promise.resolve(),

    route: async (contact, request, deadline) => {
      const via = viaOf(contact, rules())
      switch (via) {
        case 'none':
          return routedBy('none', undefined, { isSimulated: true })
        case 'answer':
          return await byAnswer(contact, request, deadline)
        case 'signal':
          return await bySignal(contact, request, deadline)
        case 'queue':
          return await byQueue(contact, request, deadline)
      }
    },

    availableAgents: async (contact, skill, deadline) => {
      if (isTest(contact)) return undefined
      const skillId = await names.idOf(skill, channelOf(contact), deadline)
      return await tenantIn(parts).skills.agentsAvailable(skillId, deadline)
    },

    explain: explainRouting,
  }
}
