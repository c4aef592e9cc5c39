/** A part of a text that is not to be kept. */
export interface Span {
  /** UTF-16 code units from the beginning of the text. */
  readonly from: number
  /** The first one behind it. */
  readonly to: number
  /** What stands there instead. */
  readonly shown: string
}

/** In the order of the text, none overlapping another. Takes time in proportion to the text's length, whatever it holds. */
export type Finder = (text: string) => readonly Span[]
