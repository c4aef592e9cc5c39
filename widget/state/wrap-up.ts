/** What is known of the wrap-up of one conversation, and what the agent made of it. Pure. */
import type { ConversationSummary } from '../../shared/wire/wrap-up.ts'
import type { RequestRefused } from '../link/link.ts'

/** A summary with the text that is made of it, in the language of the panel. */
export interface WrittenSummary {
  readonly summary: ConversationSummary
  readonly text: string
  /** The newest message that was there when it was asked for. */
  readonly asOf: number
}

/** What was kept, by whom and when; times in milliseconds since 1970. */
interface SavedWrapUp {
  readonly by: 'service' | 'host'
  readonly at: number
  readonly text: string
  readonly dispositionId: string | undefined
}

export interface WrapUpForm {
  readonly isOpen: boolean
  /** It was opened when the conversation had ended: it stands on top. */
  readonly isOnTop: boolean
  /** The conversation ended before the agent's eyes: nobody asked for what appears now. */
  readonly hasJustEnded: boolean
  /** Whether a summary is on its way. */
  readonly writing: 'no' | 'working' | 'slow'
  /** Why the last one did not come. */
  readonly refusal?: RequestRefused | undefined
  readonly written?: WrittenSummary | undefined
  /** One that came after the agent had changed something: they say whether it is used. */
  readonly newer?: WrittenSummary | undefined
  readonly text: string
  readonly dispositionId?: string | undefined
  readonly saving: 'no' | 'working' | 'slow'
  /** Why it could not be saved the last time. */
  readonly failure?: RequestRefused | undefined
  readonly saved?: SavedWrapUp | undefined
  readonly copied?: 'yes' | 'failed' | undefined
}

export const NO_WRAP_UP: WrapUpForm = {
  isOpen: false,
  isOnTop: false,
  hasJustEnded: false,
  writing: 'no',
  text: '',
  saving: 'no',
}

/** Whether what is there is the agent's, not the summary's alone: it must not be replaced without their word. */
const isTheirs = ({ written, text, dispositionId, saved }: WrapUpForm): boolean =>
  saved !== undefined || text !== (written?.text ?? '') || dispositionId !== written?.summary.disposition?.id

/** Whether what is there is what was saved last. */
export const isSaved = ({ saved, text, dispositionId }: WrapUpForm): boolean =>
  saved !== undefined && saved.text === text && saved.dispositionId === dispositionId

const used = (form: WrapUpForm, written: WrittenSummary): WrapUpForm => ({
  ...form,
  written,
  newer: undefined,
  text: written.text,
  dispositionId: written.summary.disposition?.id,
})

/** A summary came. */
export const withSummary = (form: WrapUpForm, written: WrittenSummary): WrapUpForm => {
  const arrived: WrapUpForm = { ...form, writing: 'no', refusal: undefined }
  const isSame = written.text === form.written?.text
  // It says nothing else, but what it rests on may be more.
  if (isSame) return { ...arrived, written, newer: undefined }
  return isTheirs(form) ? { ...arrived, newer: written } : used(arrived, written)
}

/** The agent wants the newer one in place of what is there. */
export const withNewer = (form: WrapUpForm): WrapUpForm =>
  form.newer === undefined ? form : { ...used(form, form.newer), copied: undefined }
