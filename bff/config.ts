/** The environment, checked at start: every problem at once, and never the value of a secret. */
import { parseOrProblem } from '../shared/wire/problem.ts'
import { readOrigin } from './callers/origins.ts'
import { type CognigyConfig, cognigyOf, cognigyProblems } from './config/cognigy.ts'
import { type CxoneConfig, cxoneOf, cxoneProblems } from './config/cxone.ts'
import { type Environment, environment } from './config/environment.ts'
import { type LanguageModelConfig, languageModelOf } from './config/language-model.ts'
import { exposedProblems, listenOn, notesOn, warningsOn } from './config/notices.ts'
import { rimOf } from './config/rim.ts'
import { publicUrlOf, type SignInConfig, signInOf, signInProblems } from './config/sign-in.ts'
import { list, tidy } from './config/texts.ts'
import { isTraced } from './config/tracing.ts'
import { type TranslatorConfig, translatorOf } from './config/translator.ts'
import type { RimSettings } from './http/rim-settings.ts'
import { proxyProblems } from './upstream/http/proxies.ts'

/** Files that the service is decided by. They can be examined whatever else is wrong. */
interface ConfiguredFiles {
  readonly rulesPath: string | undefined
  /** Folder of the index that misunderstood utterances are ranked with; `undefined` is the shipped one. */
  readonly fallbackIndex: string | undefined
  /** Folder of the operator's knowledge, or `off`; `undefined` is the demo's. */
  readonly knowledge: string | undefined
  /** Folder of the model that sentiment is scored with on this side; `undefined` is the shipped one. */
  readonly sentimentModel: string | undefined
}

export interface Config extends ConfiguredFiles {
  readonly port: number
  readonly host: string
  /** Where operators ask, on the same host; `undefined`: on `port`, as everybody. */
  readonly adminPort: number | undefined
  readonly logLevel: Environment['LOG_LEVEL']
  /** Whether OpenTelemetry's variables name a collector of traces. */
  readonly isTraced: boolean
  readonly cxone: CxoneConfig
  readonly cognigy: CognigyConfig
  /** `undefined`: what the model does not speak is not scored. */
  readonly translator: TranslatorConfig | undefined
  /** `undefined`: there is none, and nothing that needs one is offered. */
  readonly languageModel: LanguageModelConfig | undefined
  /** `undefined`: nobody signs in here, and nothing of it is there. */
  readonly signIn: SignInConfig | undefined
  /** By which browsers reach this service, whether agents sign in or not; `undefined`: it is not told. */
  readonly publicUrl: string | undefined
  /** Empty: webhooks are not authenticated, and then `host` is loopback. */
  readonly webhookSecrets: readonly string[]
  /** The first signs, each verifies; empty: no widget can connect. */
  readonly widgetTokenSecrets: readonly string[]
  /** Any of them lets in; empty: no widget token can be had. */
  readonly integratorKeys: readonly string[]
  /** As {@link readOrigin} spells them. */
  readonly allowedOrigins: readonly string[]
  /** Who may show the hosted panel, as {@link readOrigin} spells them; empty: pages of its own origin. */
  readonly panelAncestors: readonly string[]
  readonly rim: RimSettings
  /** Where all state is kept, and confirmed intents with it. Without it state goes with the process, and they are kept nowhere. */
  readonly dataDir: string | undefined
  /** Where all state is kept that several processes share. */
  readonly redisUrl: string | undefined
  /** Where query and feedback records go: a file, `-` for standard output, nowhere. */
  readonly metricsLog: string | undefined
  /** Where webhooks are recorded, masked; nowhere by default. */
  readonly recordLog: string | undefined
  /** What an operator should know although the process starts. */
  readonly warnings: readonly string[]
  /** What is as it should be, and yet may surprise. */
  readonly notes: readonly string[]
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config; readonly files: ConfiguredFiles }
  | { readonly ok: false; readonly problems: readonly string[]; readonly files: ConfiguredFiles }

/** Reads the environment (passed in, so that tests need no process). */
export const readConfig = (raw: Readonly<Record<string, string | undefined>>): ConfigResult => {
  const given = tidy(raw, Object.keys(environment.shape))
  const files: ConfiguredFiles = {
    rulesPath: given['CX_ASSIST_CONFIG'],
    fallbackIndex: given['FALLBACK_INDEX'],
    knowledge: given['KNOWLEDGE'],
    sentimentModel: given['SENTIMENT_MODEL'],
  }
  const parsed = parseOrProblem(environment, given)
  const problems = [
    ...(parsed.ok ? [] : parsed.errors.map(({ path, message }) => `${path}: ${message}`)),
    ...(parsed.ok ? exposedProblems(parsed.value) : []),
    ...cxoneProblems(given),
    ...cognigyProblems(given),
    ...signInProblems(given),
    ...proxyProblems(raw),
  ]
  if (!parsed.ok || problems.length > 0) return { ok: false, problems, files }
  const env = parsed.value
  const config: Config = {
    ...files,
    port: Number(env.PORT),
    host: listenOn(env).host,
    adminPort: env.ADMIN_PORT === undefined ? undefined : Number(env.ADMIN_PORT),
    logLevel: env.LOG_LEVEL,
    isTraced: isTraced(env),
    cxone: cxoneOf(env),
    cognigy: cognigyOf(env),
    translator: translatorOf(env),
    languageModel: languageModelOf(env),
    signIn: signInOf(env),
    publicUrl: publicUrlOf(env),
    webhookSecrets: list(env.WEBHOOK_SECRET ?? ''),
    widgetTokenSecrets: list(env.WIDGET_TOKEN_SECRET ?? ''),
    integratorKeys: list(env.INTEGRATOR_API_KEY ?? ''),
    allowedOrigins: list(env.ALLOWED_ORIGINS).flatMap((origin) => readOrigin(origin) ?? []),
    panelAncestors: list(env.PANEL_ANCESTORS).flatMap((origin) => readOrigin(origin) ?? []),
    rim: rimOf(env),
    dataDir: env.DATA_DIR,
    redisUrl: env.REDIS_URL,
    metricsLog: env.METRICS_LOG,
    recordLog: env.RECORD_LOG,
    warnings: warningsOn(env, given),
    notes: notesOn(env),
  }
  return { ok: true, config, files }
}
