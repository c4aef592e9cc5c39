/** What a panel in a frame and the page around it say to each other, by `postMessage`. */
import * as z from 'zod/mini'

const id = z.string().check(z.minLength(1), z.maxLength(64))
const reason = z.string().check(z.maxLength(300))

/** The panel: put this into the reply. */
const insertMessage = z.object({
  type: z.literal('cx-assist:insert'),
  id,
  text: z.string().check(z.maxLength(10_000)),
  mode: z.enum(['insert', 'replace']),
  suggestionId: z.string(),
  conversation: z.string(),
})
/** The panel: take out again what was asked for under that id. */
const undoMessage = z.object({ type: z.literal('cx-assist:undo'), id, insertion: id })
/** The panel: the agent leaves it, and should be where they came from. */
const leaveMessage = z.object({ type: z.literal('cx-assist:leave') })
export const panelMessage = z.discriminatedUnion('type', [insertMessage, undoMessage, leaveMessage])
export type PanelMessage = z.infer<typeof panelMessage>

/** The page around: what became of what was asked for under that id. */
const outcomeMessage = z.object({
  type: z.literal('cx-assist:outcome'),
  id,
  outcome: z.enum(['inserted', 'undone', 'refused']),
  reason: z.optional(reason),
  /** It is in the reply, and can be taken out again. */
  canUndo: z.optional(z.boolean()),
  /** It is in the reply, and reads differently there. */
  isAltered: z.optional(z.boolean()),
})
export type OutcomeMessage = z.infer<typeof outcomeMessage>
/** The page around: the agent wants to the panel. */
const reachMessage = z.object({ type: z.literal('cx-assist:reach') })
export const pageMessage = z.discriminatedUnion('type', [outcomeMessage, reachMessage])
export type PageMessage = z.infer<typeof pageMessage>
