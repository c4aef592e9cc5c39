import type { PlayedCognigy } from '../cast/cognigy.ts'
import type { PlayedCxone } from '../cast/cxone.ts'
import type { Flow } from './flow.ts'
import { createTutorialFlow } from './tutorial-flow.ts'
import { createVendorFlow } from './vendor-flow.ts'
import type { WebhookNode } from './webhook-node.ts'

/** Whoever speaks to a vendor's platform words it as real flows do. */
export const flowOf = (cxone: PlayedCxone, cognigy: PlayedCognigy, node: WebhookNode): Flow =>
  cxone.dialect === 'tutorial' && cognigy.sendUpdate !== undefined
    ? createTutorialFlow(cxone, cognigy.sendUpdate)
    : createVendorFlow(cxone, cognigy, node)
