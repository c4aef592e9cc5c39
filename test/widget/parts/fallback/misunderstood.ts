/** Misunderstood messages for tests: events, and a panel that shows one. */
import type { FallbackData } from '../../../../shared/wire/assist.ts'
import { openPanel, type Panel, type PanelOptions, SOME_SNAPSHOT } from '../../panel.ts'
import { focused } from '../suggestions/suggested.ts'

const SOME_MESSAGE = 'it took the money two times'

/** Each intent a little less sure than the one before. */
export const misunderstood = (intents: readonly string[], more: Partial<FallbackData> = {}) => ({
  type: 'fallback' as const,
  data: {
    utteranceId: 'utt_9',
    text: SOME_MESSAGE,
    predicted: 'order_status',
    candidates: intents.map((intent, index) => ({
      intent,
      score: 0.93 - index * 0.15,
      semantic: 0.77,
      historical: 0.84,
    })),
    escalated: false,
    ...more,
  },
})

export const GUESSES = ['billing_inquiry', 'refund_request', 'card_blocked'] as const

/** A live panel that shows one. */
export const openMisunderstood = async (
  intents: readonly string[] = GUESSES,
  more: Partial<FallbackData> = {},
  options: PanelOptions = {},
): Promise<Panel> => {
  const panel = await openPanel(options)
  panel.link().join(SOME_SNAPSHOT)
  panel.link().push(misunderstood(intents, more))
  await panel.text()
  return panel
}

/** What can be read in the notice itself. */
export const noticeText = async (panel: Panel): Promise<string> => {
  await panel.text()
  const notice = await panel.one('[part=notice]')
  return notice.innerText.replace(/\s+/gu, ' ').trim()
}

/** The intents to choose from, the chosen one with a star, as assistive technologies are told. */
export const radios = async (panel: Panel): Promise<string[]> =>
  (await panel.all('[role=radio]')).map((each) => {
    const star = each.getAttribute('aria-checked') === 'true' ? '*' : ''
    return `${star}${each.querySelector('span')?.textContent}`
  })

/** The first words of what has the focus. */
export const focusedText = (): string => (focused()?.textContent ?? '').trim().split(/\s{2,}|\n/u)[0] ?? ''
