import type { Suggestion } from '../../shared/wire/assist.ts'

/** A suggestion and where it was made. */
export interface Placed extends Pick<Suggestion, 'id' | 'text' | 'internal'> {
  readonly conversationId: string
  /** Written for the agent by a model: the service keeps no such suggestion, so none of it is reported. */
  readonly isGenerated?: true
}
