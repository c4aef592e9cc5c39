/** Takes what nobody should keep out of what an upstream suggests, before anybody does. */
import type { RawSuggestion } from '../../ports/cognigy.ts'
import type { Masking } from '../../ports/masking.ts'

const WEB_ADDRESS = /^https?:\/\//iu

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that encodes nothing.
    return text
  }
}

/**
 * Panels make a title of an address, decoded and with gaps for its signs: what can be read there then counts. Of an address
 * that holds something to be hidden, the host is left, which is no link any more.
 */
const maskedSource = (source: string, mask: Pick<Masking, 'text'>): string => {
  const name = source.trim()
  const readable = mask.text(decoded(name).replaceAll('_', ' '))
  if (readable.masked.length === 0) return source
  return WEB_ADDRESS.test(name) && URL.canParse(name) ? new URL(name).hostname : readable.text
}

export const maskedSuggestion = (suggestion: RawSuggestion, mask: Pick<Masking, 'text'>): RawSuggestion => ({
  ...suggestion,
  text: mask.text(suggestion.text).text,
  source: maskedSource(suggestion.source, mask),
})
