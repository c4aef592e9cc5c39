/** Takes out of texts what the rules hide, before anything else sees them. */
import type { MaskedText } from '../../shared/domain/privacy/mask.ts'

export interface Masking {
  /** Of something that a person wrote. */
  text(told: string): MaskedText
  /** Every text in it, at whatever depth: of things that a bot collected. What holds nothing to hide is given back itself. */
  value(told: unknown): unknown
  /** As `value`, of an object. */
  values(told: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
}
