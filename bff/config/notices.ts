/** What an operator should know although the process starts. */
import { cognigyWarnings } from './cognigy.ts'
import { cxoneWarnings } from './cxone.ts'
import type { Environment } from './environment.ts'
import { languageModelWarnings } from './language-model.ts'
import { weakSecretProblems, weakSecrets } from './secrets.ts'
import { signInWarnings } from './sign-in.ts'
import { tracingWarnings } from './tracing.ts'
import { translatorWarnings } from './translator.ts'
import type { Given } from './upstreams.ts'
import { LOOPBACK_HOST } from './urls.ts'

const isLoopback = (host: string): boolean => LOOPBACK_HOST.test(host) || host === '::1'

/** Where to listen, and whether `HOST` says otherwise: without a webhook secret only loopback will do. */
export const listenOn = (env: Environment): { readonly host: string; readonly isHostIgnored: boolean } => {
  if (env.WEBHOOK_SECRET !== undefined) return { host: env.HOST ?? '0.0.0.0', isHostIgnored: false }
  const isHostIgnored = env.HOST !== undefined && !isLoopback(env.HOST)
  return { host: isHostIgnored || env.HOST === undefined ? '127.0.0.1' : env.HOST, isHostIgnored }
}

const guessable = ({ WIDGET_TOKEN_SECRET, INTEGRATOR_API_KEY }: Environment) => ({
  WIDGET_TOKEN_SECRET,
  INTEGRATOR_API_KEY,
})

/** What is a warning on loopback and stops the start anywhere else. */
export const exposedProblems = (env: Environment): readonly string[] =>
  isLoopback(listenOn(env).host) ? [] : weakSecretProblems(guessable(env))

/** Each of these can be left out on purpose; what then does not work is said. */
const unset = (env: Environment): readonly string[] =>
  (
    [
      [
        env.DATA_DIR,
        'DATA_DIR is not set: what agents say was meant cannot be recorded, handovers are accounted for in the log alone, and a restart forgets all conversations',
      ],
      [env.WIDGET_TOKEN_SECRET, 'WIDGET_TOKEN_SECRET is not set: no widget can connect'],
      [env.INTEGRATOR_API_KEY, 'INTEGRATOR_API_KEY is not set: no widget token can be issued'],
    ] as const
  ).flatMap(([value, warning]) => (value === undefined ? [warning] : []))

/** @param given the environment as it was given, to tell what was set from what is so by default */
export const warningsOn = (env: Environment, given: Given): readonly string[] => [
  ...(env.WEBHOOK_SECRET === undefined
    ? [
        `WEBHOOK_SECRET is not set: webhooks are not authenticated, so the BFF listens on loopback only${listenOn(env).isHostIgnored ? ' and HOST is ignored' : ''}`,
      ]
    : []),
  ...cxoneWarnings(given),
  ...cognigyWarnings(given),
  ...unset(env),
  ...translatorWarnings(env),
  ...languageModelWarnings(env),
  ...signInWarnings(env),
  ...tracingWarnings(env),
  ...weakSecrets(guessable(env)),
]

/** What is as it should be, and yet may surprise. */
export const notesOn = ({ DATA_DIR, REDIS_URL }: Environment): readonly string[] => {
  if (DATA_DIR === undefined) return []
  return REDIS_URL === undefined
    ? ['DATA_DIR is set: conversations, deliveries, confirmed intents and handovers are kept there']
    : ['DATA_DIR is set: confirmed intents and handovers are kept there; conversations are kept in Redis']
}
