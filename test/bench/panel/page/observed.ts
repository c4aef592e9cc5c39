/** What a page's own browser notes of it: tasks that took long, frames that came late, and how soon keys were answered. */

/** All times in milliseconds since the navigation. */
export interface LongTask {
  readonly start: number
  readonly duration: number
}

export interface FrameScript {
  readonly url: string
  readonly duration: number
  /** Of it, style and layout that it asked for. */
  readonly forcedLayout: number
  /** What called it, its name where it has one, and where in the file it begins. */
  readonly from: string
}

/** A frame that took 50 ms or more from its first task to its picture. */
export interface LongFrame extends LongTask {
  readonly scripts: readonly FrameScript[]
  /** Style, layout and paint at its end. */
  readonly rendering: number
}

/** A key that went down in the composer. */
export interface Key {
  readonly start: number
  /** Until the page heard of it. */
  readonly delay: number
}

/** What the browser tells of a key if it took 16 ms or more until the next picture. */
export interface SlowKey {
  readonly start: number
  readonly duration: number
}

export interface Observed {
  readonly tasks: readonly LongTask[]
  readonly frames: readonly LongFrame[]
  readonly keys: readonly Key[]
  readonly slowKeys: readonly SlowKey[]
}

/** Chromium's; TypeScript's library has no word of it. */
const frameOf = (entry: PerformanceEntry): LongFrame => {
  const scripts: unknown = Reflect.get(entry, 'scripts')
  const renderStart = Number(Reflect.get(entry, 'renderStart'))
  const end = entry.startTime + entry.duration
  return {
    start: entry.startTime,
    duration: entry.duration,
    rendering: renderStart > 0 ? end - renderStart : 0,
    scripts: Array.isArray(scripts) ? scripts.map(scriptOf) : [],
  }
}

const scriptOf = (script: object): FrameScript => {
  const text = (name: string) => String(Reflect.get(script, name) ?? '')
  return {
    url: text('sourceURL'),
    duration: Number(Reflect.get(script, 'duration')),
    forcedLayout: Number(Reflect.get(script, 'forcedStyleAndLayoutDuration')),
    from: `${text('invoker')} ${text('sourceFunctionName')}:${text('sourceCharPosition')}`,
  }
}

const SHORTEST_SLOW_EVENT_MS = 16

/**
 * Begins at once; what happened before is told too, where the browser kept it. Each call gives what was noted since the
 * one before: what is noted must not look like something that the page holds.
 */
export const observe = (composer: HTMLElement): (() => Observed) => {
  let tasks: LongTask[] = []
  let frames: LongFrame[] = []
  let keys: Key[] = []
  let slowKeys: SlowKey[] = []

  const watch = (type: string, note: (entry: PerformanceEntry) => void, options: object = {}): (() => void) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(note))
    observer.observe({ type, buffered: true, ...options })
    return () => observer.takeRecords().forEach(note)
  }
  const takeRest = [
    watch('longtask', ({ startTime, duration }) => tasks.push({ start: startTime, duration })),
    watch('long-animation-frame', (entry) => frames.push(frameOf(entry))),
    watch(
      'event',
      ({ name, startTime, duration }) => {
        if (name === 'keydown') slowKeys.push({ start: startTime, duration })
      },
      { durationThreshold: SHORTEST_SLOW_EVENT_MS },
    ),
  ]
  composer.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      keys.push({ start: timeStamp, delay: performance.now() - timeStamp })
    },
    { capture: true },
  )
  return () => {
    for (const take of takeRest) take()
    const taken = { tasks, frames, keys, slowKeys }
    tasks = []
    frames = []
    keys = []
    slowKeys = []
    return taken
  }
}
