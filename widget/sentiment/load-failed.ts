/** Why a model could not be made to score here. The message is a sentence for integrators, and names files, never texts. */
import { ModelError } from '../../shared/model/model-spec.ts'
import type { LocalObstacle } from './sentiment.ts'

type LoadObstacle = Exclude<LocalObstacle, 'no_worker'>

export class LoadFailed extends Error {
  readonly because: LoadObstacle

  constructor(because: LoadObstacle, message: string) {
    super(message)
    this.name = 'LoadFailed'
    this.because = because
  }
}

/** What any error while loading comes to. */
export const asLoadFailed = (error: unknown): LoadFailed => {
  if (error instanceof LoadFailed) return error
  if (error instanceof ModelError) return new LoadFailed('unfit_model', error.message)
  return new LoadFailed('broken', error instanceof Error ? error.name : 'something that is no error was thrown')
}
