/** What the agent reads about frustration, how it is scored, and escalation by hand. */
import type { Trend } from '../../shared/domain/frustration-trend.ts'
import type { EscalationLevel, Tone } from '../../shared/wire/vocabulary.ts'
import type { LocalObstacle } from '../sentiment/sentiment.ts'

const obstacles = {
  no_worker: 'this page allows no background scripts',
  no_wasm: 'this page allows no WebAssembly',
  not_loaded: 'the model could not be loaded',
  unfit_model: 'the model of this page cannot be used',
  broken: 'scoring failed here',
  operator: 'it is left to the service',
} satisfies Record<LocalObstacle | 'operator', string>

const levels = { standard: 'Calm', supervisor: 'Tense', manager: 'Angry' } satisfies Record<EscalationLevel, string>

export const frustration = {
  label: 'Frustration',
  levels,
  trends: { rising: 'rising', steady: 'steady', falling: 'falling' } satisfies Record<Trend, string>,
  tones: {
    negative: 'sounds negative',
    neutral: 'sounds neutral',
    positive: 'sounds positive',
  } satisfies Record<Tone, string>,
  /** `figure` from 0 to 100. */
  figure: (figure: number) => `${figure} of 100`,
  history: (figures: readonly number[]) => `By message, oldest first: ${figures.join(', ')}.`,
  rose: 'Rose on',
  showMessage: 'Show this message',
  quoted: (text: string) => `“${text}”`,
  since: 'since',
  none: 'No message to score yet.',
  soon: 'No score yet.',
  scoredHere: (backend: string) => `Scored in this browser (${backend}).`,
  scoredByService: 'Scored by the service.',
  serviceBecause: (because: LocalObstacle) => `Scored by the service: ${obstacles[because]}.`,
  loading: (percent: string) => `Preparing to score: ${percent}`,
  unavailable: (because: LocalObstacle | 'operator') =>
    `Not scored: ${obstacles[because]}, and the service cannot right now. It is tried again by itself.`,
  language: 'Not scored: the customer writes in a language that the model does not speak.',
  off: 'Frustration is switched off.',
  offByOperator: 'Frustration is switched off for everybody.',
  toggle: 'Score frustration',
  details: 'Details',
  rises: (level: EscalationLevel) => `The customer sounds ${levels[level].toLowerCase()}`,
} as const

export const escalate = {
  open: 'Escalate…',
  title: 'Escalate this conversation',
  level: 'To whom',
  levels: { supervisor: 'Supervisor', manager: 'Manager' },
  reason: 'Reason (optional)',
  reasons: ['Asks for a superior', 'Very upset', 'Beyond what I may decide'],
  send: 'Escalate',
  sending: 'Telling the bot’s platform…',
  slow: 'Still waiting for an answer…',
  cancel: 'Cancel',
  done: (level: 'supervisor' | 'manager') => `Escalated to a ${level}.`,
  failed: 'Not escalated.',
  noAnswer: 'The server did not answer. It may have been escalated all the same.',
  forbidden: 'This conversation is not yours.',
  retry: 'Try again',
  elsewhere: (sentence: string) => `In the conversation you left: ${sentence}`,
} as const
