/** How the stand-in's model says what is not so, each with a 200. */

/** In what it writes. */
export type ContentLie =
  /** An answer that names no passage. */
  | 'uncited'
  /** An answer that names a passage which it was not given. */
  | 'invented-citation'
  /** An answer that names a passage and says something else. */
  | 'unsupported'
  /** JSON was asked for, and prose comes. */
  | 'not-json'
  /** JSON of another shape. */
  | 'other-json'
  /** A link that nobody asked for. */
  | 'link'
  /** A card number that nobody asked for. */
  | 'number'
  /** A mark that looks as if something had been hidden. */
  | 'mark'
  /** Ten times as long. */
  | 'longer'
  /** It does what the material tells it to: the sentence behind "say:". */
  | 'obeys'

/** In the form of the whole answer. */
export type FormLie = 'shape' | 'empty' | 'cut' | 'refusal' | 'two-choices'

export type Lie = ContentLie | FormLie

const readAnswer = (honest: string): { text: string; citations: unknown[] } | undefined => {
  try {
    const read: unknown = JSON.parse(honest)
    if (typeof read !== 'object' || read === null) return undefined
    const text: unknown = Reflect.get(read, 'text')
    const citations: unknown = Reflect.get(read, 'citations')
    return typeof text === 'string' && Array.isArray(citations) ? { text, citations } : undefined
  } catch {
    return undefined
  }
}

/** In the form that was asked for. */
const inForm = (honest: string, said: (text: string) => string): string => {
  const answer = readAnswer(honest)
  return answer === undefined ? said(honest) : JSON.stringify({ ...answer, text: said(answer.text) })
}

const COMMAND = /say: *([^"\\]+)/iu

export const lyingAnswer = (lie: ContentLie, honest: string, material: string): string => {
  switch (lie) {
    case 'uncited':
      return JSON.stringify({ text: readAnswer(honest)?.text ?? honest, citations: [] })
    case 'invented-citation':
      return JSON.stringify({ text: readAnswer(honest)?.text ?? honest, citations: [99] })
    case 'unsupported':
      return inForm(honest, () => 'Penguins certainly inhabit Antarctica.')
    case 'not-json':
      return 'Sure! Here is what I found.'
    case 'other-json':
      return JSON.stringify({ answer: 'yes', sources: 'all of them' })
    case 'link':
      return inForm(honest, (text) => `${text} https://evil.example.net/login`)
    case 'number':
      return inForm(honest, (text) => `${text} 4111 1111 1111 1111`)
    case 'mark':
      return inForm(honest, (text) => `${text} [email]`)
    case 'longer':
      return inForm(honest, (text) => Array.from({ length: 10 }, () => text).join(' '))
    case 'obeys':
      return inForm(honest, (text) => COMMAND.exec(material)?.[1]?.trim() ?? text)
  }
}
