/** Contacts of the ACD: what a Studio script holds, and the signals that it got. */
import { MEDIA, type SetDisposition, type Skill } from './skills.ts'

/** `bot`: the script has it in a virtual agent. */
type InteractionState = 'bot' | 'queued' | 'active' | 'ended'

/** p1 to p9, those that were given. */
export type SignalParameters = Readonly<Record<string, string>>

export interface InteractionSeed {
  readonly contactId: string
  /** The call that the script was spawned from. */
  readonly masterContactId?: string | undefined
  readonly mediaTypeId?: number | undefined
  readonly state?: InteractionState | undefined
  readonly skillId?: number | undefined
  readonly agentId?: string | undefined
}

export interface Interaction extends InteractionSeed {
  readonly mediaTypeId: number
  readonly state: InteractionState
  readonly signals: readonly SignalParameters[]
  /** How an agent closed it. */
  readonly disposition?: SetDisposition | undefined
}

const CATEGORIES = { bot: 'PreQueue', queued: 'Queue', active: 'Active', ended: 'PostQueue' } as const

/** As `contacts/active` shows it; what has ended is not active. */
export const presentInteraction = (interaction: Interaction, skill: Skill | undefined) => ({
  contactId: Number(interaction.contactId),
  masterContactId: Number(interaction.masterContactId ?? interaction.contactId),
  mediaTypeId: interaction.mediaTypeId,
  contactStateCategory: CATEGORIES[interaction.state],
  isInbound: true,
  ...(skill !== undefined && { skillId: skill.skillId, skillName: skill.skillName }),
  ...(interaction.agentId !== undefined && { agentId: interaction.agentId }),
})

export class Interactions {
  readonly #byId = new Map<string, Interaction>()

  seed(seed: InteractionSeed): Interaction {
    const { mediaTypeId = MEDIA.voice, state = 'bot' } = seed
    const interaction: Interaction = { ...seed, mediaTypeId, state, signals: [] }
    this.#byId.set(seed.contactId, interaction)
    return interaction
  }

  get(contactId: string): Interaction | undefined {
    return this.#byId.get(contactId)
  }

  all(): readonly Interaction[] {
    return [...this.#byId.values()]
  }

  update(contactId: string, change: Partial<Omit<Interaction, 'contactId'>>): void {
    const interaction = this.#byId.get(contactId)
    if (interaction !== undefined) this.#byId.set(contactId, { ...interaction, ...change })
  }

  forget(contactId: string): void {
    this.#byId.delete(contactId)
  }
}
