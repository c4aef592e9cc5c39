/** Handovers for tests: events, and a panel that shows one. */
import { sendMouse } from '@web/test-runner-commands'
import type { HandoverData } from '../../../../shared/wire/assist.ts'
import { openPanel, type Panel, type PanelOptions, SOME_SNAPSHOT } from '../../panel.ts'
import { START } from '../../scripted-link.ts'

export const SOME_HANDOVER = {
  intent: 'billing_inquiry',
  customerName: 'John Doe',
  summary: 'Was charged twice for the January invoice and wants one charge back.',
  reason: 'Customer asked for a person',
  queue: 'Billing Support',
  collected: { account_number: '4711', invoiceDate: '2026-01-03' },
  warnings: [],
} satisfies HandoverData

const WARNING = {
  path: 'wrapupCode',
  code: 'unknown_wrapup_code',
  message: 'Wrap-up code “billing” is not one of the queue’s.',
  fix: 'Choose one of the queue’s codes.',
  severity: 'warning',
} as const

export const SOME_WARNINGS = ['a', 'b', 'c'].map((code) => ({
  ...WARNING,
  code,
  message: `Message ${code}`,
  fix: `Mend ${code}`,
}))
/** Too much of everything. */
export const FULL_HANDOVER = {
  ...SOME_HANDOVER,
  summary: 'The customer was charged twice. '.repeat(30),
  collected: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`key_${index}`, `value ${index}`])),
  warnings: SOME_WARNINGS,
}

export const handedOver = (more: Partial<HandoverData> = {}) => ({
  type: 'handover' as const,
  data: { ...SOME_HANDOVER, ...more },
})

const NOTHING_KNOWN = { collected: {}, warnings: [] } satisfies HandoverData
export const handedOverWith = (data: Partial<HandoverData>) => ({
  type: 'handover' as const,
  data: { ...NOTHING_KNOWN, ...data },
})

/** Each another: the page remembers which ones were folded. */
let opened = 0
export const someTime = (): string => {
  opened += 1
  return new Date(START - 4 * 60_000 - opened).toISOString()
}

/** A live panel of a conversation that was handed over before it was opened. */
export const openHandedOver = async (
  data: HandoverData = SOME_HANDOVER,
  options: PanelOptions = {},
  at = someTime(),
): Promise<Panel> => {
  const panel = await openPanel(options)
  panel.link().join({ ...SOME_SNAPSHOT, handover: { seq: 2, at, data } })
  await panel.text()
  return panel
}

/** What can be read on the card itself. */
export const cardText = async (panel: Panel): Promise<string> => {
  await panel.text()
  return (await panel.one('section[part=handover]')).innerText.replace(/\s+/gu, ' ').trim()
}

export const click = async (panel: Panel, name: string): Promise<void> => {
  ;(await panel.button(name)).click()
  await panel.text()
}
export const awayFromPanel = (): Promise<void> => sendMouse({ type: 'move', position: [700, 590] })
export const foldOf = (panel: Panel): Promise<HTMLElement> => panel.one('.fold')
