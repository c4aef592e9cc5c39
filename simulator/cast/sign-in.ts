/** The sign-in as the play needs it. */
import { startProvider } from '../sign-in/provider.ts'

export interface PlayedSignIn {
  readonly url: string
  /** By what a BFF finds it. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

export const castSignIn = async (
  who: { readonly agentId: string; readonly bffUrl: string },
  port: number,
): Promise<PlayedSignIn> => {
  const { url, clientId, clientSecret, close } = await startProvider({ ...who, port })
  return {
    url,
    environment: { OIDC_ISSUER: url, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret },
    close,
  }
}
