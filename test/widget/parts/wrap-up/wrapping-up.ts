/** A panel whose service writes summaries and keeps them, and what it is asked. */
import type { ConversationSnapshot } from '../../../../shared/wire/assist.ts'
import type { WidgetConfig } from '../../../../shared/wire/widget-api.ts'
import type { ConversationSummary } from '../../../../shared/wire/wrap-up.ts'
import type { Reply } from '../../../../widget/link/link.ts'
import { defaultConfig } from '../../../../widget/link/widget-config.ts'
import { openPanel, type Panel, type PanelOptions, SOME_SNAPSHOT } from '../../panel.ts'

const SUMMARY: ConversationSummary = {
  headline: 'Charged twice',
  points: [
    { kind: 'reason', text: 'Two charges for one order', utteranceIds: ['utt_2'] },
    { kind: 'facts', text: 'Order 88213', utteranceIds: ['utt_2', 'utt_0'] },
    { kind: 'promised', text: 'Let me look at it', utteranceIds: ['utt_5'] },
    { kind: 'facts', text: 'Paid by card', utteranceIds: ['utt_2'] },
  ],
  disposition: { id: 'refund', name: 'Refund', confidence: 0.82 },
  dispositions: [
    { id: 'question', name: 'Question answered' },
    { id: 'refund', name: 'Refund' },
  ],
  engine: 'extract',
  redactions: 0,
}
export const SUMMARY_TEXT =
  'Charged twice\nReason: Two charges for one order\nFacts:\n- Order 88213\n- Paid by card\nPromised: Let me look at it'

export const summarized = (more: Partial<ConversationSummary> = {}): Reply => ({
  answer: { ok: true, summary: { ...SUMMARY, ...more } },
})

export const ENDED = { state: 'ended', since: '2026-01-31T09:29:00Z', reason: 'cxone' } as const

/** All that was promised is kept by then. */
export const settle = () => new Promise((resolve) => setTimeout(resolve))

/** A conversation, live unless the snapshot says otherwise, its wrap-up not opened yet. */
export const openLive = async (
  reply: Reply | Promise<Reply> = summarized(),
  options: PanelOptions & {
    readonly offers?: WidgetConfig['offers']
    readonly snapshot?: Partial<ConversationSnapshot>
  } = {},
): Promise<Panel> => {
  const { offers = { wrapUp: true }, snapshot = SOME_SNAPSHOT, ...others } = options
  const panel = await openPanel({ fetchConfig: async () => ({ ...defaultConfig, offers }), ...others })
  panel.link().join(snapshot)
  panel.link().replies['conversation:summary'] = reply
  await settle()
  await panel.text()
  return panel
}

/** With the wrap-up opened by mouse. */
export const openWrapUp = async (...live: Parameters<typeof openLive>): Promise<Panel> => {
  const panel = await openLive(...live)
  ;(await panel.button('Wrap up')).click()
  await settle()
  await panel.text()
  return panel
}

export const field = async (panel: Panel): Promise<HTMLTextAreaElement> => {
  const found = await panel.one('[part=wrap-up] textarea')
  if (!(found instanceof HTMLTextAreaElement)) throw new Error('there is no field')
  return found
}

export const pressed = async (panel: Panel, name: string): Promise<void> => {
  ;(await panel.button(name)).click()
  await settle()
  await panel.text()
}
