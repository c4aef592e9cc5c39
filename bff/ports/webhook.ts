/** What a webhook is: the port between the HTTP rim that receives it and the flow that answers it. */
import type * as z from 'zod/mini'
import type { Delivery, HttpAnswer } from './http-answer.ts'
import type { Deadline } from './time.ts'

/** How a webhook is told of in OpenAPI. */
export interface WebhookDescription {
  readonly operationId: string
  readonly summary: string
  /** `status` is 200 where it is not said. */
  readonly answer: { readonly status?: 202; readonly text: string; readonly schema: z.ZodMiniType }
  /** CXone is asked for it, and may refuse or not be there. */
  readonly asksCxone: boolean
}

export interface Webhook {
  readonly path: string
  /** Paths that do the same and differ in the form of their answers share it. */
  readonly family: string
  readonly schema: z.ZodMiniType
  readonly description: WebhookDescription
  /** It asks nobody outside to do anything before a change of its conversation is kept. */
  readonly changesFirst: boolean
  /** Parses JSON that is already decoded, then runs the flow. */
  receive(json: unknown, deadline: Deadline, delivery: Delivery): Promise<HttpAnswer>
}
