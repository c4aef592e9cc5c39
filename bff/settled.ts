/** Answers that are kept in the same step as what they tell of, so that no end of the process comes between. */
import type { Delivery, HttpAnswer } from './ports/http-answer.ts'
import type { StoredChange } from './ports/store.ts'

/** Nothing where nobody may ask again, and where the answer is a failure: the next delivery is to try anew. */
export const settledBy = ({ claim }: Pick<Delivery, 'claim'>, answerOf: () => HttpAnswer): StoredChange['settles'] => {
  if (claim === undefined) return undefined
  const answer = answerOf()
  return answer.status >= 500 ? undefined : { token: claim, answer }
}
