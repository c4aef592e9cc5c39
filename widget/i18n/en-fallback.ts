/** What the agent reads about messages that the bot did not understand. */
import { plural } from './en-suggestions.ts'
import { intentInSentence } from './formats.ts'

/** By why the server does not have it; a reason that is not here is told by its code. */
const reasons = new Map([
  ['no_answer', 'Not saved yet: the server does not answer. It is sent again once it does.'],
  ['forbidden', 'Not saved: this conversation is not yours.'],
  ['invalid', 'Not saved: the server did not accept it.'],
])

const title = 'The bot did not understand'

export const fallback = {
  title,
  quoted: (text: string) => `“${text}”`,
  escalated: 'The bot offered the customer an agent.',
  probably: 'The customer probably meant',
  /** After an escalation: the guesses were not good enough for the customer. */
  perhaps: 'Perhaps the customer meant',
  noIdea: 'Nothing the bot knows comes near.',
  hint: 'Pick one: it is kept to teach the bot.',
  more: (count: number) => `${count} more`,
  none: (count: number) => (count === 0 ? 'Dismissed' : 'None of the guesses fits'),
  dismiss: (count: number) => (count === 0 ? 'Dismiss' : 'None of these'),
  done: 'Done',
  details: 'Details',
  figures: (score: string, wording: string, history: string) => `${score} sure: wording ${wording}, history ${history}`,
  saving: 'Saving…',
  noted: (intent: string, isOwn: boolean) =>
    `Noted${isOwn ? '' : ' by someone else'}: the customer meant ${intentInSentence(intent)}`,
  change: 'Change',
  notSaved: (code: string) => reasons.get(code) ?? `Not saved yet: the server cannot keep it now (${code}).`,
  again: 'Try again',
  newer: (count: number) => `${count} newer`,
  newerHint: `${title} the customer’s next message either. Show it.`,
  understood: 'understood since',
  announced: (count: number, first: string | undefined) =>
    first === undefined
      ? `${title}, and has no guess`
      : `${title}. ${plural(count, 'guess', 'guesses')}, the first is ${intentInSentence(first)}`,
} as const
