import type { CognigySecrets } from '../cli/secrets.ts'
import { startCognigy } from '../cognigy/tutorial/server.ts'
import type { PlayedCognigy } from './cognigy.ts'

/** docs/contract.md 3: what one API key may do. */
const UPDATES_PER_MINUTE = 50

/** @param speed a replay at twenty times the speed has twenty of Cognigy's minutes in one */
export const castTutorialCognigy = async (
  { clientId, clientSecret, apiKey }: Extract<CognigySecrets, { dialect: 'tutorial' }>,
  port: number,
  speed: number,
): Promise<PlayedCognigy> => {
  const updatesPerMinute = Math.ceil(UPDATES_PER_MINUTE * Math.max(1, speed))
  const cognigy = await startCognigy({ clientId, clientSecret, apiKey, updatesPerMinute, port, controlRoutes: true })
  return {
    url: cognigy.url,
    dialect: 'tutorial',
    environment: {
      COGNIGY_DIALECT: 'tutorial',
      COGNIGY_API_URL: cognigy.url,
      COGNIGY_ORG_URL: cognigy.url,
      COGNIGY_CLIENT_ID: clientId,
      COGNIGY_CLIENT_SECRET: clientSecret,
      COGNIGY_API_KEY: apiKey,
    },
    endpoint: { endpointType: 'webchat3' },
    seedSession: (id, _userId, context) => void cognigy.seedSession(id, context),
    forgetSession: (id) => cognigy.forgetSession(id),
    sendUpdate: (payload) => cognigy.sendUpdate(payload),
    isHeard: () => cognigy.subscriberCount > 0,
    close: () => cognigy.close(),
  }
}
