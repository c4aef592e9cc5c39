/** What the NLU exports of bot platforms look like as JSON or YAML, and the examples in them. */
import * as z from 'zod/mini'
import { saying, textOf } from './sayings.ts'

/** An utterance and the intent it belongs to, as they stand in an export. */
export interface Example {
  /** Where in the file, for people: `line 3`, `entry 7`. */
  readonly where: string
  /** `undefined` where the export says that it belongs to none. */
  readonly intent: string | undefined
  /** Empty where there is none. */
  readonly text: string
}

const name = z.nullish(z.union([z.string(), z.number()]))
const listed = z.optional(z.union([z.array(saying), z.string()]))

/** What platforms call an intent's name, and the list of its examples. */
const NAMES = { intent: name, name, displayName: name, intentName: name, intent_name: name, tag: name }
const LISTS = {
  exampleSentences: listed,
  examples: listed,
  userSays: listed,
  usersays: listed,
  trainingPhrases: listed,
  training_phrases: listed,
  sampleUtterances: listed,
  utterances: listed,
  sentences: listed,
  phrases: listed,
  patterns: listed,
  samples: listed,
}
/** Intents may have intents below them, which are intents of their own. */
const below = z.catch(z.nullish(z.array(z.unknown())), undefined)
const BELOW = { children: below, childIntents: below, subIntents: below }

const intentNode = z.object({
  ...NAMES,
  ...LISTS,
  ...BELOW,
  isRejectIntent: z.nullish(z.boolean()),
  isDisabled: z.nullish(z.boolean()),
})

/** Rows call the two by fewer names: what else is beside them may be called like a list. */
const rowNode = z.object({
  intent: name,
  category: name,
  label: name,
  text: z.nullish(z.string()),
  utterance: z.nullish(z.string()),
})

/** CLINC's `["text", "intent"]`. */
const pairNode = z.tuple([z.string(), z.string()])

/** Rasa writes lists as text, `- one\n- two`, and entities as `[Berlin](city)` or `[Berlin]{"entity": "city"}`. */
export const withoutEntities = (text: string): string =>
  text.replace(/\[([^[\]]*)\](?:\([^()[\]]*\)|\{[^{}[\]]*\})/g, '$1')
const linesOf = (block: string): string[] =>
  block.split('\n').flatMap((line) => {
    const item = line.trim()
    return /^[-*]/.test(item) ? [withoutEntities(item.slice(1).trim())] : []
  })

const given = <T>(values: readonly (T | null | undefined)[]): T | undefined =>
  values.find((value) => value !== undefined && value !== null) ?? undefined

const examplesOf = (node: z.infer<typeof intentNode>, where: string): readonly Example[] | undefined => {
  const { intent, displayName, intentName, intent_name: snake, tag } = node
  const called = given([intent, node.name, displayName, intentName, snake, tag])
  const list = given(Object.keys(LISTS).map((key) => Object.entries(node).find(([each]) => each === key)?.[1]))
  if (called === undefined) return undefined
  const belongs = node.isRejectIntent === true ? undefined : String(called)
  const said = z.optional(z.union([z.array(saying), z.string()])).safeParse(list).data
  const texts = typeof said === 'string' ? linesOf(said) : (said ?? []).map(textOf)
  const own = node.isDisabled === true ? [] : texts.map((text) => ({ where, intent: belongs, text }))
  const others = [node.children, node.childIntents, node.subIntents].flatMap((list) => list ?? [])
  return [...own, ...others.flatMap((each) => entryExamples(each, where) ?? [])]
}

/** The examples in an entry of a list; `undefined` where it is nothing that is known. */
const entryExamples = (entry: unknown, where: string): readonly Example[] | undefined => {
  const pair = pairNode.safeParse(entry).data
  if (pair !== undefined) return [{ where, text: pair[0], intent: pair[1] }]
  const isRow = typeof entry === 'object' && entry !== null && ('text' in entry || 'utterance' in entry)
  const row = isRow ? rowNode.safeParse(entry).data : undefined
  if (row !== undefined) {
    const called = given([row.intent, row.category, row.label])
    return [{ where, text: row.text ?? row.utterance ?? '', intent: called === undefined ? '' : String(called) }]
  }
  const node = intentNode.safeParse(entry).data
  return node === undefined ? undefined : examplesOf(node, where)
}

