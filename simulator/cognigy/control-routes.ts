import { param, Refused, type Route } from '../http/answer.ts'
import { CONTROL_PREFIX } from '../http/control-routes.ts'

interface Known {
  get(id: string): unknown
}

/** Lets a test in another process see what became of a session: its context and all that came into it. */
export const sessionRoutes = (sessions: Known): readonly Route[] => [
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
