/** From what an operator has to a knowledge folder. */

import type { KnowledgeEntry } from '../../../shared/domain/knowledge/entry.ts'
import { candidatesOf } from '../../../shared/domain/knowledge/rank.ts'
import { questionAlone } from '../../../shared/domain/knowledge/situation.ts'
import type { Masker } from '../../../shared/domain/privacy/mask.ts'
import { KNOWLEDGE_FORMAT } from '../../../shared/wire/formats.ts'
import type { KnowledgeManifest } from '../format/manifest.ts'
import { UNLEARNT } from '../knowledge.ts'
import type { FittedRanker } from '../ranker.ts'
import { createWordSearch, type WordSearch } from '../word-search.ts'
import { entriesOf, uniqueNames } from './entries.ts'
import { fitConfidence, type Judged } from './fit-confidence.ts'
import { mine } from './mine.ts'
import { readDialogues } from './read-dialogues.ts'
import { readSources } from './read-sources.ts'
import { KnowledgeSourceError, type Unread } from './source-item.ts'
import { type HeldOut, type TrainedRanker, trainRanker } from './train-ranker.ts'
import { writeKnowledge } from './write-knowledge.ts'

export interface BuildKnowledgeOptions {
  /** Files and folders. */
  readonly from: readonly string[]
  /** BCP 47, of what names none. */
  readonly language: string | undefined
  /** Files of past conversations. */
  readonly dialogues: readonly string[]
  readonly out: string
  /** Takes personal data out of past conversations. */
  readonly mask: Masker
  readonly threads: number
  readonly builtBy: string
  readonly say: (line: string) => void
}

/** Of each held-out answer, the likeliest by either way: what a card would be made of. */
const JUDGED = 5
const LOOKED_AT = 50
/** What is learnt counts as it stands until the held-out answers say otherwise. */
const LEARNT_START = [0, 0, 0, 1]

const judgedOf = (
  heldOut: readonly HeldOut[],
  targets: readonly string[],
  words: WordSearch,
  entries: readonly KnowledgeEntry[],
  isAlone: boolean,
): readonly Judged[] => {
  const learntTargets = new Set(targets)
  return heldOut.flatMap(({ situation, of, inConversation, alone }) => {
    const { said } = isAlone ? questionAlone(situation.said) : situation
    if (isAlone && said === '') return []
    const probabilities = isAlone ? alone : inConversation
    const learnt = new Map(targets.map((target, n) => [target, probabilities[n] ?? 0]))
    const candidates = candidatesOf(words.search(said, LOOKED_AT), learnt, (entry) => entries[entry]?.of ?? '').filter(
      (candidate) => learntTargets.has(candidate.of),
    )
    const likeliest = candidates.toSorted((a, b) => (b.learnt ?? 0) - (a.learnt ?? 0)).slice(0, JUDGED)
    const best = new Set([...likeliest, ...candidates.filter(({ entry }) => entry !== undefined).slice(0, JUDGED)])
    return [...best].map((findings) => ({ findings, isRight: findings.of === of }))
  })
}

const fitted = (
  { ranker, heldOut }: TrainedRanker,
  words: WordSearch,
  entries: readonly KnowledgeEntry[],
): FittedRanker => {
  const curve = (isAlone: boolean): readonly number[] =>
    fitConfidence(judgedOf(heldOut, ranker.targets, words, entries, isAlone), LEARNT_START)
  return { ...ranker, curves: { unlearnt: UNLEARNT, inConversation: curve(false), questionAlone: curve(true) } }
}

const saysUnread = (unread: readonly Unread[], say: (line: string) => void): void => {
  for (const { where, why } of unread) say(`${where}: ${why}: left out`)
}

/**
 * The same sources give the same files, byte by byte.
 *
 * @throws KnowledgeSourceError where nothing can be read
 */
export const buildKnowledge = async (options: BuildKnowledgeOptions): Promise<KnowledgeManifest> => {
  const { language, say } = options
  const sources = readSources(options.from)
  const readings = sources.map(({ reading }) => reading)
  const nameOf = uniqueNames()
  const given = entriesOf(
    readings.flatMap(({ items }) => items),
    language,
    nameOf,
  )
  const conversations = []
  for (const path of options.dialogues) conversations.push(await readDialogues(path, options.mask))
  const unread = [...readings.flatMap((each) => each.unread), ...conversations.flatMap((each) => each.unread)]
  saysUnread(unread, say)
  const { replies, answers } = mine(
    conversations.flatMap(({ dialogues }) => dialogues),
    given,
    language,
    nameOf,
  )
  const entries = [...given, ...replies]
  if (entries.length === 0) throw new KnowledgeSourceError('nothing could be read: there is no article and no reply')
  const words = createWordSearch(entries)
  const trained = await trainRanker(answers, options.threads, say)
  if (trained === undefined && options.dialogues.length > 0) {
    say('too few answers recur in the conversations to learn from: words alone will find what fits')
  }
  const ids = (kind: KnowledgeEntry['kind']): number =>
    new Set(given.flatMap((each) => (each.kind === kind ? [each.of] : []))).size
  return await writeKnowledge(options.out, {
    entries,
    words: words.toJSON(),
    ranker: trained === undefined ? undefined : fitted(trained, words, entries),
    manifest: {
      formatVersion: KNOWLEDGE_FORMAT,
      builtBy: options.builtBy,
      sources: [
        ...sources.map(({ file, sha256 }) => ({ file, sha256 })),
        ...conversations.map(({ file, sha256 }) => ({ file, sha256 })),
      ],
      articles: ids('article'),
      passages: given.filter(({ kind }) => kind === 'article').length,
      replies: ids('reply') + replies.length,
      mined: replies.length,
      unread: unread.length,
      drafts: readings.reduce((sum, { drafts }) => sum + drafts, 0),
      answers: trained === undefined ? 0 : answers.length,
      languages: [...words.languages],
    },
  })
}