const listExamples = (list: readonly unknown[]): readonly Example[] =>
  list.flatMap((entry, n) => entryExamples(entry, `entry ${n + 1}`) ?? [])

/** Where in an export the lists are. */
const list = z.optional(z.array(z.unknown()))
const exportNode = z.object({
  intents: list,
  utterances: list,
  common_examples: list,
  nlu: list,
  data: list,
  rows: list,
  rasa_nlu_data: z.optional(z.object({ common_examples: list })),
  assets: z.optional(z.object({ intents: list, utterances: list })),
  /** Watson's: what belongs to no intent. */
  counterexamples: z.optional(z.array(saying)),
})

/** Only what is for training: the other splits are for measuring. */
const splitsOf = (value: Readonly<Record<string, unknown>>): readonly Example[] => {
  const splits = Object.entries(value).flatMap(([split, rows]) => {
    const parsed = z.array(pairNode).safeParse(rows).data
    return parsed === undefined ? [] : [{ split, rows: parsed }]
  })
  const training = splits.filter(({ split }) => /(?:^|_)train$/.test(split))
  return (training.length > 0 ? training : splits).flatMap(({ split, rows }) =>
    rows.map(([text, intent], n) => ({ where: `${split}, entry ${n + 1}`, text, intent })),
  )
}

/** `{"intent": ["text", …]}` and SNIPS' `{"intents": {"intent": {"utterances": […]}}}`. */
const mapExamples = (value: Readonly<Record<string, unknown>>): readonly Example[] => {
  const intents: unknown = value['intents']
  const map = z.record(z.string(), z.unknown()).safeParse(intents).data ?? value
  return Object.entries(map).flatMap(([intent, said]) => {
    const inner = z.object(LISTS).safeParse(said).data
    const texts = Array.isArray(said) ? said : given(Object.values(inner ?? {}))
    const parsed = z.array(saying).safeParse(texts).data ?? []
    return parsed.map((each, n) => ({ where: `${intent}, entry ${n + 1}`, intent, text: textOf(each) }))
  })
}

/** Dialogflow's `…_usersays_en.json`, whose intent is in the name of the file. */
export const namedBy = (value: unknown, intent: string): readonly Example[] =>
  (z.array(saying).safeParse(value).data ?? []).map((said, n) => ({
    where: `entry ${n + 1}`,
    intent,
    text: textOf(said),
  }))

const listedExamples = (object: Readonly<Record<string, unknown>>): readonly Example[] => {
  const { rasa_nlu_data: rasa, assets, counterexamples, ...lists } = exportNode.safeParse(object).data ?? {}
  const all = [...Object.values(lists), rasa?.common_examples, assets?.intents, assets?.utterances]
  const found = all.flatMap((each) => listExamples(each ?? []))
  const none = (counterexamples ?? []).map((said, n) => ({
    where: `counterexample ${n + 1}`,
    intent: undefined,
    text: textOf(said),
  }))
  return found.length > 0 ? [...found, ...none] : []
}

/** How far down in an export its list may lie. */
const MOST_WRAPPINGS = 4

/** What wraps a list has others beside it, which may be of anything: only what is whole counts. */
const wrappedExamples = (object: Readonly<Record<string, unknown>>, depth = 1): readonly Example[] =>
  Object.values(object).flatMap((inner) => {
    const node = z.record(z.string(), z.unknown()).safeParse(inner).data
    if (node === undefined) return []
    const listed = listedExamples(node).filter(({ intent, text }) => intent !== '' && text !== '')
    return listed.length > 0 || depth === MOST_WRAPPINGS ? listed : wrappedExamples(node, depth + 1)
  })

/** All examples of an export; none where it is nothing that is known. */
export const examplesIn = (value: unknown): readonly Example[] => {
  if (Array.isArray(value)) return listExamples(value)
  const object = z.record(z.string(), z.unknown()).safeParse(value).data
  if (object === undefined) return []
  const readers = [
    (node: typeof object) => entryExamples(node, 'entry 1') ?? [],
    listedExamples,
    splitsOf,
    (node: typeof object) => wrappedExamples(node),
  ]
  for (const read of readers) {
    const found = read(object)
    if (found.length > 0) return found
  }
  const mapped = mapExamples(object)
  return mapped.some(({ text }) => text !== '') ? mapped : []
}
