import type { LinkError, LinkListener } from '../link/link.ts'
import type { Moment } from './moment.ts'
import type { Action } from './reduce.ts'

/**
 * Turns what a link reports into actions.
 *
 * @param onError is told every error, also those that the link heals by itself and that change no state.
 */
export const linkActions = (
  dispatch: (action: Action) => void,
  now: () => Moment,
  onError: (error: LinkError) => void = () => undefined,
): LinkListener => ({
  connection: (state) => dispatch({ type: 'connection', state, now: now() }),
  joined: (accepted) => dispatch({ type: 'joined', accepted, now: now() }),
  event: (envelope) => dispatch({ type: 'event', envelope, now: now() }),
  refused: (refusal) => dispatch({ type: 'refused', refusal, now: now() }),
  error: (error) => {
    dispatch({ type: 'error', code: error.code })
    onError(error)
  },
})
