/** What is set up in this tenant: skills of both media types, their queues and dispositions, agents, custom fields. */

export const MEDIA = { digital: 9, voice: 4 } as const

interface Disposition {
  readonly dispositionId: number
  readonly dispositionName: string
}

/** A disposition as an agent set it. */
export interface SetDisposition {
  readonly code: number
  readonly notes: string
}

export interface Skill {
  readonly skillId: number
  readonly skillName: string
  /** 9 is digital, 4 is voice. */
  readonly mediaTypeId: number
  readonly isActive: boolean
  /** The digital queue that belongs to it. */
  readonly routingQueueId: string | null
  readonly agentsAvailable: number
  readonly dispositions: readonly Disposition[]
}

/** What may be left out has the value that a new skill usually has. */
export type SkillSeed = Pick<Skill, 'skillId' | 'skillName'> & Partial<Skill>

export interface Agent {
  readonly id: string
  readonly name: string
}

export interface SetUp {
  /** Instead of four skills for each media type. */
  readonly skills?: readonly SkillSeed[] | undefined
  /** Instead of the names that cx-assist writes by default. */
  readonly customFields?: readonly string[] | undefined
  /** Instead of one agent. */
  readonly agents?: readonly Agent[] | undefined
}

const NAMES = ['Billing Support', 'Technical Support', 'Sales Team', 'General Inquiry'] as const
const FIRST_ID = { digital: 101, voice: 201 } as const
const DISPOSITIONS: readonly Disposition[] = [
  { dispositionId: 31, dispositionName: 'Resolved' },
  { dispositionId: 32, dispositionName: 'Follow-up needed' },
]
const CUSTOM_FIELDS = ['cognigy_intent', 'cognigy_score', 'cognigy_summary', 'cognigy_reason', 'cognigy_customer']
const AGENTS: readonly Agent[] = [{ id: '11ed0000-7e57-4000-8000-0000000a6e47', name: 'Robin Vega' }]
/** Nobody set dispositions up for it. */
const WITHOUT_DISPOSITIONS = 'Sales Team'

const queueIdOf = (skillId: number): string => `7e570000-0000-4000-8000-${String(skillId).padStart(12, '0')}`

const grown = (seed: SkillSeed): Skill => {
  const { mediaTypeId = MEDIA.digital, skillId } = seed
  return {
    mediaTypeId,
    isActive: true,
    routingQueueId: mediaTypeId === MEDIA.digital ? queueIdOf(skillId) : null,
    agentsAvailable: 2,
    dispositions: DISPOSITIONS,
    ...seed,
  }
}

const usualSkills = (): readonly SkillSeed[] =>
  (['digital', 'voice'] as const).flatMap((kind) =>
    NAMES.map((skillName, n) => ({
      skillId: FIRST_ID[kind] + n,
      skillName,
      mediaTypeId: MEDIA[kind],
      ...(skillName === WITHOUT_DISPOSITIONS && { dispositions: [] }),
    })),
  )

export class Skills {
  readonly #byId: Map<number, Skill>
  readonly #agents: readonly Agent[]
  #customFields: ReadonlySet<string>

  constructor({ skills = usualSkills(), customFields = CUSTOM_FIELDS, agents = AGENTS }: SetUp) {
    this.#byId = new Map(skills.map((seed) => [seed.skillId, grown(seed)]))
    this.#customFields = new Set(customFields)
    this.#agents = agents
  }

  /** In the order of their ids. */
  all(): readonly Skill[] {
    return [...this.#byId.values()].sort((one, other) => one.skillId - other.skillId)
  }

  get(id: number): Skill | undefined {
    return this.#byId.get(id)
  }

  named(name: string, mediaTypeId: number): Skill | undefined {
    return this.all().find((skill) => skill.skillName === name && skill.mediaTypeId === mediaTypeId)
  }

  ofQueue(routingQueueId: string): Skill | undefined {
    return this.all().find((skill) => skill.routingQueueId === routingQueueId)
  }

  /** Sets a skill up, or anew. */
  set(seed: SkillSeed): Skill {
    const skill = grown(seed)
    this.#byId.set(skill.skillId, skill)
    return skill
  }

  remove(id: number): void {
    this.#byId.delete(id)
  }

  agent(id: string): Agent | undefined {
    return this.#agents.find((agent) => agent.id === id)
  }

  get customFields(): ReadonlySet<string> {
    return this.#customFields
  }

  defineCustomFields(idents: readonly string[]): void {
    this.#customFields = new Set(idents)
  }
}
