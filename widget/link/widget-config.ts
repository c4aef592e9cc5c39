/** What the BFF lets operators tune about the panel. The widget's one door for `fetch`. */
import './strict-csp.ts'
import { defaults } from '../../shared/defaults.ts'
import { withoutTrailingSlashes } from '../../shared/wire/base-url.ts'
import { type WidgetConfig, widgetConfig } from '../../shared/wire/widget-api.ts'

const { assist, policy, widget } = defaults

/** What the panel goes by while nothing else is known; the same as the BFF's own defaults. */
export const defaultConfig: WidgetConfig = {
  maxSuggestions: widget.maxSuggestions,
  minConfidence: policy.minConfidence,
  enableSentimentTrigger: assist.enableSentimentTrigger,
  enableKeywordTrigger: assist.enableKeywordTrigger,
  refreshIntervalMs: widget.refreshIntervalMs,
  prohibitedPhrases: [],
  confidenceBands: widget.confidenceBands,
  sentiment: { scoring: widget.sentiment, model: widget.model },
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
