/** What is on screen and what waits to be, because the agent is at what is on screen. Pure. */

/** The newest of something, as a snapshot holds it. */
interface Dated {
  readonly seq: number
  readonly at: string
}

export interface Displayed<T extends Dated> {
  readonly conversationId: string
  readonly shown: T | null
  readonly waiting: T | null
  /** How many came since the one shown. */
  readonly waitingCount: number
}

export const nothingDisplayed: Displayed<never> = { conversationId: '', shown: null, waiting: null, waitingCount: 0 }

const isSame = (a: Dated | null, b: Dated | null): boolean => a?.seq === b?.seq && a?.at === b?.at

/** @param isBusy the agent is at what is shown: nothing may move. Where nothing is shown, nothing can. */
export const display = <T extends Dated>(
  displayed: Displayed<T>,
  conversationId: string,
  newest: T | null,
  isBusy: boolean,
): Displayed<T> => {
  const { shown, waiting, waitingCount } = displayed
  const isOther = conversationId !== displayed.conversationId
  if (isSame(newest, shown) && !isOther)
    return waiting === null ? displayed : { ...displayed, waiting: null, waitingCount: 0 }
  if (!isBusy || isOther || shown === null) return { conversationId, shown: newest, waiting: null, waitingCount: 0 }
  if (isSame(newest, waiting)) return displayed
  return { ...displayed, waiting: newest, waitingCount: waitingCount + 1 }
}
