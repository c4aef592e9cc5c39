/** What a catalogue has to hold, and what each message has to be given: both by the English one. */
import type { GetICUArgs } from '@schummar/icu-type-parser'
import type { en } from './catalogues/en.ts'

type English = typeof en
export type MessageId = keyof English
export type Catalogue = Readonly<Record<MessageId, string>>

interface ArgumentTypes {
  ProvidedArgs: never
  ICUArgument: string | number
  ICUNumberArgument: number
  ICUDateArgument: number | Date
}
type ValuesOf<Id extends MessageId> = GetICUArgs<English[Id], ArgumentTypes>
/** Of one of several messages: what all of them together need. */
type ValuesOfAll<Id extends MessageId> = { [Each in Id]: (values: ValuesOf<Each>) => void }[Id] extends (
  values: infer Values,
) => void
  ? Values
  : never
export type MessageValues<Id extends MessageId> = keyof ValuesOfAll<Id> extends never ? [] : [values: ValuesOfAll<Id>]

/** A message in the language that is shown. */
export type Text = <Id extends MessageId>(id: Id, ...values: MessageValues<Id>) => string
