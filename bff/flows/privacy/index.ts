/** What is kept of conversations: shown on request, erased on request, and erased when its time is over. */
import { describeFault } from '../../fault.ts'
import type { Timer } from '../../ports/time.ts'
import { createErasure, type Erasure, type ErasureParts } from './erasure.ts'
import { createExport, type ExportConversation, type ExportParts } from './export.ts'

const LOOK_EVERY_MS = 60_000

export type PrivacyParts = ErasureParts &
  ExportParts & {
    readonly conversations: ErasureParts['conversations'] & ExportParts['conversations']
    readonly deliveries: ErasureParts['deliveries'] & ExportParts['deliveries']
    readonly timer: Timer
  }

export interface Privacy {
  readonly erase: Erasure['erase']
  readonly exportConversation: ExportConversation
  /** Erases nothing any more that is merely old. */
  stop(): void
}

export const createPrivacy = (parts: PrivacyParts): Privacy => {
  const { timer, log } = parts
  const erasure = createErasure(parts)
  const stop = timer.every(LOOK_EVERY_MS, () => {
    erasure
      .eraseOld()
      .catch((error: unknown) => log.error(describeFault(error), 'conversations that ended could not be erased'))
  })
  return { erase: erasure.erase, exportConversation: createExport(parts), stop }
}
