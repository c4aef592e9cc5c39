import type { Setup, Stage } from '../stage.ts'

export const GROUPS = [
  'Connection',
  'Suggestions',
  'Acting on suggestions',
  'Knowledge of the operator',
  'Rewriting',
  'Wrap-up',
  'Handover by the bot',
  'Not understood by the bot',
  'Escalation',
  'Frustration',
  'Routing',
  'Texts',
] as const
export type Group = (typeof GROUPS)[number]

/** One state that an agent may meet, and the script that brings it about. */
export interface State {
  /** Names it in addresses and files. */
  readonly id: string
  readonly group: Group
  readonly title: string
  /** What the agent can do in it, in one line. */
  readonly can: string
  readonly setup?: Setup
  /** Without one the panel is as it is right after it was put into a page. */
  readonly play?: (stage: Stage) => void | Promise<void>
}
