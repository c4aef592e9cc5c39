/** The upstreams as the doctor opens them: nothing is listened to, nothing is written. */
import { defaultRules } from '../../../shared/rules.ts'
import type { Config } from '../../config.ts'
import { systemTimer } from '../../deadline.ts'
import { readRules } from '../../files/rules-file.ts'
import { createMetrics } from '../../observe/metrics.ts'
import type { Log } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import type { Upstream } from '../../ports/upstream.ts'
import { openCognigy } from '../../upstream/cognigy/open-cognigy.ts'
import { openCxone } from '../../upstream/cxone/open-cxone.ts'
import type { ProxyOf } from '../../upstream/http/proxies.ts'
import { openLanguageModel } from '../../upstream/language-model/open-language-model.ts'
import { openOidc } from '../../upstream/oidc/open-oidc.ts'
import { openTranslator } from '../../upstream/translate/open-translator.ts'

const nothing = (): void => undefined
/** What the doctor has to say it says itself. */
const SILENT: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }

export const openToProbe = (
  {
    cxone,
    cognigy,
    translator,
    languageModel,
    signIn,
    rulesPath,
  }: Pick<Config, 'cxone' | 'cognigy' | 'translator' | 'languageModel' | 'signIn' | 'rulesPath'>,
  calling: { readonly clock: Clock; readonly proxyOf: ProxyOf },
): readonly Upstream[] => {
  const parts = { ...calling, metrics: createMetrics(), log: SILENT }
  const onHealth = { suggestions: nothing, sessions: nothing }
  const reading = readRules(rulesPath)
  // What is wrong with the rules is told by itself; the upstreams are examined all the same.
  const rules = reading.ok ? reading.rules : defaultRules
  const vendorRules = () => rules.vendor
  return [
    openCxone({ ...cxone, ...parts, rules: () => rules }),
    openCognigy({ ...cognigy, ...parts, vendorRules, onHealth }),
    ...(translator === undefined ? [] : [openTranslator({ ...translator, ...parts })]),
    ...(languageModel === undefined ? [] : [openLanguageModel({ ...languageModel, ...parts })]),
    ...(signIn === undefined ? [] : [openOidc({ ...signIn, ...parts, timer: systemTimer })]),
  ]
}
