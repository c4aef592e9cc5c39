/** What the service would make of a handover's payload where CXone is spoken to as its vendor documents it. */
import { expect, it } from 'vitest'
import { rulesFile } from '../../../shared/rules.ts'
import { validate, validateText } from '../../../shared/validate/validate.ts'
import { GOOD_HANDOVER } from '../../support/handover-stage.ts'

const { wrapupCode: _, ...WITHOUT_CODE } = GOOD_HANDOVER
const codes = (body: unknown, rules = {}) =>
  validate('handover', body, rulesFile.parse(rules), 'vendor').findings.map(({ code }) => code)

it('a payload needs no wrap-up code in the vendor dialect, unless the rules want one', () => {
  expect(codes(WITHOUT_CODE)).toEqual([])
  expect(codes(WITHOUT_CODE, { handover: { requireWrapupCode: true } })).toEqual(['wrapup_missing'])
  expect(validate('handover', WITHOUT_CODE).findings).toMatchObject([{ code: 'wrapup_missing' }])
})

it('a payload with a consult is mended to a blind transfer in the vendor dialect', () => {
  const body = JSON.stringify({ ...WITHOUT_CODE, transferType: 'consult' })
  const { findings } = validateText('handover', body, undefined, 'vendor')
  expect(findings).toMatchObject([{ code: 'transfer_type_unsupported', fix: 'send "blind"' }])
  expect(validateText('handover', body).findings.map(({ code }) => code)).toEqual(['wrapup_missing'])
})

it.each([
  [{ channel: 'voiceGateway2' }, ['target_type_unsupported']],
  [{ spawnedContactId: '1' }, ['target_type_unsupported']],
  [{ endpointType: 'niceCXOne' }, ['target_type_unsupported']],
  [{ channel: 'webchat3', contactNumber: '1' }, ['agent_not_checked']],
  [{}, ['agent_not_checked']],
])('a payload to an agent, from %j, is judged by what the contact is', (origin, expected) => {
  expect(codes({ ...WITHOUT_CODE, transferTo: { type: 'agent', id: '5' }, origin })).toEqual(expected)
})
