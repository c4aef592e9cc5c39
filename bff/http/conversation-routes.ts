/** What integrators ask about one conversation, by any of its ids: what is kept of it, and that nothing be kept. */
import type { Request, RequestHandler, Router } from 'express'
import { identifier } from '../../shared/wire/identifiers.ts'
import { describeFault } from '../fault.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import type { Log } from '../ports/observe.ts'
import { httpProblem } from '../problem-answer.ts'
import { refuseUnread, writeAnswer } from './answers.ts'
import type { IntegratorDoor } from './integrator-door.ts'

export interface ConversationRoutesParts {
  readonly hasIntegratorKeys: boolean
  /** @returns whether anything was known by that id */
  readonly erase: (id: string) => Promise<boolean>
  /** `undefined` where nothing is known by that id. */
  readonly exportConversation: (id: string) => Promise<object | undefined>
  readonly log: Log
}

const UNKNOWN = httpProblem(404, 'no conversation is known by this id')
const ERASED: HttpAnswer = { status: 200, body: { status: 'erased' } }

const idIn = ({ params }: Request): string | undefined => identifier.safeParse(params['id']).data

export const mountConversationRoutes = (router: Router, door: IntegratorDoor, parts: ConversationRoutesParts): void => {
  const { log } = parts
  const admit: RequestHandler = async (request, response, next) => {
    const refusal = parts.hasIntegratorKeys
      ? await door(request)
      : httpProblem(503, 'conversations can be exported and erased once INTEGRATOR_API_KEY is set on the BFF')
    if (refusal === undefined) next()
    else refuseUnread(request, response, refusal)
  }
  /** Not left to the last resort: that one would log the address, and there the id is what somebody typed. */
  const answering =
    (find: (id: string) => Promise<HttpAnswer | undefined>): RequestHandler =>
    async (request, response) => {
      const id = idIn(request)
      try {
        writeAnswer(response, (id === undefined ? undefined : await find(id)) ?? UNKNOWN)
      } catch (error) {
        log.error(describeFault(error), 'a request about a conversation failed on a fault of ours')
        writeAnswer(response, httpProblem(500, 'an internal error; the operator finds it in the log'))
      }
    }
  const only =
    (allow: string): RequestHandler =>
    (request, response) => {
      refuseUnread(request, response, httpProblem(405, `this path takes ${allow} only`, { headers: { allow } }))
    }

  router
    .route('/api/conversations/:id')
    .delete(
      admit,
      answering(async (id) => ((await parts.erase(id)) ? ERASED : undefined)),
    )
    .all(only('DELETE'))
  router
    .route('/api/conversations/:id/export')
    .get(
      admit,
      answering(async (id) => {
        const body = await parts.exportConversation(id)
        return body === undefined ? undefined : { status: 200, body }
      }),
    )
    .all(only('GET'))
}
