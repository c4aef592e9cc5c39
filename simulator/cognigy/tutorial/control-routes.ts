import { param, Refused, type Route } from '../../http/answer.ts'
import { CONTROL_PREFIX } from '../../http/control-routes.ts'
import type { Sessions } from './sessions.ts'

/** Lets a test in another process see what became of a session: its context, its triggered nodes, its updates. */
export const sessionRoutes = (sessions: Sessions): readonly Route[] => [
  {
    method: 'get',
    path: `${CONTROL_PREFIX}sessions/:id`,
    handle: (call) => {
      const session = sessions.get(param(call, 'id'))
      if (session === undefined) throw new Refused(404, 'session not found')
      return { status: 200, body: session }
    },
  },
]
