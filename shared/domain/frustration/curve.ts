/** A piecewise linear map, as models bring it: from a raw figure to the one that the cuts of the matrix are meant for. */

/** Points `[x, y]` of a piecewise linear, monotone map; x rises from 0 to 1. */
export type CurvePoints = readonly (readonly [number, number])[]

/** The curve's value at `x`, which is taken to be in [0, 1]. */
export const onCurve = (x: number, points: CurvePoints): number => {
  const clamped = Math.min(1, Math.max(0, x))
  const right = points.findIndex(([at]) => at >= clamped)
  const [x1, y1] = points[right] ?? [1, 1]
  const [x0, y0] = points[right - 1] ?? [x1, y1]
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (clamped - x0)) / (x1 - x0)
}

/** In [0, 1]; stable for logits of any size. */
export const sigmoid = (logit: number): number =>
  logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit))
