/** When something is drawn next: what arrives until then is shown at once. To be replaced in tests. */
export interface Frames {
  /** Calls back once, before the next frame. Returns its undo. */
  next(callback: () => void): () => void
}

/** Where nothing is drawn, as in a tab behind others, there are no frames. */
const HIDDEN_MS = 1_000

export const browserFrames: Frames = {
  next(callback) {
    if (document.hidden) {
      const timer = setTimeout(callback, HIDDEN_MS)
      return () => clearTimeout(timer)
    }
    const frame = requestAnimationFrame(callback)
    return () => cancelAnimationFrame(frame)
  },
}
