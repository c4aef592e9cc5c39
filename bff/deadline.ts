import type { Clock, Deadline, Pauses, Timer } from './ports/time.ts'

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

export const systemTimer: Timer = {
  every: (ms, act) => {
    const timer = setInterval(act, ms)
    timer.unref()
    return () => clearInterval(timer)
  },
}

export const systemPauses: Pauses = {
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** A deadline `budgetMs` from now. Release it when the answer is out. */
export const startDeadline = (budgetMs: number, clock: Clock = systemClock): Deadline => {
  const endsAt = clock.monotonic() + budgetMs
  let controller: AbortController | undefined
  let timer: NodeJS.Timeout | undefined
  const abort = (): void => controller?.abort(new DOMException('the time for this answer is up', 'TimeoutError'))
  const deadline: Deadline = {
    remainingMs: () => Math.max(0, endsAt - clock.monotonic()),
    // Made on first use: an answer that calls nobody needs neither a timer nor a controller.
    get signal() {
      if (controller === undefined) {
        controller = new AbortController()
        timer = setTimeout(abort, deadline.remainingMs())
        timer.unref()
      }
      return controller.signal
    },
    // Over no later than this one by itself: it need not be told, and this one then needs no timer for it.
    within: (ms) => startDeadline(Math.min(ms, deadline.remainingMs()), clock),
    release: () => clearTimeout(timer),
  }
  return deadline
}

/**
 * What `work` gives, or what `late` gives (or throws) once the time is up. The work itself goes on: somebody else may
 * wait for it, and what it gives may be kept.
 */
export const orLate = async <T, L>(
  work: Promise<T>,
  { signal }: Pick<Deadline, 'signal'>,
  late: () => L | PromiseLike<L>,
): Promise<T | L> => {
  let stop = (): void => undefined
  const timeIsUp = new Promise<'late'>((resolve) => {
    stop = () => resolve('late')
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  try {
    const first = await Promise.race([work.then((value) => ({ value })), timeIsUp])
    return first === 'late' ? await late() : first.value
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** As {@link orLate}, `ms` from now by the clock on the wall. Keeps the process alive until then. */
export const orLateAfter = async <T, L>(ms: number, work: Promise<T>, late: () => L): Promise<T | L> => {
  // Without a signal, which takes longer to make than much of the work that is waited for here.
  let timer: NodeJS.Timeout | undefined
  const timeIsUp = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms)
  })
  try {
    const first = await Promise.race([work.then((value) => ({ value })), timeIsUp])
    return first === 'late' ? late() : first.value
  } finally {
    clearTimeout(timer)
  }
}
