/** The only place that knows which dialects of Cognigy there are. */
import type { CognigyUpstream } from '../../ports/cognigy.ts'
import type { CognigyDialect } from './dialects.ts'
import { openTutorialCognigy } from './tutorial/open.ts'
import type { TutorialCognigyParts } from './tutorial/parts.ts'

export interface OpenCognigyParts extends TutorialCognigyParts {
  readonly dialect: CognigyDialect
}

const DIALECTS: Readonly<Record<CognigyDialect, (parts: OpenCognigyParts) => CognigyUpstream>> = {
  tutorial: openTutorialCognigy,
}

/** All of Cognigy in the dialect that is configured. Nothing is sent until it is asked for. */
export const openCognigy = (parts: OpenCognigyParts): CognigyUpstream => DIALECTS[parts.dialect](parts)
