/** Suggestions that say the same: two systems behind one upstream often answer alike, and agents need it once. */

/** What texts may differ in and still say the same. A percent sign is punctuation to Unicode, and means something. */
const SEPARATORS = /[^\P{P}%]|[\p{Z}\p{C}]/gu

/** Two texts with equal keys differ in case, spacing or punctuation at most. */
export const answerKey = (text: string): string => {
  const words = text.normalize('NFKC').toLowerCase().replace(SEPARATORS, ' ').replace(/ +/gu, ' ').trim()
  return words === '' ? text : words
}

/** Each text once, with the best of its confidences, in the order in which they first came. */
export const distinctAnswers = <S extends { readonly text: string; readonly confidence: number }>(
  suggestions: readonly S[],
): readonly S[] => {
  const best = new Map<string, S>()
  for (const suggestion of suggestions) {
    const key = answerKey(suggestion.text)
    const known = best.get(key)
    if (known === undefined || suggestion.confidence > known.confidence) best.set(key, suggestion)
  }
  return [...best.values()]
}
