/** What the settings of every upstream have in common. */
import * as z from 'zod/mini'
import type { Credentials } from '../ports/credentials.ts'

export const region = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be a region such as us or eu'))
export const dialect = z._default(z.enum(['tutorial', 'vendor']), 'tutorial')

/** The environment as it was given, by name. */
export type Given = Readonly<Record<string, string>>

export const halfPair = (given: Given, id: string, secret: string): readonly string[] => {
  if ((given[id] === undefined) === (given[secret] === undefined)) return []
  return [`${given[id] === undefined ? id : secret}: is missing although its other half is set`]
}

export const credentialsOf = (
  clientId: string | undefined,
  clientSecret: string | undefined,
): Credentials | undefined =>
  clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret }
