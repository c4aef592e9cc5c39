/** Who plays CXone and Cognigy, each in the dialect that its secrets are for. */
import type { CognigySecrets, CxoneSecrets } from '../cli/secrets.ts'
import type { PlayedCognigy } from './cognigy.ts'
import { castTutorialCognigy } from './cognigy-tutorial.ts'
import { castVendorCognigy } from './cognigy-vendor.ts'
import type { PlayedCxone } from './cxone.ts'
import { castTutorialCxone } from './cxone-tutorial.ts'
import { castVendorCxone } from './cxone-vendor.ts'

export const castCxone = (secrets: CxoneSecrets, port: number): Promise<PlayedCxone> =>
  secrets.dialect === 'tutorial' ? castTutorialCxone(secrets, port) : castVendorCxone(secrets, port)

/** @param speed of the replay: what a minute allows, it may do in less */
export const castCognigy = (secrets: CognigySecrets, port: number, speed: number): Promise<PlayedCognigy> =>
  secrets.dialect === 'tutorial' ? castTutorialCognigy(secrets, port, speed) : castVendorCognigy(secrets, port, speed)
