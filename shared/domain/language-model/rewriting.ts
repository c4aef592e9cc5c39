/** A reply said in other words by a language model: what it is told, and what of its answer is taken. */
import type { RewriteKind } from '../../wire/knowledge.ts'
import { type Invention, inventionIn } from './inventions.ts'
import { ABOUT_MATERIAL, asMaterial, type Prompt } from './material.ts'

export interface Rewriting {
  /** Masked. */
  readonly text: string
  readonly as: RewriteKind
  /** BCP 47; of `translate` alone. */
  readonly into?: string | undefined
  /** What the customer said last, masked: where it is not known what language that is. */
  readonly customer?: readonly string[] | undefined
}

const TASKS: Readonly<Record<RewriteKind, string>> = {
  shorter: 'Make it shorter: say the same in fewer words, in the language it is in.',
  friendlier: 'Make it friendlier and warmer, in the language it is in. Do not make it much longer.',
  simpler: 'Make it simpler: short sentences and everyday words, in the language it is in.',
  translate:
    'Translate it into the language whose BCP 47 tag is "into"; where there is no "into", into the language of the texts in "customer". Keep its tone.',
}

const REWRITE = [
  '"text" is a reply that a service agent is about to send to a customer.',
  'Keep what it says. Add no promise, no fact, no link and no number. Names, figures, links, and marks such as [email] or •••• 1234 stay exactly as they are.',
  'Answer with the new text alone: no quotation marks, no heading, no remark.',
].join(' ')

/** Tokens that are allowed for whatever a text becomes; of some scripts each character is one and more. */
const MARGIN_TOKENS = 200
const MOST_TOKENS = 8000

export const rewritePrompt = ({ text, as, into, customer }: Rewriting): Prompt => ({
  instructions: `${ABOUT_MATERIAL} ${REWRITE} ${TASKS[as]}`,
  material: asMaterial({
    task: 'rewrite',
    as,
    ...(into === undefined ? {} : { into }),
    ...(customer === undefined ? {} : { customer }),
    text,
  }),
  mostTokens: Math.min(MOST_TOKENS, MARGIN_TOKENS + text.length),
})

/** How long the new text may be: so many times the old one, and so many characters more. */
const LENGTHS: Readonly<Record<RewriteKind, { readonly times: number; readonly more: number }>> = {
  shorter: { times: 1, more: 0 },
  friendlier: { times: 2, more: 200 },
  simpler: { times: 2, more: 200 },
  // From Chinese into German.
  translate: { times: 5, more: 200 },
}

/** Why what a model made of a text is not shown; `undefined` where it is. */
export type RewriteFault = Invention | 'too_long'

export const rewriteFault = ({ text, as }: Rewriting, rewritten: string): RewriteFault | undefined => {
  const { times, more } = LENGTHS[as]
  if (rewritten.length > text.length * times + more) return 'too_long'
  return inventionIn(rewritten, [text], 'long')
}
