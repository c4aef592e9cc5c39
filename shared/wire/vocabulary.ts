/** Words that several wire schemas share. Apart from the schemas, so that the widget carries only what it reads. */
import * as z from 'zod/mini'
import { unitInterval } from './identifiers.ts'

export const speaker = z.enum(['customer', 'agent', 'bot'])
export type Speaker = z.infer<typeof speaker>

export const escalationLevel = z.enum(['standard', 'supervisor', 'manager'])
export type EscalationLevel = z.infer<typeof escalationLevel>

/**
 * How a contact is brought on its way: CXone sets its queue, its script is told by a signal, or the flow itself must
 * output the `reply` that it is answered with; `none`: it was a test, and nobody was told.
 */
export const routedVia = z.enum(['queue', 'signal', 'answer', 'none'])
export type RoutedVia = z.infer<typeof routedVia>

/** The most probable of a classifier's three classes. */
export const tone = z.enum(['negative', 'neutral', 'positive'])
export type Tone = z.infer<typeof tone>

/** One intent that the utterance may have meant. All figures in [0, 1]. */
export const intentCandidate = z.object({
  intent: z.string(),
  score: unitInterval,
  semantic: unitInterval,
  historical: unitInterval,
})
export type IntentCandidate = z.infer<typeof intentCandidate>

/** One thing that would make a handover fail, or that an operator should know of, with its mend. */
export const handoverFinding = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  severity: z.enum(['error', 'warning']),
})
export type HandoverFinding = z.infer<typeof handoverFinding>
