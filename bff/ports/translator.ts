/** A machine translator that the operator has. What comes back is scored, and neither kept nor shown. */
import type { Deadline } from './time.ts'
import type { Upstream } from './upstream.ts'

/** From what into what, as codes of two or three letters (ISO 639). */
export interface LanguagePair {
  readonly source: string
  readonly target: string
}

export interface Translator {
  /**
   * Translations in the order of `texts`. Rejects with `UpstreamFailure`.
   *
   * @param texts masked, none of them blank
   */
  translate(texts: readonly string[], pair: LanguagePair, deadline: Deadline): Promise<readonly string[]>
}

export interface TranslatorUpstream extends Translator, Upstream {}
