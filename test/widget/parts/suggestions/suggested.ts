/** Suggestions for tests: events, and a panel that shows them. */
import type { Suggestion, SuggestionsData } from '../../../../shared/wire/assist.ts'
import { openPanel, type Panel, type PanelOptions, SOME_SNAPSHOT } from '../../panel.ts'

export const suggestion = (id: string, more: Partial<Suggestion> = {}): Suggestion => ({
  id,
  text: `Text of ${id}`,
  confidence: 0.93,
  source: 'refund-policy',
  fallback: false,
  ...more,
})

export const suggested = (ids: readonly string[], more: Partial<SuggestionsData> = {}) => ({
  type: 'suggestions' as const,
  data: {
    basedOn: 'utt_2',
    suggestions: ids.map((id) => suggestion(id)),
    fallback: false,
    cached: false,
    withheld: [],
    ...more,
  },
})

/** A live panel that shows these suggestions for the customer's "I was charged twice". */
export const openSuggested = async (
  ids: readonly string[],
  more: Partial<SuggestionsData> = {},
  options: PanelOptions = {},
): Promise<Panel> => {
  const panel = await openPanel(options)
  panel.link().join(SOME_SNAPSHOT)
  panel.link().push(suggested(ids, more))
  await panel.text()
  return panel
}

export const cards = async (panel: Panel): Promise<HTMLElement[]> =>
  (await panel.all('.card')).filter((card) => card instanceof HTMLElement)

export const card = async (panel: Panel, index: number): Promise<HTMLElement> => {
  const found = (await cards(panel))[index]
  if (found === undefined) throw new Error(`there is no card ${index}`)
  return found
}

/** The element that has the focus, through every shadow root. */
export const focused = (root: DocumentOrShadowRoot = document): Element | null => {
  const { activeElement } = root
  return activeElement?.shadowRoot ? focused(activeElement.shadowRoot) : activeElement
}

/** Which card has the focus itself; `undefined` for none. A figure, because a runner may choke on comparing elements. */
export const focusedCard = (): string | undefined => {
  const element = focused()
  return element instanceof HTMLElement && element.matches('.card') ? element.dataset['index'] : undefined
}

/** Presses what is only shown on demand, on the first card. */
export const pressMore = async (panel: Panel, name: string): Promise<void> => {
  ;(await panel.button('More')).click()
  ;(await panel.button(name)).click()
  await panel.text()
}

/** What the panel tells the host, in order. */
export const hear = (panel: Panel): string[] => {
  const told: string[] = []
  panel.element.addEventListener('cx-assist-insert', ({ detail }) =>
    told.push(`insert ${detail.suggestionId}: ${detail.text}`),
  )
  panel.element.addEventListener('cx-assist-copy', ({ detail }) =>
    told.push(`copy ${detail.suggestionId}: ${detail.text}`),
  )
  panel.element.addEventListener('cx-assist-feedback', ({ detail }) =>
    told.push(`${detail.action} ${detail.suggestionId}`),
  )
  return told
}

export const reported = (panel: Panel): string[] =>
  panel
    .link()
    .asked('suggestion:feedback')
    .map(({ action, suggestionId }) => `${action} ${suggestionId}`)
