/** The only place that knows which dialects of CXone there are. */
import type { CxoneUpstream } from '../../ports/cxone.ts'
import type { CxoneDialect } from './dialects.ts'
import type { CxoneParts } from './tutorial/call.ts'
import { openTutorialCxone } from './tutorial/open.ts'

export interface OpenCxoneParts extends CxoneParts {
  readonly dialect: CxoneDialect
}

const DIALECTS: Readonly<Record<CxoneDialect, (parts: OpenCxoneParts) => CxoneUpstream>> = {
  tutorial: openTutorialCxone,
}

/** All of CXone in the dialect that is configured. Nothing is sent until it is asked for. */
export const openCxone = (parts: OpenCxoneParts): CxoneUpstream => DIALECTS[parts.dialect](parts)
