/** Articles cut into passages that fit a card: at headings and paragraphs, long paragraphs at sentences. */
import { wordsIn } from './words.ts'

export const LONGEST_PASSAGE = 120

/** A heading begins a passage of its own; a paragraph may share one. */
export interface Block {
  readonly kind: 'heading' | 'paragraph'
  readonly text: string
}

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' })
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
/** No sentence that is one word to a dictionary is longer, in characters a word: it is no prose. */
const LONGEST_WORD = 60

const count = (text: string): number =>
  text
    .split(/\s+/u)
    .reduce(
      (sum, each) => sum + Math.max(each === '' ? 0 : 1, wordsIn(each).length, Math.ceil(each.length / LONGEST_WORD)),
      0,
    )

/** A sentence longer than a passage, in parts that are not. */
const partsOf = (sentence: string): readonly string[] => {
  if (count(sentence) <= LONGEST_PASSAGE) return [sentence]
  const parts: string[] = []
  let part = ''
  const pieces = sentence.split(/(?<=\s)/u)
  const fine = pieces.flatMap((piece) =>
    count(piece) <= LONGEST_PASSAGE ? [piece] : Array.from(graphemes.segment(piece), ({ segment }) => segment),
  )
  for (const piece of fine) {
    if (part !== '' && count(part + piece) > LONGEST_PASSAGE) {
      parts.push(part)
      part = ''
    }
    part += piece
  }
  return part === '' ? parts : [...parts, part]
}

const piecesOf = (paragraph: string): readonly string[] =>
  count(paragraph) <= LONGEST_PASSAGE
    ? [paragraph]
    : Array.from(sentences.segment(paragraph), ({ segment }) => segment).flatMap(partsOf)

/** Texts of at most {@link LONGEST_PASSAGE} words each, in order; headings stand before what is under them. */
export const passagesOf = (blocks: readonly Block[]): readonly string[] => {
  const passages: string[] = []
  let current = ''
  let size = 0
  const close = (): void => {
    if (current.trim() !== '') passages.push(current.trim())
    current = ''
    size = 0
  }
  for (const { kind, text } of blocks) {
    if (kind === 'heading') close()
    for (const [n, piece] of piecesOf(text.trim()).entries()) {
      const words = count(piece)
      if (size > 0 && size + words > LONGEST_PASSAGE) close()
      current += current === '' ? piece : `${n === 0 ? '\n' : ''}${piece}`
      size += words
    }
  }
  close()
  return passages
}
