/** Names that machines give to intents, as people write them. They are data: no language is theirs. */

/** `billing_inquiry` as people write it: "Billing inquiry". */
export const readableIntent = (name: string): string => {
  const words = name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/[_\-.\s]+/gu, ' ')
    .trim()
  const lower = words.replace(/\p{Lu}\p{Ll}+/gu, (word) => word.toLocaleLowerCase())
  return lower === '' ? name : lower.charAt(0).toLocaleUpperCase() + lower.slice(1)
}

/** `billing_inquiry` in the middle of a sentence: "billing inquiry". What is written in capitals stays so. */
export const intentInSentence = (name: string): string =>
  readableIntent(name).replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLocaleLowerCase())
