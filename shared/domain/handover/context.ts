/** Whether the agent gets what the bot found out. */
import type { HandoverRules } from '../../rules.ts'
import type { HandoverDraft } from '../../wire/handover.ts'
import { error, type Found, quoted, warning } from './finding.ts'

type Context = Readonly<Record<string, unknown>>

/** What bots call the keys that the contract names. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  intent: ['intentname', 'topic'],
  customerName: ['customer', 'name', 'username', 'fullname', 'clientname'],
  transferReason: ['reason', 'handoverreason', 'escalationreason'],
  botSummary: ['summary', 'conversationsummary', 'transcriptsummary'],
}

const plain = (key: string): string => key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** The key under which a missing one was probably sent. */
const likely = (missing: string, context: Context, expected: ReadonlySet<string>): string | undefined => {
  const names = [plain(missing), ...(OTHER_NAMES[missing] ?? [])]
  return Object.keys(context).find((key) => !expected.has(key) && names.includes(plain(key)))
}

const renamed = (from: string, to: string) => (draft: HandoverDraft) => {
  const entries = Object.entries(draft.contextData ?? {})
  return { ...draft, contextData: Object.fromEntries(entries.map(([key, value]) => [key === from ? to : key, value])) }
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/** Keys that the rules or the contract know, in whatever spelling; all others are a sender's own words. */
export const isKnownContextKey = (key: string, rules: HandoverRules): boolean => {
  const known = [...rules.requiredContext, ...rules.expectedContext, ...Object.keys(rules.contextTypes)]
  const names = [...known, ...Object.keys(OTHER_NAMES), ...Object.values(OTHER_NAMES).flat()]
  return names.some((name) => name === key || plain(name) === key)
}

export const checkContext = ({ contextData }: HandoverDraft, rules: HandoverRules): readonly Found[] => {
  if (contextData === undefined) return []
  const context: Context = contextData
  const sent = (key: string): unknown => (Object.hasOwn(context, key) ? context[key] : undefined)
  const keys = new Set([...rules.requiredContext, ...rules.expectedContext, ...Object.keys(rules.contextTypes)])
  return [...keys].flatMap((key): Found[] => {
    const tell = rules.requiredContext.includes(key) ? error : warning
    const isWanted = rules.requiredContext.includes(key) || rules.expectedContext.includes(key)
    const value = sent(key)
    const path = `contextData.${key}`
    if (isAbsent(value)) {
      if (!isWanted) return []
      const instead = likely(key, context, keys)
      const fix =
        instead === undefined ? `set ${key} in the flow before the handover` : `rename ${quoted(instead)} to "${key}"`
      const mend = instead === undefined ? undefined : renamed(instead, key)
      return [tell({ path, code: 'context_missing', message: `${key} is missing`, fix }, mend)]
    }
    const type = Object.hasOwn(rules.contextTypes, key) ? rules.contextTypes[key] : undefined
    if (type !== undefined && typeof value !== type) {
      const message = `${key} is ${Array.isArray(value) ? 'an array' : `of type ${typeof value}`}, not ${type}`
      return [tell({ path, code: 'context_wrong_type', message, fix: `send a ${type}` })]
    }
    if (!isWanted || typeof value !== 'string' || value.trim() !== '') return []
    const fix = `set ${key} in the flow before the handover`
    return [tell({ path, code: 'context_empty', message: `${key} is empty`, fix })]
  })
}
