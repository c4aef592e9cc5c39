/** What the agent reads about suggestions. */

import type { Withheld } from '../../shared/wire/assist.ts'
import type { WidgetConfig } from '../../shared/wire/widget-api.ts'

export const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** Why live suggestions are not to be had, by the BFF's names for failures. */
const reasons = new Map([
  ['timeout', 'there was no answer in time'],
  ['unavailable', 'the service cannot be reached'],
  ['rate_limited', 'the service takes no more requests at the moment'],
  ['credentials', 'the sign-in to the service failed'],
  ['permission', 'the service does not permit it'],
  ['refused', 'the service refused the request'],
  ['not_found', 'the service does not know the request'],
  ['bad_answer', 'the answer could not be read'],
  ['not_configured', 'the service is not set up'],
])
const because = (reason: string | undefined): string => {
  const known = reason === undefined ? undefined : reasons.get(reason)
  return known === undefined ? '' : `: ${known}`
}

/** By reason; a reason that is not here is told by its rule. */
const withheldWords = new Map([
  ['low_confidence', 'not sure enough'],
  ['no_confidence', 'no confidence given'],
  ['too_long', 'too long'],
  ['empty', 'without a text'],
])

export const suggestions = {
  label: 'Suggestions',
  none: ({ enableKeywordTrigger, enableSentimentTrigger, maxSuggestions }: WidgetConfig): string => {
    const triggers = [
      ...(enableKeywordTrigger ? ['writes about a watched topic'] : []),
      ...(enableSentimentTrigger ? ['sounds unhappy'] : []),
    ]
    if (triggers.length === 0 || maxSuggestions === 0) return 'Suggestions are turned off.'
    return `No suggestions yet: they appear when the customer ${triggers.join(' or ')}.`
  },
  noneFor: 'No suggestion for this message',
  answers: (text: string) => `For “${text}”`,
  stale: 'the customer wrote again',
  staleHint: 'The customer wrote again: these answer an earlier message. You can still use them.',
  fresh: (count: number) => plural(count, 'new suggestion set', 'new suggestion sets'),
  withheld: ({ reason, rule, count }: Withheld): string => {
    const why = withheldWords.get(reason)
    return why === undefined
      ? `${plural(count, 'suggestion', 'suggestions')} withheld: ${rule}`
      : `${count} withheld: ${why}`
  },
  generic: (at: string | undefined, reason: string | undefined) =>
    `Generic replies: live suggestions are unavailable${at === undefined ? '' : ` since ${at}`}${because(reason)}.`,
  genericReply: 'Generic reply',
  figure: (score: string) => `${score} sure`,
  insert: 'Insert',
  inserted: 'Inserted',
  insertAgain: 'Insert again',
  insertRefused: 'Not inserted: the reply cannot be written now.',
  copy: 'Copy',
  copied: 'Copied',
  copyAgain: 'Copy again',
  copyFailed: 'Not copied: the browser refused. Select the text and copy it by hand.',
  helpful: 'Helpful',
  unhelpful: 'Not helpful',
  rated: { helpful: 'Marked as helpful', unhelpful: 'Marked as not helpful' },
  dismiss: 'Dismiss',
  dismissed: 'Dismissed',
  undo: 'Undo',
  undone: 'Shown again',
  feedback: { waiting: 'Your feedback is not recorded yet.', lost: 'Your feedback was not recorded.' },
  keys: {
    label: 'Keys',
    list: [
      ['↑ ↓', 'move'],
      ['Enter', 'insert'],
      ['C', 'copy'],
      ['X', 'dismiss'],
      ['Z', 'undo'],
      ['+', 'helpful'],
      ['−', 'not helpful'],
    ],
  },
} as const
