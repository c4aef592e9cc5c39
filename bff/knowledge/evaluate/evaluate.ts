/** Measures a knowledge folder: on questions with what should be found, or on conversations with what agents answered. */
import type { NotedTurn } from '../../../shared/dialogues/dialogue-turns.ts'
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/entry.ts'
import {
  type Bin,
  type ChanceError,
  calibrationBins,
  calibrationError,
  errorByChance,
  type Figures,
  figuresOf,
  type Outcome,
} from '../../../shared/domain/knowledge/figures.ts'
import { situationOf } from '../../../shared/domain/knowledge/situation.ts'
import { answerKey } from '../../../shared/domain/policy/same-answer.ts'
import type { Dialogue } from '../build/read-dialogues.ts'
import type { Knowledge } from '../knowledge.ts'
import { createPlainSearch } from './plain-search.ts'

export interface Evaluation {
  /** Questions or turns. */
  readonly count: number
  /** Agents' turns that name no canned reply where others do: they were written for one customer, and are not counted. */
  readonly leftOut: number
  readonly ours: Figures
  readonly plain: Figures
  readonly bins: readonly Bin[]
  readonly calibrationError: number
  readonly errorByChance: ChanceError
}

/** Below it nothing is offered, where the rules say nothing else. */
const CUT = 0.5
/** Hits beyond these are as good as none. */
const LOOKED_AT = 20

type IsRight = (entry: KnowledgeEntry) => boolean

const rankOf = (entries: readonly KnowledgeEntry[], isRight: IsRight): number | undefined => {
  const found = entries.findIndex(isRight)
  return found < 0 ? undefined : found + 1
}

const onceEach = (entries: readonly KnowledgeEntry[]): readonly KnowledgeEntry[] => {
  const seen = new Set<string>()
  return entries.filter(({ of }) => !seen.has(of) && seen.add(of)).slice(0, LOOKED_AT)
}

const evaluation = (ours: readonly Outcome[], plain: readonly Outcome[], leftOut: number): Evaluation => {
  const bins = calibrationBins(ours)
  return {
    count: ours.length,
    leftOut,
    ours: figuresOf(ours, CUT),
    plain: figuresOf(plain, CUT),
    bins,
    calibrationError: calibrationError(bins),
    errorByChance: errorByChance(bins),
  }
}

export interface Question {
  readonly query: string
  /** Ids, titles or texts: any of them is right. */
  readonly expected: readonly string[]
}

const isNamed =
  (expected: readonly string[]): IsRight =>
  ({ id, of, title, text, shortcut }) => {
    const names = new Set(
      [id, of, title, text, shortcut].flatMap((name) => (name === undefined ? [] : [answerKey(name)])),
    )
    return expected.some((each) => names.has(answerKey(each)))
  }

export const evaluateQuestions = (knowledge: Knowledge, questions: readonly Question[]): Evaluation => {
  const plainSearch = createPlainSearch(knowledge.entries)
  const ours: Outcome[] = []
  const plain: Outcome[] = []
  for (const { query, expected } of questions) {
    const isRight = isNamed(expected)
    const hits = knowledge.search(query, LOOKED_AT)
    ours.push({
      rank: rankOf(
        hits.map(({ entry }) => entry),
        isRight,
      ),
      confidence: hits[0]?.confidence ?? 0,
    })
    const found = onceEach(plainSearch(query))
    plain.push({ rank: rankOf(found, isRight), confidence: found.length > 0 ? 1 : 0 })
  }
  return evaluation(ours, plain, 0)
}

/** The same act where the turn has one, else the same text. */
const isAnswer = ({ act, text }: NotedTurn): IsRight => {
  const keys = act === undefined ? undefined : answerKey(act)
  const same = answerKey(text)
  return (entry) =>
    keys === undefined
      ? answerKey(entry.text) === same
      : [entry.of, entry.shortcut, entry.title, entry.text].some(
          (name) => name !== undefined && answerKey(name) === keys,
        )
}

export const evaluateDialogues = (knowledge: Knowledge, dialogues: readonly Dialogue[]): Evaluation => {
  const plainSearch = createPlainSearch(knowledge.entries)
  const haveActs = dialogues.some(({ turns }) => turns.some(({ act }) => act !== undefined))
  const ours: Outcome[] = []
  const plain: Outcome[] = []
  let leftOut = 0
  for (const { turns, language } of dialogues) {
    for (const [at, turn] of turns.entries()) {
      if (turn.speaker !== 'agent') continue
      if (haveActs && turn.act === undefined) {
        leftOut += 1
        continue
      }
      const isRight = isAnswer(turn)
      const situation = situationOf(turns.slice(0, at))
      const hits = knowledge.suggest(situation, LOOKED_AT, { language })
      ours.push({
        rank: rankOf(
          hits.map(({ entry }) => entry),
          isRight,
        ),
        confidence: hits[0]?.confidence ?? 0,
      })
      const found = onceEach(plainSearch(situation.said))
      plain.push({ rank: rankOf(found, isRight), confidence: found.length > 0 ? 1 : 0 })
    }
  }
  return evaluation(ours, plain, leftOut)
}
