/** The language model as the play needs it. */
import { randomBytes } from 'node:crypto'
import { startLanguageModel } from '../language-model/server.ts'

export interface PlayedLanguageModel {
  readonly url: string
  /** By what a BFF finds it. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

export const castLanguageModel = async (port: number): Promise<PlayedLanguageModel> => {
  const apiKey = randomBytes(32).toString('base64url')
  const { url, apiUrl, model, close } = await startLanguageModel({ apiKey, port, controlRoutes: true })
  return { url, environment: { LLM_URL: apiUrl, LLM_MODEL: model, LLM_API_KEY: apiKey }, close }
}
