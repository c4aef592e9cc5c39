/** What an operator should know although the process starts. */
import { NO_MODEL } from '../scoring/model-choice.ts'
import type { Environment } from './environment.ts'
import { weakSecrets } from './secrets.ts'
import { LOOPBACK_HOST } from './urls.ts'

/** Where to listen, and whether `HOST` says otherwise: without a webhook secret only loopback will do. */
export const listenOn = (env: Environment): { readonly host: string; readonly isHostIgnored: boolean } => {
  if (env.WEBHOOK_SECRET !== undefined) return { host: env.HOST ?? '0.0.0.0', isHostIgnored: false }
  const isHostIgnored = env.HOST !== undefined && !LOOPBACK_HOST.test(env.HOST) && env.HOST !== '::1'
  return { host: isHostIgnored || env.HOST === undefined ? '127.0.0.1' : env.HOST, isHostIgnored }
}

/** Each of these can be left out on purpose; what then does not work is said. */
const unset = (env: Environment): readonly string[] =>
  (
    [
      [env.CXONE_CLIENT_ID, 'CXONE_CLIENT_ID and CXONE_CLIENT_SECRET are not set: nothing can be routed'],
      [
        env.COGNIGY_CLIENT_ID,
        'COGNIGY_CLIENT_ID and COGNIGY_CLIENT_SECRET are not set: no live transcript, and the bot’s sessions are told nothing',
      ],
      [env.COGNIGY_API_KEY, 'COGNIGY_API_KEY is not set: Cognigy cannot be told that a customer is frustrated'],
      [
        env.DATA_DIR,
        'DATA_DIR is not set: what agents say was meant cannot be recorded, handovers are accounted for in the log alone, and a restart forgets all conversations',
      ],
      [env.WIDGET_TOKEN_SECRET, 'WIDGET_TOKEN_SECRET is not set: no widget can connect'],
      [env.INTEGRATOR_API_KEY, 'INTEGRATOR_API_KEY is not set: no widget token can be issued'],
    ] as const
  ).flatMap(([value, warning]) => (value === undefined ? [warning] : []))

/** What was set for a translator and is of no use. */
const idleTranslator = ({ TRANSLATE_URL, TRANSLATE_API_KEY, SENTIMENT_MODEL }: Environment): readonly string[] => {
  if (TRANSLATE_URL === undefined) {
    return TRANSLATE_API_KEY === undefined
      ? []
      : ['TRANSLATE_API_KEY is set, but no TRANSLATE_URL: nothing is translated']
  }
  return SENTIMENT_MODEL === NO_MODEL
    ? ['TRANSLATE_URL is set, but SENTIMENT_MODEL is off: nothing is scored here, so nothing is translated']
    : []
}

export const warningsOn = (env: Environment): readonly string[] => [
  ...(env.WEBHOOK_SECRET === undefined
    ? [
        `WEBHOOK_SECRET is not set: webhooks are not authenticated, so the BFF listens on loopback only${listenOn(env).isHostIgnored ? ' and HOST is ignored' : ''}`,
      ]
    : []),
  ...unset(env),
  ...idleTranslator(env),
  ...weakSecrets({ WIDGET_TOKEN_SECRET: env.WIDGET_TOKEN_SECRET, INTEGRATOR_API_KEY: env.INTEGRATOR_API_KEY }),
]

/** What is as it should be, and yet may surprise. */
export const notesOn = ({ DATA_DIR, REDIS_URL }: Environment): readonly string[] => {
  if (DATA_DIR === undefined) return []
  return REDIS_URL === undefined
    ? ['DATA_DIR is set: conversations, deliveries, confirmed intents and handovers are kept there']
    : ['DATA_DIR is set: confirmed intents and handovers are kept there; conversations are kept in Redis']
}
