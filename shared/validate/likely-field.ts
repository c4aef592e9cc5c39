/** Which of the fields that were sent was probably meant for one that is missing. */

/** What the four webhooks, and the bots that post them, call the same thing. */
const SAME: readonly (readonly string[])[] = [
  ['score', 'confidence', 'intentscore', 'probability'],
  ['text', 'input', 'userinput', 'utterance', 'message', 'query', 'transcript'],
  ['id', 'sessionid', 'session'],
  ['conversationid', 'contactid', 'interactionid'],
  ['name', 'intent', 'intentname'],
  ['contextdata', 'context', 'data'],
  ['transferto', 'target', 'to', 'destination'],
  ['wrapupcode', 'wrapup', 'disposition'],
  ['previousintents', 'intents', 'lastintents'],
]

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

const sorted = (text: string): string => [...text].sort().join('')

/** Letters of `short` come in `long` in their order. */
const isWithin = (short: string, long: string): boolean => {
  let at = 0
  for (const letter of long) if (letter === short[at]) at += 1
  return at === short.length
}

const MOST_LETTERS_OFF = 2

/** A letter or two too few or too many, or in the wrong order. */
const isMisspelt = (name: string, wanted: string): boolean => {
  if (Math.abs(name.length - wanted.length) > MOST_LETTERS_OFF || wanted.length < 4) return false
  return sorted(name) === sorted(wanted) || isWithin(name, wanted) || isWithin(wanted, name)
}

const meansTheSame = (name: string, wanted: string): boolean =>
  SAME.some((names) => names.includes(wanted) && names.includes(name))

/** @param sent names beside the missing one; @param known those that have a meaning of their own there */
export const likelyField = (wanted: string, sent: readonly string[], known: readonly string[]): string | undefined => {
  const free = sent.filter((name) => !known.includes(name))
  const target = plain(wanted)
  return (
    free.find((name) => plain(name) === target) ??
    free.find((name) => isMisspelt(plain(name), target)) ??
    free.find((name) => meansTheSame(plain(name), target))
  )
}
