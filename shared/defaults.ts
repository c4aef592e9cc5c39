/**
 * Defaults of the rules file that the panel goes by too, while nobody has told it better. In a module without a library:
 * the schemas around them are no weight that every agent's page should load.
 */
export const defaults = {
  assist: { enableKeywordTrigger: true, enableSentimentTrigger: true },
  policy: { minConfidence: 0.75 },
  escalation: { rule: 'calibrated', neutralWeight: 0.25, decay: 0.85 },
  widget: {
    maxSuggestions: 3,
    refreshIntervalMs: 2000,
    confidenceBands: { strong: 0.9, likely: 0.75 },
    sentiment: 'browser',
    model: '/models/full/',
  },
} as const
