/** Who sits at the desk: the script leaves the answers to them while they are at a conversation. */
import type { Clock } from '../clock.ts'
import { ATTENTION_MS, type Attention } from './wire.ts'

/** What somebody at the desk is doing in a conversation. */
export type Hand = 'away' | 'reading' | 'writing'

export interface Hands {
  /** A page tells what is open in it. */
  note(attention: Attention): void
  in(conversationId: string): Hand
}

export const createHands = (clock: Pick<Clock, 'now'>): Hands => {
  let noted: Attention & { readonly until: number } = { conversationId: null, isWriting: false, until: 0 }
  return {
    note: (attention) => {
      noted = { ...attention, until: clock.now() + ATTENTION_MS }
    },
    in: (conversationId) => {
      if (noted.conversationId !== conversationId || clock.now() >= noted.until) return 'away'
      return noted.isWriting ? 'writing' : 'reading'
    },
  }
}
