/** How leniently a desktop's messages are read: what does not fit counts as not said, and spoils nothing beside it. */
import * as z from 'zod/mini'

const LONGEST_ID = 256
const LONGEST_TOKEN = 8192
const LONGEST_TAG = 100

/** A member that may be missing, and may be anything. */
export const any = z.optional(z.unknown())

/** `undefined` for what does not fit. */
export const ifFits = <S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> | undefined =>
  schema.safeParse(value).data

const id = z.string().check(z.minLength(1), z.maxLength(LONGEST_ID))

/** Ids are numbers in some desktops. `undefined` for what is none. */
export const idIn = (value: unknown): string | undefined => {
  const text = typeof value === 'string' ? value.trim() : value
  return ifFits(id, Number.isSafeInteger(text) ? String(text) : text)
}

/** What our own words tell, wherever they stand. */
export const ownWords = { conversation: any, token: any, theme: any, lang: any, ended: any, writes: any } as const

const token = z.string().check(z.minLength(1), z.maxLength(LONGEST_TOKEN))
const theme = z.enum(['auto', 'light', 'dark'])
const lang = z.string().check(z.maxLength(LONGEST_TAG))
const yesOrNo = z.boolean()

export const contextIn = (said: { readonly [Name in keyof typeof ownWords]?: unknown }) => ({
  conversation: said.conversation === null ? null : idIn(said.conversation),
  token: ifFits(token, said.token),
  theme: ifFits(theme, said.theme),
  lang: ifFits(lang, said.lang),
  ended: ifFits(yesOrNo, said.ended),
  writes: ifFits(yesOrNo, said.writes),
})

/** JSON in a text; `undefined` for any other text. */
export const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
