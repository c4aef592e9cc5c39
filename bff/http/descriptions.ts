/** The descriptions of the wire, made when somebody asks: few ever do, and what makes them holds some 15 MiB. */
import type { Webhook } from '../ports/webhook.ts'

export interface Descriptions {
  readonly openApi: () => Promise<unknown>
  readonly asyncApi: () => Promise<unknown>
}

/**
 * @param version of cx-assist, as in package.json.
 * @param isSignInOffered whether agents can sign in here
 */
export const createDescriptions = (
  version: string,
  webhooks: readonly Webhook[],
  isSignInOffered: boolean,
): Descriptions => {
  let openApi: Promise<unknown> | undefined
  let asyncApi: Promise<unknown> | undefined
  return {
    openApi: () => {
      openApi ??= import('./openapi.ts').then(({ createOpenApi }) => createOpenApi(version, webhooks, isSignInOffered))
      return openApi
    },
    asyncApi: () => {
      asyncApi ??= import('./asyncapi.ts').then(({ createAsyncApi }) => createAsyncApi(version))
      return asyncApi
    },
  }
}
