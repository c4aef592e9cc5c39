/** Which disposition is suggested, and when none is. */
import { expect, it } from 'vitest'
import { suggestDisposition } from '../../../../shared/domain/wrap-up/disposition.ts'

const named = (...names: readonly string[]) => names.map((name, n) => ({ id: `d${n}`, name }))
const reason = (text: string) => ({ points: [{ kind: 'reason' as const, text, utteranceIds: ['u0'] }] })

it('a disposition whose name is the intent’s is suggested, and with more confidence than one of the customer’s words', () => {
  const dispositions = named('Refund issue', 'Address change')
  const byIntent = suggestDisposition(dispositions, reason('“Hello there”'), { name: 'refund_request' })
  const byReason = suggestDisposition(dispositions, reason('“I want it refunded”'), undefined)
  expect([byIntent, byReason]).toEqual([
    { id: 'd0', name: 'Refund issue', confidence: 0.9 },
    { id: 'd0', name: 'Refund issue', confidence: 0.75 },
  ])
})

it.each([
  ['nothing fits', named('Resolved', 'Transferred'), '“I want a refund”'],
  ['two fit alike', named('Refund', 'Refunds'), '“I want a refund”'],
  ['a name says only half of it', named('Refund denied twice'), '“I want a refund”'],
  ['a name says nothing', named('Other', 'General inquiry'), '“I have a general inquiry”'],
  ['there are none', [], '“I want a refund”'],
])('no disposition is suggested where %s', (_what, dispositions, said) => {
  expect(suggestDisposition(dispositions, reason(said), undefined)).toBeUndefined()
})
