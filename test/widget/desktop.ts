/** A host with a reply of its own beside the panel, and an agent with nothing but a keyboard. */
import { sendKeys } from '@web/test-runner-commands'
import type { SuggestionsData } from '../../shared/wire/assist.ts'
import type { Panel, PanelOptions } from './panel.ts'
import { openSuggested } from './parts/suggestions/suggested.ts'
import { SOME_CONVERSATION } from './scripted-link.ts'

export const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await sendKeys({ press: key })
}

/** Presses a key while others are held. */
export const chord = async (...keys: readonly string[]): Promise<void> => {
  const [last = '', ...held] = [...keys].reverse()
  for (const key of held) await sendKeys({ down: key })
  await press(last)
  for (const key of held) await sendKeys({ up: key })
}

/** What an insertion takes is done: whatever is fetched for it is fetched, and whatever waits a task has waited. */
export const settled = async (panel: Panel): Promise<string> => {
  for (let n = 0; n < 5; n += 1) await new Promise((resolve) => setTimeout(resolve))
  return panel.text()
}

export interface Desktop {
  readonly panel: Panel
  readonly reply: HTMLTextAreaElement
}

/** The agent is writing a reply to the conversation that the panel shows. */
export const openDesktop = async (
  ids: readonly string[],
  more: Partial<SuggestionsData> = {},
  options: PanelOptions = {},
): Promise<Desktop> => {
  const panel = await openSuggested(ids, more, options)
  const reply = document.createElement('textarea')
  reply.className = 'reply'
  reply.dataset['cxAssistConversation'] = SOME_CONVERSATION
  // Goes with the panel when the test is over.
  panel.element.before(reply)
  panel.element.composer = '.reply'
  // It is fetched once it is named.
  await import('../../widget/composer/field.ts')
  await settled(panel)
  reply.focus()
  return { panel, reply }
}
