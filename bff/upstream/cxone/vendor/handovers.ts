/** What handovers need of NICE CXone, in the vendor dialect (docs/cxone.md). */
import type { NamedId } from '../../../../shared/domain/handover/facts.ts'
import { looksLikeId } from '../../../../shared/domain/handover/target.ts'
import {
  channelOf,
  digitalNumber,
  signalTarget,
  vendorAbilities,
} from '../../../../shared/domain/handover/vendor-contact.ts'
import type { CxoneHandovers } from '../../../ports/cxone.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { digitalFacts } from './digital-contact.ts'
import { dispositions } from './dispositions.ts'
import { explainQuestion, explainTransfer } from './explain.ts'
import { outcomeOf } from './outcome.ts'
import { tenantIn, type VendorCxone } from './parts.ts'
import { MEDIA_TYPES } from './skills.ts'
import { createTransfer } from './transfer.ts'
import { voiceFacts } from './voice-contact.ts'

const mediumOf = (mediaTypeId: number | undefined): string | undefined => {
  if (mediaTypeId === undefined) return undefined
  if (mediaTypeId === MEDIA_TYPES.digital) return 'digital'
  return mediaTypeId === MEDIA_TYPES.voice ? 'voice' : 'other'
}

export const createCxoneHandovers = (parts: VendorCxone): CxoneHandovers => {
  const { names, rules, log } = parts

  /** A text that can be no id is not asked for: it may be anything, a customer's words too. */
  const askable = (queueId: string): string => {
    if (looksLikeId(queueId)) return queueId
    throw new UpstreamFailure({ upstream: 'cxone', kind: 'not_found', changedNothing: true })
  }

  return {
    abilities: (contact) => vendorAbilities(contact, rules()),

    conversation: async (contact, deadline) => {
      const { contacts } = tenantIn(parts)
      if (channelOf(contact) === 'voice') return voiceFacts(await contacts.voice(signalTarget(contact), deadline))
      const number = digitalNumber(contact)
      return digitalFacts(number, await contacts.digital(number, deadline), rules().customFields.intent)
    },

    queue: async (queueId, deadline) => {
      const { skills } = tenantIn(parts)
      const skillId = await skills.idOf(askable(queueId), deadline)
      const [skill, available] = await Promise.all([
        skills.byId(skillId, deadline),
        outcomeOf(skills.agentsAvailable(skillId, deadline)),
      ])
      if (!available.ok) {
        log.info({ cause: available.failure.facts.kind }, 'whether agents are available could not be read')
      }
      return {
        id: queueId,
        name: skill.skillName,
        active: skill.isActive !== false,
        availableAgents: available.ok ? available.value : undefined,
        mediaType: mediumOf(skill.mediaTypeId),
      }
    },

    queues: async (contact, deadline): Promise<readonly NamedId[]> => {
      const listed = await names.list(channelOf(contact), deadline)
      return listed.map(({ skillId, skillName }) => ({ id: String(skillId), name: skillName }))
    },

    wrapupCodes: async (queueId, deadline) => {
      const { api, skills } = tenantIn(parts)
      return await dispositions(api, await skills.idOf(askable(queueId), deadline), deadline)
    },

    search: async (state, deadline) => {
      const found = await tenantIn(parts).contacts.open(deadline)
      const ident = rules().customFields.intent
      return found
        .flatMap((contact) => (contact.id === undefined ? [] : [digitalFacts(contact.id, contact, ident)]))
        .filter(({ legs }) => legs.some((leg) => leg.state === state))
    },

    transfer: createTransfer(parts),
    explainQuestion,
    explainTransfer,
  }
}
