/** Payloads to begin with: one that fits each webhook, and one as they go wrong. */
import type { WebhookName } from '../../../../shared/validate/validate.ts'
export interface Example {
  readonly good: unknown
  readonly broken: unknown
}
export declare const EXAMPLES: Readonly<Record<WebhookName, Example>>
