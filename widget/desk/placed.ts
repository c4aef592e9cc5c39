import type { Suggestion } from '../../shared/wire/assist.ts'

/** A suggestion and where it was made. */
export interface Placed extends Pick<Suggestion, 'id' | 'text'> {
  readonly conversationId: string
}
