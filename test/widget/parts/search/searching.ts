/** A search for tests: what is found, and a panel whose search is open. */
import type { KnowledgeResult } from '../../../../shared/wire/knowledge.ts'
import { TYPED_MS } from '../../../../widget/desk/knowledge-desk.ts'
import { defaultConfig } from '../../../../widget/link/widget-config.ts'
import { type Desktop, openDesktop, press, settled } from '../../desktop.ts'
import type { Panel, PanelOptions } from '../../panel.ts'
import { focused } from '../suggestions/suggested.ts'

export const result = (id: string, more: Partial<KnowledgeResult> = {}): KnowledgeResult => ({
  id,
  kind: 'article',
  title: `Title of ${id}`,
  text: `Found text of ${id}`,
  confidence: 0.93,
  ...more,
})

export const find = (panel: Panel, results: readonly KnowledgeResult[], more: { withheld?: number } = {}): void => {
  panel.link().replies['knowledge:search'] = { answer: { ok: true, results, tookMs: 2, ...more } }
}

/** The service has a search, and perhaps a model. */
export const offering = (languageModel = false): PanelOptions => ({
  fetchConfig: async () => ({
    ...defaultConfig,
    offers: languageModel ? { search: true, languageModel: true } : { search: true },
  }),
})

/** Two suggestions, a reply beside the panel, and the agent on the first card. */
export const openSearchable = async (options: PanelOptions = offering()): Promise<Desktop> => {
  const desktop = await openDesktop(['a', 'b'], {}, options)
  await press('F8')
  await settled(desktop.panel)
  return desktop
}

/** The agent types, and pauses. */
export const type = async (panel: Panel, words: string): Promise<void> => {
  for (const letter of words) await press(letter === ' ' ? 'Space' : letter)
  panel.clock.pass(TYPED_MS)
  await settled(panel)
}

/** The search is open, and found these. */
export const openFound = async (results: readonly KnowledgeResult[], options?: PanelOptions): Promise<Desktop> => {
  const desktop = await openSearchable(options)
  find(desktop.panel, results)
  await press('/')
  await settled(desktop.panel)
  await type(desktop.panel, 'fee')
  return desktop
}

export const isInBox = (): boolean => focused() instanceof HTMLInputElement

/** The text of the card that has the focus. */
export const focusedText = (): string | undefined => focused()?.querySelector('.text')?.textContent ?? undefined
