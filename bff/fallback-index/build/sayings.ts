/** One example of what users say, in the shapes that NLU exports have for it. */
import * as z from 'zod/mini'

const part = z.object({ text: z.nullish(z.string()) })
/** An utterance as platforms write it: text, or text with what they know of it. */
export const saying = z.union([
  z.nullish(z.string()),
  z.object({ utterance: z.string() }),
  z.object({ sentence: z.string() }),
  // Dialogflow cuts an utterance where an entity is.
  z.object({ data: z.array(part) }),
  z.object({ parts: z.array(part) }),
  part,
])

/** Its words; empty where there are none. */
export const textOf = (said: z.infer<typeof saying>): string => {
  if (typeof said === 'string') return said
  if (said === null || said === undefined) return ''
  if ('data' in said) return said.data.map(({ text }) => text ?? '').join('')
  if ('parts' in said) return said.parts.map(({ text }) => text ?? '').join('')
  return 'utterance' in said ? said.utterance : 'sentence' in said ? said.sentence : (said.text ?? '')
}
