/** Which output of a classifier means what, by the model's own `id2label`. */

/** Position of each class among the logits. `neutral` is missing in a model that only tells negative from positive. */
export interface LabelOrder {
  readonly count: number
  readonly negative: number
  readonly neutral: number | undefined
  readonly positive: number
}

export type LabelReading =
  | { readonly ok: true; readonly order: LabelOrder }
  | { readonly ok: false; readonly problem: string }

/** What models without names of their own mean: the order of TweetEval, and of SST-2 where there are two. */
const UNNAMED: Readonly<Record<number, LabelOrder>> = {
  2: { count: 2, negative: 0, neutral: undefined, positive: 1 },
  3: { count: 3, negative: 0, neutral: 1, positive: 2 },
}

const refuse = (problem: string): LabelReading => ({ ok: false, problem })

/**
 * Names count in any case; `LABEL_0`, `LABEL_1`… carry no meaning and count by their index. Anything else is refused with
 * a sentence: a guess would turn frustration upside down.
 */
export const readLabels = (id2label: Readonly<Record<string, string>> | undefined): LabelReading => {
  if (id2label === undefined) return refuse('id2label is missing, so nobody knows what the outputs mean')
  const entries = Object.entries(id2label)
  const names: (string | undefined)[] = entries.map(() => undefined)
  for (const [id, label] of entries) {
    const index = /^\d+$/u.test(id) ? Number(id) : Number.NaN
    if (!(index < entries.length))
      return refuse(`id2label has "${id}" where the numbers 0 to ${entries.length - 1} belong`)
    names[index] = label.trim().toLowerCase()
  }
  if (names.every((name, i) => name === `label_${i}`)) {
    const order = UNNAMED[names.length]
    return order === undefined
      ? refuse(`id2label has ${names.length} labels without names; only 2 or 3 can be told by their index`)
      : { ok: true, order }
  }
  const [negative, neutral, positive] = ['negative', 'neutral', 'positive'].map((name) => names.indexOf(name))
  const isWhole = new Set(names).size === names.length && names.length === (neutral === -1 ? 2 : 3)
  if (negative === undefined || positive === undefined || negative === -1 || positive === -1 || !isWhole) {
    return refuse(
      `id2label has ${Object.values(id2label)
        .map((label) => `"${label.slice(0, 40)}"`)
        .join(', ')}; it must have negative, neutral and positive, or negative and positive`,
    )
  }
  return { ok: true, order: { count: names.length, negative, neutral: neutral === -1 ? undefined : neutral, positive } }
}
