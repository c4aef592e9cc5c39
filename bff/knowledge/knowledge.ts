/** An operator's knowledge, ready to be asked. */
import type { ConfidenceCurves } from '../../shared/domain/knowledge/confidence.ts'
import type { KnowledgeEntry } from '../../shared/domain/knowledge/entry.ts'
import { candidatesOf, ranked } from '../../shared/domain/knowledge/rank.ts'
import { questionAlone, type Situation } from '../../shared/domain/knowledge/situation.ts'
import { type FittedRanker, probabilitiesOf } from './ranker.ts'
import type { WordSearch, WordSearchOptions } from './word-search.ts'

interface KnowledgeHit {
  readonly entry: KnowledgeEntry
  /** Calibrated: of hits at .5, half are right. */
  readonly confidence: number
}

export interface Knowledge {
  readonly entries: readonly KnowledgeEntry[]
  /** What fits where a conversation stands, surest first, each article or reply once. */
  readonly suggest: (
    situation: Situation,
    most: number,
    options?: Pick<WordSearchOptions, 'language'>,
  ) => readonly KnowledgeHit[]
  /** What fits a question by itself. */
  readonly search: (question: string, most: number, options?: WordSearchOptions) => readonly KnowledgeHit[]
}

/** Pieces that words find: of so many, the best few articles are among them. */
const LOOKED_AT = 50

/**
 * For what no past conversation teaches, where customers say all kinds of things and few of them ask for an article. Modest on
 * purpose: nobody asked for what is then offered.
 */
export const UNLEARNT: readonly number[] = [-1.9, 0.5, 3.2, 0]
/**
 * The same where somebody asks: fitted on 163 questions of customers to an online shop whose article was known, and 25 that no
 * article of it answers (docs/knowledge.md).
 */
const ASKED: readonly number[] = [-1.4, 0.4, 4.5, 0]

export interface KnowledgeParts {
  readonly entries: readonly KnowledgeEntry[]
  readonly words: WordSearch
  readonly ranker: FittedRanker | undefined
}

export const createKnowledge = ({ entries, words, ranker }: KnowledgeParts): Knowledge => {
  const first = new Map<string, KnowledgeEntry>()
  for (const entry of entries) if (!first.has(entry.of)) first.set(entry.of, entry)
  const curvesFor = (isAlone: boolean): ConfidenceCurves => ranker?.curves ?? { unlearnt: isAlone ? ASKED : UNLEARNT }
  const ofEntry = (entry: number): string => entries[entry]?.of ?? ''

  const hits = (
    situation: Situation,
    isAlone: boolean,
    most: number,
    options?: WordSearchOptions,
  ): readonly KnowledgeHit[] => {
    const found = words.search(situation.said, LOOKED_AT, options)
    const learnt = ranker === undefined ? new Map<string, number>() : probabilitiesOf(ranker, situation)
    return ranked(candidatesOf(found, learnt, ofEntry), curvesFor(isAlone), isAlone)
      .slice(0, most)
      .flatMap(({ of, entry, confidence }) => {
        const shown = entry === undefined ? first.get(of) : entries[entry]
        return shown === undefined ? [] : [{ entry: shown, confidence }]
      })
  }
  return {
    entries,
    suggest: (situation, most, options) => hits(situation, false, most, options),
    search: (question, most, options) => hits(questionAlone(question), true, most, options),
  }
}
