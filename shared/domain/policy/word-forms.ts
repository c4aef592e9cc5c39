/** English words as people inflect them, by rule: good enough to find a keyword in what somebody wrote. */

const VOWELS = 'aeiou'

const isVowel = (letter: string | undefined): boolean => letter !== undefined && VOWELS.includes(letter)

/** `cancel` → `cancell-`: a single consonant after a single vowel is doubled by some (British) or all writers. */
const doubled = (word: string): string | undefined => {
  const [before, vowel, last] = [word.at(-3), word.at(-2), word.at(-1)]
  const ends = !isVowel(last) && isVowel(vowel) && !isVowel(before) && last !== undefined && !'wxy'.includes(last)
  return ends ? word + last : undefined
}

/**
 * A word with its plural, its verb forms, and the noun in -ation where there is one: `cancel` gives `cancels`, `canceled`,
 * `cancelled`, `cancelling`, `cancellation` and so on. Forms that nobody uses are among them; they do no harm.
 *
 * @param word lower case, letters only
 */
export const wordForms = (word: string): ReadonlySet<string> => {
  const forms = new Set([word, `${word}s`])
  if (/(?:s|x|z|ch|sh)$/.test(word)) forms.add(`${word}es`)
  if (word.endsWith('e')) {
    const stem = word.slice(0, -1)
    for (const ending of ['ed', 'ing']) forms.add(stem + ending)
    forms.add(`${word}ing`)
    if (word.endsWith('ate')) for (const ending of ['ion', 'ions']) forms.add(stem + ending)
    return forms
  }
  if (/[^aeiou]y$/.test(word)) {
    for (const ending of ['ies', 'ied']) forms.add(word.slice(0, -1) + ending)
    forms.add(`${word}ing`)
    return forms
  }
  for (const stem of [word, doubled(word)]) {
    if (stem === undefined) continue
    for (const ending of ['ed', 'ing', 'ation', 'ations']) forms.add(stem + ending)
  }
  return forms
}
