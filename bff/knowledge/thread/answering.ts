/** Answers what the thread is asked, by the knowledge that it holds. */
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/entry.ts'
import { textDigest } from '../../text-digest.ts'
import type { Knowledge } from '../knowledge.ts'
import type { KnowledgeHits, KnowledgeQuestion } from './knowledge-messages.ts'

const KEY_DIGITS = 16

/** Names a passage by its id and text: a passage that was changed has another key, so no card shows what it did not say. */
const keyOf = ({ id, text }: KnowledgeEntry): string =>
  Buffer.from(textDigest(JSON.stringify([id, text])), 'base64url')
    .toString('hex')
    .slice(0, KEY_DIGITS)

type Hit = KnowledgeHits[number]

const hitOf = (entry: KnowledgeEntry, key: string, confidence: number): Hit => {
  const { of, kind, title, text, url, language, audience } = entry
  return {
    key,
    of,
    kind,
    text,
    isInternal: audience === 'internal',
    confidence,
    ...(title === undefined ? {} : { title }),
    ...(url === undefined ? {} : { url }),
    ...(language === undefined ? {} : { language }),
  }
}

/** What nobody has use of does not go from thread to thread. */
const atLeast = <H extends Pick<Hit, 'confidence'>>(hits: readonly H[], least = 0): readonly H[] =>
  hits.filter(({ confidence }) => confidence >= least)

export const answering = (knowledge: Knowledge): ((question: KnowledgeQuestion) => KnowledgeHits) => {
  const keys = new Map(knowledge.entries.map((entry) => [entry, keyOf(entry)]))
  const byKey = new Map([...keys].map(([entry, key]) => [key, entry]))
  const found = (key: string): KnowledgeHits => {
    const entry = byKey.get(key)
    return entry === undefined ? [] : [hitOf(entry, key, 1)]
  }
  return (question) => {
    if (question.kind === 'find') return found(question.key)
    const { most, language } = question
    const hits =
      question.kind === 'suggest'
        ? atLeast(
            knowledge.suggest({ ...question.situation, last: question.situation.last }, most, { language }),
            question.least,
          )
        : knowledge.search(question.query, most, { language, isTyping: true })
    return hits.map(({ entry, confidence }) => hitOf(entry, keys.get(entry) ?? keyOf(entry), confidence))
  }
}
