/** Utterances of an exact number of tokens, whatever the tokenizer. What they say does not matter, how long they are does. */
import { seededRandom } from '../../../simulator/replay/random.ts'

const WORDS =
  `i you we they the a my your our this that it is was are have has had not never nobody nothing always again still yet
here there where when why how waiting waited hours minutes days weeks today yesterday order parcel delivery address bill
charged twice money back refund account card payment price contract cancelled renewed called phone manager complaint
third time please thank great good bad worst terrible friendly quick helpful useless angry disappointed service support
customer internet router down broken update app login password problem solved working since until before after because`.split(
    /\s+/u,
  )
/** Tried where a word more is one token too many. */
const FILLERS = [' a', ' i', '.', ',', '!', '?', ' is', ' it']
const MOST_TRIES = 200

/**
 * @param countTokens special tokens included
 * @returns `count` different texts of exactly `tokens` tokens
 * @throws if the tokenizer gives no such texts
 */
export const textsOf = (countTokens: (text: string) => number, tokens: number, count: number): readonly string[] => {
  const random = seededRandom(`${tokens} tokens`)
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
  const one = (): string => {
    let text = pick(WORDS)
    for (let tried = 0; tried < MOST_TRIES; tried += 1) {
      const longer = [`${text} ${pick(WORDS)}`, text + pick(FILLERS)].find((each) => countTokens(each) <= tokens)
      if (longer !== undefined) text = longer
      if (countTokens(text) === tokens) return text
    }
    throw new Error(`the tokenizer gives no text of ${tokens} tokens`)
  }
  const found = new Set<string>()
  for (let tried = 0; found.size < count && tried < count * 2; tried += 1) found.add(one())
  if (found.size < count) throw new Error(`there are not ${count} texts of ${tokens} tokens`)
  return [...found]
}
