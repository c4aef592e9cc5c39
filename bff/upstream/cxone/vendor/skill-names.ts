/** Skills by the names that the rules have for them. */
import * as z from 'zod/mini'
import type { Channel } from '../../../../shared/domain/handover/vendor-contact.ts'
import type { VendorRules } from '../../../../shared/rules.ts'
import { ifReadable, lenientNumber } from '../../../../shared/wire/lenient.ts'
import { startDeadline } from '../../../deadline.ts'
import type { Log } from '../../../ports/observe.ts'
import type { Clock, Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { orDeadline } from '../../http/or-deadline.ts'
import type { CxoneApi } from './call.ts'
import { MEDIA_TYPES, type Skill, skill } from './skills.ts'

const PAGE = 100
/** More skills than this are no list but a fault. */
const MOST_PAGES = 200
const KEPT_MS = 600_000
/** Between two listings that a name which is not there may cause, and between two that fail. */
const LIST_AGAIN_AFTER_MS = 30_000
/** How long what was known serves while listing fails. */
const SERVES_MS = 86_400_000
/** A listing is shared: it must not die with whichever caller came first. */
const BUDGET_MS = 5000
const FIELDS = 'skillId,skillName,mediaTypeId,isActive,routingQueueId'

const listAnswer = z.object({ skills: z.array(z.unknown()), totalRecords: ifReadable(lenientNumber(z.int())) })

interface Listing {
  readonly at: number
  readonly skills: readonly Skill[]
}

export interface SkillNames {
  /** Its id. Rejects where the name is unknown, or is that of several. */
  idOf(name: string, channel: Channel, deadline: Deadline): Promise<number>
  /** All active skills of a channel. */
  list(channel: Channel, deadline: Deadline): Promise<readonly Skill[]>
}

export interface SkillNamesParts {
  readonly api: Pick<CxoneApi, 'read'> | undefined
  readonly rules: () => Pick<VendorRules, 'skills'>
  readonly clock: Clock
  readonly log: Log
}

const refused = (code: 'skill_unknown' | 'skill_double', about: string): UpstreamFailure =>
  new UpstreamFailure({ upstream: 'cxone', kind: 'refused', code, about, isOurs: true, changedNothing: true })

const named = (skills: readonly Skill[], name: string): readonly Skill[] =>
  skills.filter(({ skillName }) => skillName.trim() === name.trim())

export const createSkillNames = ({ api, rules, clock, log }: SkillNamesParts): SkillNames => {
  const listings = new Map<Channel, Listing>()
  const triedAt = new Map<Channel, number>()
  const inFlight = new Map<Channel, Promise<Listing>>()

  const fetchAll = async (channel: Channel, deadline: Deadline): Promise<readonly Skill[]> => {
    if (api === undefined) throw new UpstreamFailure({ upstream: 'cxone', kind: 'not_configured' })
    const found: Skill[] = []
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const skip = page * PAGE
      const query = new URLSearchParams({
        isActive: 'true',
        mediaTypeId: String(MEDIA_TYPES[channel]),
        fields: FIELDS,
        orderby: 'skillId',
        skip: String(skip),
        top: String(PAGE),
      })
      const path = `/skills?${query}`
      const answer = await api.read('acd', { operation: 'skills', path, schema: listAnswer, deadline })
      found.push(...answer.skills.flatMap((each) => skill.safeParse(each).data ?? []))
      const told = skip + answer.skills.length
      if (answer.skills.length < PAGE || told >= (answer.totalRecords ?? Number.POSITIVE_INFINITY)) break
    }
    const each = [...new Map(found.map((one) => [one.skillId, one])).values()]
    return each.filter(({ mediaTypeId, isActive }) => mediaTypeId === MEDIA_TYPES[channel] && isActive !== false)
  }

  const listAnew = (channel: Channel): Promise<Listing> => {
    const running = inFlight.get(channel)
    if (running !== undefined) return running
    triedAt.set(channel, clock.monotonic())
    const deadline = startDeadline(BUDGET_MS, clock)
    const listing = fetchAll(channel, deadline)
      .then((skills) => {
        const fresh = { at: clock.monotonic(), skills }
        listings.set(channel, fresh)
        return fresh
      })
      .finally(() => {
        deadline.release()
        inFlight.delete(channel)
      })
    inFlight.set(channel, listing)
    return listing
  }

  const mayListAgain = (channel: Channel): boolean =>
    clock.monotonic() - (triedAt.get(channel) ?? Number.NEGATIVE_INFINITY) >= LIST_AGAIN_AFTER_MS

  /** @param isMiss what is known is fresh enough, but does not have what is looked for */
  const listing = async (channel: Channel, deadline: Deadline, isMiss = false): Promise<Listing> => {
    const known = listings.get(channel)
    const age = known === undefined ? Number.POSITIVE_INFINITY : clock.monotonic() - known.at
    if (
      known !== undefined &&
      ((age < KEPT_MS && !isMiss) || (age < SERVES_MS && !mayListAgain(channel) && !inFlight.has(channel)))
    )
      return known
    try {
      return await orDeadline(listAnew(channel), deadline, 'cxone')
    } catch (error) {
      if (!(error instanceof UpstreamFailure) || known === undefined || age >= SERVES_MS) throw error
      log.warn({ cause: error.facts.kind }, 'the skills of CXone could not be listed; those known before serve on')
      return known
    }
  }

  return {
    idOf: async (name, channel, deadline) => {
      const configured = Object.entries(rules().skills).find(([each]) => each.trim() === name.trim())
      if (configured !== undefined) return configured[1]
      const first = await listing(channel, deadline)
      const found = named(first.skills, name)
      const [one, another] = found.length > 0 ? found : named((await listing(channel, deadline, true)).skills, name)
      if (one === undefined) throw refused('skill_unknown', name)
      if (another !== undefined) throw refused('skill_double', name)
      return one.skillId
    },
    list: async (channel, deadline) => (await listing(channel, deadline)).skills,
  }
}
