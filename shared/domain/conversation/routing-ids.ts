/** By which ids a routing webhook tells of its conversation, and where that comes from. */
import { originIn } from '../../wire/origin.ts'
import { valueAt } from '../../wire/problem.ts'
import type { RoutingWebhook } from '../../wire/webhooks.ts'
import { type ToldIds, withOrigin } from './conversation-ids.ts'

/** What the webhook says in either place, `origin` before `session.cxone`. */
export const routingIds = ({ session, origin }: RoutingWebhook): ToldIds => {
  const user = originIn({ userId: valueAt(session.user, ['id']) })
  return withOrigin({ sessionId: session.id }, { ...user, ...originIn(session.cxone), ...originIn(origin) })
}
