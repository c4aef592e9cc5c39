/** The environment of processes whose upstreams are the simulator's, and who read no customer's mood. */
import type { CognigyStandIn } from '../../simulator/cognigy/tutorial/server.ts'
import type { CxoneVendorStandIn } from '../../simulator/cxone/vendor/server.ts'
import { INTEGRATOR_KEY, WIDGET_SECRET } from './start-bff.ts'

export const UNSCORED = {
  WIDGET_TOKEN_SECRET: WIDGET_SECRET,
  INTEGRATOR_API_KEY: INTEGRATOR_KEY,
  SENTIMENT_MODEL: 'off',
}

/** Cognigy's stream alone; nothing can be asked of its API. */
export const cognigyStreamEnvironment = ({ url, clientId, clientSecret }: CognigyStandIn) => ({
  COGNIGY_API_URL: url,
  COGNIGY_ORG_URL: url,
  COGNIGY_CLIENT_ID: clientId,
  COGNIGY_CLIENT_SECRET: clientSecret,
})

export const cognigyEnvironment = (cognigy: CognigyStandIn) => ({
  ...cognigyStreamEnvironment(cognigy),
  COGNIGY_API_KEY: cognigy.apiKey,
})

export const eventHubEnvironment = ({ url, tenant }: CxoneVendorStandIn) => ({
  CXONE_DIALECT: 'vendor',
  CXONE_EVENT_HUB: 'on',
  CXONE_ISSUER: url,
  CXONE_AUTH_URL: url,
  CXONE_ACCESS_KEY_ID: tenant.accessKeyId,
  CXONE_ACCESS_KEY_SECRET: tenant.accessKeySecret,
  CXONE_CLIENT_ID: tenant.clientId,
  CXONE_CLIENT_SECRET: tenant.clientSecret,
})
