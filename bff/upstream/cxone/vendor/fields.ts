/** Fields of a digital contact: which are defined, and what is written to them. */
import * as z from 'zod/mini'
import { ifReadable } from '../../../../shared/wire/lenient.ts'
import type { Clock, Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { pathSegment } from '../../http/http-call.ts'
import { createSharedQuestion } from '../shared-question.ts'
import type { CxoneApi } from './call.ts'

const KEPT_MS = 600_000
/** Two addresses of the same list: one is in the vendor's programs, the other in its description. */
const DEFINITIONS = ['/contacts/custom-field-definitions', '/consumer-contact-custom-fields'] as const

const list = z.array(z.object({ ident: ifReadable(z.string()) }))
const definitionsAnswer = z.union([
  list,
  z.pipe(
    z.object({ data: list }),
    z.transform(({ data }) => data),
  ),
])

export interface Field {
  readonly ident: string
  readonly value: string
}

export interface Fields {
  /** Idents of all fields that are defined. */
  defined(deadline: Deadline): Promise<ReadonlySet<string>>
  /** All in one request, since each contact may be changed only so often. */
  write(contactNumber: string, fields: readonly Field[], deadline: Deadline): Promise<void>
}

/** @param defined `undefined` where it is not known: then nothing is left out */
export const knownFields = (fields: readonly Field[], defined: ReadonlySet<string> | undefined): readonly Field[] =>
  fields.filter(({ ident }) => defined === undefined || defined.has(ident))

export const createFields = (api: Pick<CxoneApi, 'read' | 'send'>, clock: Clock): Fields => {
  const read = (path: string, deadline: Deadline) =>
    api.read('dfo', { operation: 'field_definitions', path, schema: definitionsAnswer, deadline })

  const ask = createSharedQuestion(clock, KEPT_MS, async (_key, deadline) => {
    const [first, second] = DEFINITIONS
    const found = await read(first, deadline).catch(async (error: unknown) => {
      if (!(error instanceof UpstreamFailure) || error.facts.kind !== 'not_found') throw error
      return await read(second, deadline)
    })
    return new Set(found.flatMap(({ ident }) => ident ?? []))
  })

  return {
    defined: (deadline) => ask('', deadline),
    write: async (contactNumber, fields, deadline) => {
      await api.send('dfo', {
        operation: 'custom_fields',
        method: 'PUT',
        path: `/contacts/${pathSegment(contactNumber)}/custom-fields`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields.map(({ ident, value }) => ({ ident, value }))),
        deadline,
      })
    },
  }
}
