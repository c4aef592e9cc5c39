import type { CognigySecrets } from '../cli/secrets.ts'
import { startCognigyVendor } from '../cognigy/vendor/server.ts'
import type { PlayedCognigy } from './cognigy.ts'

/** What the vendor lets one address do in five minutes. */
const CALLS_PER_FIVE_MINUTES = 1000

/** @param speed a replay at twenty times the speed has twenty of Cognigy's minutes in one */
export const castVendorCognigy = async (
  { dialect, ...secrets }: Extract<CognigySecrets, { dialect: 'vendor' }>,
  port: number,
  speed: number,
): Promise<PlayedCognigy> => {
  const callsPerFiveMinutes = Math.ceil(CALLS_PER_FIVE_MINUTES * Math.max(1, speed))
  const cognigy = await startCognigyVendor({ ...secrets, callsPerFiveMinutes, port, controlRoutes: true })
  return {
    url: cognigy.url,
    dialect,
    environment: {
      COGNIGY_DIALECT: dialect,
      COGNIGY_ASSIST_URL: cognigy.assistUrl,
      COGNIGY_SESSION_WRITES: 'inject',
      COGNIGY_API_URL: cognigy.url,
      COGNIGY_API_KEY: cognigy.apiKey,
      COGNIGY_ENDPOINT_URL: cognigy.url,
    },
    endpoint: { URLToken: cognigy.chatToken, endpointType: 'webchat3' },
    seedSession: (id, userId, context) => void cognigy.seedSession(id, userId, context),
    forgetSession: (id) => cognigy.forgetSession(id),
    isHeard: () => true,
    close: () => cognigy.close(),
  }
}
