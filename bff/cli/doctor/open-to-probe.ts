/** The upstreams as the doctor opens them: nothing is listened to, nothing is written. */
import type { Config } from '../../config.ts'
import { createMetrics } from '../../observe/metrics.ts'
import type { Log } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import type { Upstream } from '../../ports/upstream.ts'
import { openCognigy } from '../../upstream/cognigy/open-cognigy.ts'
import { openCxone } from '../../upstream/cxone/open-cxone.ts'
import type { ProxyOf } from '../../upstream/http/proxies.ts'
import { openTranslator } from '../../upstream/translate/open-translator.ts'

const nothing = (): void => undefined
/** What the doctor has to say it says itself. */
const SILENT: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }

export const openToProbe = (
  { cxone, cognigy, translator }: Pick<Config, 'cxone' | 'cognigy' | 'translator'>,
  calling: { readonly clock: Clock; readonly proxyOf: ProxyOf },
): readonly Upstream[] => {
  const parts = { ...calling, metrics: createMetrics(), log: SILENT }
  const onHealth = { suggestions: nothing, sessions: nothing }
  return [
    openCxone({ ...cxone, ...parts }),
    openCognigy({ ...cognigy, ...parts, onHealth }),
    ...(translator === undefined ? [] : [openTranslator({ ...translator, ...parts })]),
  ]
}
