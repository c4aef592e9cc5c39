/** What the tutorial's CXone says of its own failures, where no stand-in can be brought to fail so. */
import { expect, it } from 'vitest'
import { explainTransfer } from '../../../bff/upstream/cxone/tutorial/explain.ts'

it('a status that belongs to the token and not to the transfer is explained by its cause', () => {
  expect(explainTransfer({ upstream: 'cxone', kind: 'permission', status: 400 }).code).toBe('cxone_scope')
  expect(explainTransfer({ upstream: 'cxone', kind: 'credentials', status: 400 }).code).toBe('cxone_credentials')
})
