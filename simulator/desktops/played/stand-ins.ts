/** The stand-ins, by what the panel's `?desktop=` takes. */
import type { PlayedDesktop } from '../../desktop/wire.ts'
import { chatwoot } from './chatwoot.ts'
import { cognigy } from './cognigy.ts'
import { cxone } from './cxone.ts'
import { generic } from './generic.ts'
import type { Play } from './workspace.ts'

export const STAND_INS: Readonly<Record<PlayedDesktop, Play>> = { generic, cxone, cognigy, chatwoot }
