import * as z from 'zod/mini'

/**
 * An id that another program gave to a conversation, session, agent or utterance: 1 to 256 characters, none of them a
 * control character or half of a surrogate pair (no URL can carry one), not blank, and not one of the two names (`.`,
 * `..`) that URL paths would resolve away.
 */
export const identifier = z.string().check(
  z.minLength(1),
  z.maxLength(256),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here.
  z.regex(/^[^\u0000-\u001f\u007f]+$/, 'must not contain control characters'),
  z.refine((id) => !/\p{Surrogate}/u.test(id), 'must be well-formed Unicode'),
  z.refine((id) => id.trim() !== '' && id !== '.' && id !== '..', 'must be an id'),
)

/** Shorter ones, in UTF-16 code units, are no session of Cognigy's. */
export const SHORTEST_SESSION_ID = 10

/** A probability or a confidence in [0, 1]. */
export const unitInterval = z.number().check(z.minimum(0), z.maximum(1))

/** A moment as ISO 8601 in UTC with milliseconds, for example `2026-01-31T09:30:00.000Z`. */
export const instant = z.iso.datetime()

/** A language by its code of two or three letters (ISO 639), for example `de`: without region or script. */
export const languageCode = z.string().check(z.regex(/^[a-z]{2,3}$/, 'must be a language such as de'))

/** An address that a browser may open: no script, no file. */
export const webAddress = z.string().check(z.regex(/^https?:\/\/[^\s/]\S{0,2000}$/i))
