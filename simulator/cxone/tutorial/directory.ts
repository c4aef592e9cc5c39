/** What is set up in this CXone: skill groups, their queues with wrap-up codes, and the agents in them. */

interface WrapupCode {
  readonly id: string
  readonly name: string
}

export interface Queue {
  readonly id: string
  readonly name: string
  readonly active: boolean
  readonly wrapupCodes: readonly WrapupCode[]
}

export interface Agent {
  readonly id: string
  readonly name: string
  readonly skillGroup: string
  readonly status: AgentStatus
}

export const AGENT_STATUSES = ['available', 'busy', 'offline'] as const
export type AgentStatus = (typeof AGENT_STATUSES)[number]

export interface DirectoryOptions {
  readonly skillGroups?: readonly string[] | undefined
  /** Added to one queue per skill group (`queue-billing-support` for "Billing Support"); an equal id replaces it. */
  readonly queues?: readonly Queue[] | undefined
  /** Instead of two available agents per skill group. */
  readonly agents?: readonly Agent[] | undefined
}

const DEFAULT_SKILL_GROUPS = ['Billing Support', 'Technical Support', 'Sales Team', 'General Inquiry'] as const

const DEFAULT_WRAPUP_CODES: readonly WrapupCode[] = [
  { id: 'wrapup-resolved', name: 'Resolved' },
  { id: 'wrapup-follow-up', name: 'Follow-up needed' },
  { id: 'wrapup-transferred', name: 'Transferred' },
]

const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** The queue that routing to a skill group uses. */
export const queueIdOf = (skillGroup: string): string => `queue-${slug(skillGroup)}`

export class Directory {
  readonly #skillGroups: ReadonlySet<string>
  readonly #queues: ReadonlyMap<string, Queue>
  #agents: readonly Agent[]

  constructor(options: DirectoryOptions) {
    const groups = options.skillGroups ?? DEFAULT_SKILL_GROUPS
    const queues = [
      ...groups.map((name) => ({ id: queueIdOf(name), name, active: true, wrapupCodes: DEFAULT_WRAPUP_CODES })),
      ...(options.queues ?? []),
    ]
    this.#skillGroups = new Set(groups)
    this.#queues = new Map(queues.map((queue) => [queue.id, queue]))
    this.#agents =
      options.agents ??
      groups.flatMap((skillGroup) =>
        [1, 2].map((n) => ({
          id: `agent-${slug(skillGroup)}-${n}`,
          name: `${skillGroup} agent ${n}`,
          skillGroup,
          status: 'available' as const,
        })),
      )
  }

  hasSkillGroup(name: string): boolean {
    return this.#skillGroups.has(name)
  }

  queue(id: string): Queue | undefined {
    return this.#queues.get(id)
  }

  hasAgent(id: string): boolean {
    return this.#agents.some((agent) => agent.id === id)
  }

  agents(skillGroup: string, status: AgentStatus): readonly Agent[] {
    return this.#agents.filter((agent) => agent.skillGroup === skillGroup && agent.status === status)
  }

  /** Sends everybody of a skill group into `status`, for example to see what happens when nobody is there. */
  setStatus(skillGroup: string, status: AgentStatus): void {
    this.#agents = this.#agents.map((agent) => (agent.skillGroup === skillGroup ? { ...agent, status } : agent))
  }
}
