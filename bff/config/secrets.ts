/** What must stay unknown. No message holds a value. */
import * as z from 'zod/mini'
import { list } from './texts.ts'

const WEBHOOK_SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/
const SHORTEST_WEBHOOK_SECRET_BYTES = 24
const SHORTEST_SECRET = 8
const SHORT_SECRET = 32

const isWebhookSecret = (text: string): boolean => {
  const encoded = WEBHOOK_SECRET.exec(text)?.[1]
  return encoded !== undefined && Buffer.from(encoded, 'base64').length >= SHORTEST_WEBHOOK_SECRET_BYTES
}

/** Two while it is being rotated. */
const isOneOrTwo = ({ length }: readonly string[]): boolean => length === 1 || length === 2

export const webhookSecret = z.string().check(
  z.refine((text) => {
    const secrets = list(text)
    return isOneOrTwo(secrets) && secrets.every(isWebhookSecret)
  }, 'must be whsec_ and the base64 of at least 24 bytes; two at most, separated by a comma'),
)

export const secret = z.string().check(
  z.refine((text) => {
    const secrets = list(text)
    return isOneOrTwo(secrets) && secrets.every(({ length }) => length >= SHORTEST_SECRET)
  }, `must have at least ${SHORTEST_SECRET} characters; two at most, separated by a comma`),
)

const isWeak = (value: string | undefined): boolean =>
  list(value ?? '').some((each) => Buffer.byteLength(each) < SHORT_SECRET)

/** Names of these secrets that are easily guessed: one of its values has fewer than 32 bytes. */
const weakNames = (secrets: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(secrets).flatMap(([name, value]) => (isWeak(value) ? [name] : []))

/** A warning for each of these secrets that is easily guessed, for a service that only its own machine can reach. */
export const weakSecrets = (secrets: Readonly<Record<string, string | undefined>>): readonly string[] =>
  weakNames(secrets).map(
    (name) => `${name} is shorter than ${SHORT_SECRET} bytes: use a longer random one outside tests`,
  )

/** A problem for each of these secrets that is easily guessed, for a service that others can reach. */
export const weakSecretProblems = (secrets: Readonly<Record<string, string | undefined>>): readonly string[] =>
  weakNames(secrets).map(
    (name) => `${name}: must have at least ${SHORT_SECRET} bytes where others than this machine can connect`,
  )
