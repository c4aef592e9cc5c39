/** Says in the description what requests may look like besides: ids as numbers, numbers in quotes, `null` for nothing. */
import type { CreateDocumentOptions } from 'zod-openapi'

type Override = Exclude<CreateDocumentOptions['override'], undefined>
type JsonType = NonNullable<Parameters<Override>[0]['jsonSchema']['type']>

/** What stands for each type as well, once it is read. */
const ALSO = { string: 'number', number: 'string', integer: 'string' } as const

const isKnown = (type: JsonType): type is keyof typeof ALSO => typeof type === 'string' && Object.hasOwn(ALSO, type)

/** Schemas that read a value before they check it take more than what they check. */
export const tellLeniency: Override = ({ zodSchema, jsonSchema, io }) => {
  const { def } = zodSchema._zod
  if (io !== 'input' || def.type !== 'pipe' || def.in._zod.def.type !== 'transform') return
  const { type } = jsonSchema
  if (type === undefined) return
  const mayBeNothing = ['optional', 'default'].includes(def.out._zod.def.type)
  const types = new Set([type].flat())
  for (const each of [...types]) if (isKnown(each)) types.add(ALSO[each])
  if (mayBeNothing) types.add('null')
  Object.assign(jsonSchema, { type: types.size === 1 ? type : [...types] })
}
