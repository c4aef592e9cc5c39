/** What the BFF lets operators tune about the panel. The widget's one door for `fetch`. */
import './strict-csp.ts'
import { withoutTrailingSlashes } from '../../shared/wire/base-url.ts'
import { type WidgetConfig, widgetConfig } from '../../shared/wire/widget-api.ts'

/** What the panel goes by while nothing else is known; the same as the BFF's own defaults. */
export const defaultConfig: WidgetConfig = {
  maxSuggestions: 3,
  minConfidence: 0.75,
  enableSentimentTrigger: true,
  enableKeywordTrigger: true,
  refreshIntervalMs: 2_000,
  prohibitedPhrases: [],
  confidenceBands: { strong: 0.9, likely: 0.75 },
  sentiment: { scoring: 'browser', model: '/models/full/' },
}

/** Asks the BFF at `bff`. Gives `undefined` where it cannot be had; never rejects. */
export type FetchConfig = (bff: string) => Promise<WidgetConfig | undefined>

const ANSWERED_WITHIN_MS = 5_000

export const fetchConfig: FetchConfig = async (bff) => {
  try {
    const response = await fetch(`${withoutTrailingSlashes(bff)}/api/widget/config`, {
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    })
    return response.ok ? widgetConfig.safeParse(await response.json()).data : undefined
  } catch {
    // Offline, blocked, late or no JSON: the panel works without it.
    return undefined
  }
}
