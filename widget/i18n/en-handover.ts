/** What the agent reads about a conversation that the bot handed over. */
import type { HandoverFinding } from '../../shared/wire/vocabulary.ts'
import { plural } from './en-suggestions.ts'
import { intentInSentence } from './formats.ts'

const title = 'Handed over by the bot'

export const handover = {
  title,
  /** Of a folded one: there is no room for more beside the customer's name. */
  folded: 'Handed over',
  at: (time: string) => `${title}, ${time}`,
  customer: 'Customer',
  wants: 'Wants',
  reason: 'Reason',
  summary: 'Summary',
  queue: 'Queue',
  collected: 'Collected by the bot',
  /** Of something that the bot collected and gave no name. */
  unnamed: 'Other',
  warnings: 'To be checked',
  severity: { warning: 'Warning', error: 'Error' } satisfies Record<HandoverFinding['severity'], string>,
  fix: 'Fix',
  showAll: 'Show all',
  showLess: 'Show less',
  more: (count: number) => `${count} more`,
  moreWarnings: (count: number) => plural(count, 'more warning', 'more warnings'),
  copy: 'Copy',
  copied: 'Copied',
  /** What is copied: heard after the word on the button, which alone would not tell it from others. */
  whole: 'the handover',
  newer: (count: number) => `${count} newer`,
  newerHint: 'The bot handed this conversation over again. Show it.',
  announced: (customerName: string, intent: string) => {
    const about = [customerName, ...(intent === '' ? [] : [intentInSentence(intent)])].filter((each) => each !== '')
    return about.length === 0 ? title : `${title}: ${about.join(', ')}`
  },
} as const
