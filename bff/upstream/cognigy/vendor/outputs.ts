/** Reads suggestions out of what a flow outputs over a REST endpoint. */
import * as z from 'zod/mini'
import type { VendorRules } from '../../../../shared/rules.ts'
import { lenientShare, orNothing } from '../../../../shared/wire/lenient.ts'
import type { RawSuggestion } from '../../../ports/cognigy.ts'

/** Far more than agents are shown; the rest of an endless list is not worth judging. */
const MOST_SUGGESTIONS = 100
const LONGEST_SOURCE = 200
const SOURCE = 'cognigy'

const output = z.object({
  text: z.catch(z.optional(z.string()), undefined),
  data: z.catch(z.optional(z.object({ suggestions: z.catch(z.optional(z.array(z.unknown())), undefined) })), undefined),
})
type Output = z.infer<typeof output>

/** The stack has every output; beside it stands what may be any one of them. */
const answer = z.extend(output, { outputStack: z.catch(z.optional(z.array(z.unknown())), undefined) })

const suggestion = z.object({
  text: z.string().check(z.refine((text) => text.trim() !== '')),
  confidence: orNothing(lenientShare),
  source: z.catch(z.string().check(z.minLength(1), z.maxLength(LONGEST_SOURCE)), SOURCE),
})

type ReadingRules = Pick<VendorRules, 'defaultConfidence' | 'suggestFromText'>

/** @returns `undefined` where it is no answer of such an endpoint; none where the flow suggests none */
export const readOutputs = (json: unknown, rules: ReadingRules): readonly RawSuggestion[] | undefined => {
  const parsed = answer.safeParse(json)
  if (!parsed.success) return undefined
  const { outputStack = [], ...whole } = parsed.data
  const stack = outputStack.flatMap((each): readonly Output[] => {
    const read = output.safeParse(each)
    return read.success ? [read.data] : []
  })
  const stacked = suggestionsIn(stack)
  const given = stacked.length > 0 ? stacked : suggestionsIn([whole])
  const texts = stack.length > 0 ? stack : [whole]
  const items = given.length > 0 || !rules.suggestFromText ? given : texts.map(({ text }) => ({ text }))
  const read = items.slice(0, MOST_SUGGESTIONS).flatMap((item) => readSuggestion(item, rules))
  return read.filter(({ text }, at) => read.findIndex((each) => each.text === text) === at)
}

const suggestionsIn = (outputs: readonly Output[]): readonly unknown[] =>
  outputs.flatMap(({ data }) => data?.suggestions ?? [])

const readSuggestion = (item: unknown, { defaultConfidence }: ReadingRules): RawSuggestion[] => {
  const parsed = suggestion.safeParse(item)
  if (!parsed.success) return []
  const { text, confidence, source } = parsed.data
  return confidence === undefined
    ? [{ text, confidence: defaultConfidence, confidenceSource: 'default', source }]
    : [{ text, confidence, source }]
}
