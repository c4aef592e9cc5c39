/** A process without models, which starts in less than a second, for tests of what operators see of it. */
import { type BffProcess, type Environment, startBffProcess } from './bff-process.ts'
import { INTEGRATOR_KEY, WIDGET_SECRET } from './start-bff.ts'

/** Nobody is at its CXone, which is asked for nothing unless a webhook is to be routed. */
export const LEAN = {
  CXONE_API_URL: 'http://127.0.0.1:9',
  CXONE_CLIENT_ID: 'nobody',
  CXONE_CLIENT_SECRET: 'nothing-of-cxone',
  SENTIMENT_MODEL: 'off',
  KNOWLEDGE: 'off',
  WIDGET_TOKEN_SECRET: WIDGET_SECRET,
  INTEGRATOR_API_KEY: INTEGRATOR_KEY,
}

/** @param ends is given what ends it, without any leave-taking */
export const startLeanBff = async (ends: (() => unknown)[], env: Environment = {}): Promise<BffProcess> => {
  const bff = await startBffProcess({ ...LEAN, ...env })
  ends.push(() => {
    bff.signal('SIGKILL')
    return bff.ended
  })
  return bff
}
