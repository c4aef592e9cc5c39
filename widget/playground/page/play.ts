import { ManualClock } from '../manual-clock.ts'
import { makeStage, type Stage } from '../stage.ts'
import type { State } from '../states.ts'

/** The panel of a state, for which nothing was played yet. */
export const stageOf = ({ id, setup }: State): Stage => makeStage(`conv_${id}`, new ManualClock(), setup)

/** Brings the state about. */
export const play = async (state: State, stage: Stage): Promise<void> => {
  // Scripts press buttons, and panels take the focus then: not away from whoever looks at the page.
  stage.element.inert = true
  await stage.settled()
  await state.play?.(stage)
  await stage.settled()
  stage.element.inert = false
}
