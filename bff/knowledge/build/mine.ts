/** What agents answered, as replies; and what led to each answer. */
import type { NotedTurn } from '../../../shared/dialogues/dialogue-turns.ts'
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/entry.ts'
import { type Counted, nearDuplicates } from '../../../shared/domain/knowledge/near-duplicates.ts'
import { type Situation, situationOf } from '../../../shared/domain/knowledge/situation.ts'
import { answerKey } from '../../../shared/domain/policy/same-answer.ts'
import { textDigest } from '../../text-digest.ts'
import type { Dialogue } from './read-dialogues.ts'

/** An agent's turn: what there was before it, and the article or reply that it was. */
export interface Answer {
  readonly dialogue: number
  readonly situation: Situation
  /** `undefined` where it was none. */
  readonly of: string | undefined
}

export interface Mined {
  readonly replies: readonly KnowledgeEntry[]
  readonly answers: readonly Answer[]
}

/** What is said so often is no answer to one customer alone. */
const RECURS = 3
/** In so many conversations at least. */
const CONVERSATIONS = 2
/** A name in an answer that others do not share is one customer's. */
const SHARED_BY = 0.3

interface Group {
  readonly act: string | undefined
  /** Text to how often. */
  readonly texts: Map<string, number>
  readonly dialogues: Set<number>
  readonly languages: Map<string | undefined, number>
  count: number
}

const add = <K>(counts: Map<K, number>, key: K, by = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

/** The most frequent; of equals the one that came first. */
const mostFrequent = <K>(counts: ReadonlyMap<K, number>): K | undefined => {
  let best: readonly [K, number] | undefined
  for (const entry of counts) if (best === undefined || entry[1] > best[1]) best = entry
  return best?.[0]
}

/** What names somebody or something: a number, or a capital letter that no sentence begins with. */
const namesOne = (word: string, before: string | undefined): boolean =>
  /\p{Nd}/u.test(word) || (/^\P{L}*\p{Lu}/u.test(word) && before !== undefined && !/[.!?:]["')]?$/u.test(before))

const MARKS = '.,!?;:'
/** The marks that a word ends with. */
const marksAfter = (word: string): string => {
  let at = word.length
  while (at > 0 && MARKS.includes(word.charAt(at - 1))) at -= 1
  return word.slice(at)
}

/** The text that stands for a group, with "…" for what belongs to one customer alone. */
const commonText = (texts: ReadonlyMap<string, number>): string => {
  const most = mostFrequent(texts) ?? ''
  const total = [...texts.values()].reduce((sum, count) => sum + count, 0)
  const words = most.split(/(\s+)/u)
  const shares = (word: string): number => {
    let sharing = 0
    for (const [text, count] of texts) if (text.includes(word)) sharing += count
    return sharing / total
  }
  return words
    .map((word, n) => {
      if (!namesOne(word, n < 2 ? undefined : words[n - 2]) || shares(word) >= SHARED_BY) return word
      return `…${marksAfter(word)}`
    })
    .join('')
}

interface Turn {
  readonly dialogue: number
  readonly at: number
  readonly turn: NotedTurn
}

const agentTurns = (dialogues: readonly Dialogue[]): readonly Turn[] =>
  dialogues.flatMap(({ turns }, dialogue) =>
    turns.flatMap((turn, at) => (turn.speaker === 'agent' ? [{ dialogue, at, turn }] : [])),
  )

/** The group of each turn: its act, else that of the turns that say the same. */
const grouping = (turns: readonly Turn[]): ((turn: NotedTurn) => string) => {
  const actOf = new Map<string, Map<string, number>>()
  const counts = new Map<string, number>()
  const texts = new Map<string, string>()
  for (const { turn } of turns) {
    const key = answerKey(turn.text)
    if (turn.act === undefined) {
      add(counts, key)
      if (!texts.has(key)) texts.set(key, turn.text)
    } else {
      const acts = actOf.get(key) ?? new Map<string, number>()
      add(acts, turn.act)
      actOf.set(key, acts)
    }
  }
  const counted = [...counts].map(([key, count]): Counted => ({ text: key, count }))
  const groups = nearDuplicates(counted)
  return ({ act, text }) => {
    const key = answerKey(text)
    const known = act ?? mostFrequent(actOf.get(key) ?? new Map<string, number>())
    return known === undefined ? `text ${groups.get(key) ?? key}` : `act ${known}`
  }
}

/** What an act may call an article or reply: its id, shortcut or title; a text may be a reply's own. */
const namesOf = (entries: readonly KnowledgeEntry[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  for (const { of, shortcut, title, kind, text } of entries) {
    const all = [of, shortcut, title, ...(kind === 'reply' ? [text] : [])]
    for (const name of all) if (name !== undefined && !names.has(answerKey(name))) names.set(answerKey(name), of)
  }
  return names
}

/** @param entries what is known already @param nameOf gives each id once */
export const mine = (
  dialogues: readonly Dialogue[],
  entries: readonly KnowledgeEntry[],
  language: string | undefined,
  nameOf: (wanted: string) => string,
): Mined => {
  const turns = agentTurns(dialogues)
  const groupOf = grouping(turns)
  const groups = new Map<string, Group>()
  for (const { dialogue, turn } of turns) {
    const key = groupOf(turn)
    const group = groups.get(key) ?? {
      act: key.startsWith('act ') ? key.slice('act '.length) : undefined,
      texts: new Map(),
      dialogues: new Set(),
      languages: new Map(),
      count: 0,
    }
    group.count += 1
    add(group.texts, turn.text)
    group.dialogues.add(dialogue)
    add(group.languages, dialogues[dialogue]?.language ?? language)
    groups.set(key, group)
  }
  const known = namesOf(entries)
  const ofGroup = new Map<string, string>()
  const replies: KnowledgeEntry[] = []
  for (const [key, { act, texts, dialogues: heldIn, languages, count }] of groups) {
    const text = commonText(texts)
    const existing =
      known.get(answerKey(act ?? mostFrequent(texts) ?? '')) ?? known.get(answerKey(mostFrequent(texts) ?? ''))
    if (existing !== undefined) {
      ofGroup.set(key, existing)
      continue
    }
    if (heldIn.size < CONVERSATIONS || count < (act === undefined ? RECURS : CONVERSATIONS)) continue
    const id = nameOf(act ?? `said-${textDigest(answerKey(text)).slice(0, 10)}`)
    const spoken = mostFrequent(languages)
    replies.push({
      id,
      of: id,
      kind: 'reply',
      text,
      ...(act === undefined ? {} : { shortcut: act }),
      ...(spoken === undefined ? {} : { language: spoken }),
      audience: 'customer',
    })
    ofGroup.set(key, id)
  }
  const answers = turns.map(
    ({ dialogue, at, turn }): Answer => ({
      dialogue,
      situation: situationOf(dialogues[dialogue]?.turns.slice(0, at) ?? []),
      of: ofGroup.get(groupOf(turn)),
    }),
  )
  const haveActs = turns.some(({ turn }) => turn.act !== undefined)
  // Where canned replies are named, what names none was written for one customer: it tells nothing of the canned ones.
  return { replies, answers: haveActs ? answers.filter(({ of }) => of !== undefined) : answers }
}
