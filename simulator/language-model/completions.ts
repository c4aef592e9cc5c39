/** What an honest model of small gifts makes of our material: the same for the same, and nothing that is not there. */

type Material = Readonly<Record<string, unknown>>

const textOf = (material: Material, name: string): string => {
  const value = material[name]
  return typeof value === 'string' ? value : ''
}
const isObject = (value: unknown): value is Material =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (material: Material, name: string): readonly Material[] => {
  const value = material[name]
  return Array.isArray(value) ? value.filter(isObject) : []
}

const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' })
const sentencesOf = (text: string): readonly string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment.trim()).filter((sentence) => sentence !== '')

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.toLowerCase().match(/\p{L}{4,}|[\p{Script=Han}\p{Script=Katakana}]/gu) ?? [])

/** Half of the sentences; of one, what stands before its last comma. */
const shorter = (text: string): string => {
  const sentences = sentencesOf(text)
  if (sentences.length > 1) return sentences.slice(0, Math.ceil(sentences.length / 2)).join(' ')
  const comma = text.lastIndexOf(',')
  return comma > 0 ? `${text.slice(0, comma)}.` : text
}

const rewritten = (material: Material): string => {
  const text = textOf(material, 'text')
  switch (material['as']) {
    case 'shorter':
      return shorter(text)
    case 'friendlier':
      return `Thank you for your patience! ${text}`
    case 'simpler':
      return text.replaceAll('; ', '. ')
    default:
      return `(${textOf(material, 'into') || 'customer’s language'}) ${text}`
  }
}

const LONGEST_ANSWER_SENTENCES = 2

const answered = (material: Material): string => {
  const asked = wordsOf(textOf(material, 'question'))
  const best = listOf(material, 'passages')
    .map((passage) => {
      const words = wordsOf(`${textOf(passage, 'title')} ${textOf(passage, 'text')}`)
      return { passage, shared: [...asked].filter((word) => words.has(word)).length }
    })
    .reduce<{ passage: Material; shared: number } | undefined>(
      (before, each) => (before !== undefined && before.shared >= each.shared ? before : each),
      undefined,
    )
  if (best === undefined || best.shared === 0) return JSON.stringify({ text: '', citations: [] })
  const text = sentencesOf(textOf(best.passage, 'text')).slice(0, LONGEST_ANSWER_SENTENCES).join(' ')
  return JSON.stringify({ text, citations: [best.passage['n']] })
}

/** Word for word, of who said what: the customer's first words are why they came, the agent's last ones what was done. */
const summarised = (utterances: readonly Material[]): string => {
  const pointOf = (kind: string, utterance: Material | undefined) =>
    utterance === undefined ? [] : [{ kind, text: textOf(utterance, 'text'), utteranceIds: [utterance['id']] }]
  const reason = utterances.find(({ speaker }) => speaker === 'customer')
  const done = utterances.findLast(({ speaker }) => speaker === 'agent')
  const points = [...pointOf('reason', reason), ...pointOf('done', done)]
  return JSON.stringify({ headline: points[0]?.text ?? '', points })
}

const objectIn = (text: string): Material | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A conversation comes as a line of JSON for each utterance. */
const utterancesIn = (text: string): readonly Material[] | undefined => {
  const lines = text.split('\n')
  const utterances = lines
    .map(objectIn)
    .filter((line) => line?.['speaker'] !== undefined)
    .filter(isObject)
  return utterances.length === lines.length ? utterances : undefined
}

/** @param material what the user's message holds. What is none of ours is answered with a word */
export const honestAnswer = (material: string): string => {
  const utterances = utterancesIn(material)
  if (utterances !== undefined) return summarised(utterances)
  const task = objectIn(material)
  if (task?.['task'] === 'rewrite') return rewritten(task)
  return task?.['task'] === 'answer' ? answered(task) : 'ok'
}
