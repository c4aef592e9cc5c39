/** What a widget makes of what arrives: an event, one of a later version, or nothing that it could read. */
import { describe, expect, it } from 'vitest'
import { readEnvelope } from '../../../../widget/link/arriving.ts'
import { intended } from '../state/fixtures.ts'

const { data: _data, ...carried } = intended(3)
const { type: _type, ...untyped } = carried

describe('what arrives at a widget', () => {
  it('what arrives with fields that a later version added is the event without them', () => {
    const { data } = intended(3)
    const arrived = { ...intended(3), laterField: 1, data: { ...data, laterField: { deep: [1] } } }
    expect(readEnvelope(arrived)).toMatchObject({ isEvent: true, envelope: intended(3) })
    expect(JSON.stringify(readEnvelope(arrived))).not.toContain('laterField')
  })

  it('what arrives with a type that a later version added has its number and nothing else', () => {
    expect(readEnvelope({ ...carried, type: 'later', data: { text: 'a' } })).toEqual({
      isEvent: true,
      conversationId: carried.conversationId,
      envelope: { conversationId: carried.conversationId, seq: 3, type: 'later' },
    })
  })

  it.each([
    ['a type it knows and no data', carried],
    ['a type it knows and data of another', { ...carried, data: { outcome: 'routed' } }],
    ['no type', { ...untyped, data: {} }],
    ['a type that is no word', { ...untyped, type: 7, data: {} }],
    ['a later type and no number', { conversationId: carried.conversationId, type: 'later', data: {} }],
    ['a later type and no conversation', { seq: 3, type: 'later', data: {} }],
    ['nothing at all', null],
  ])('what arrives with %s is no event', (_what, arrived) => {
    expect(readEnvelope(arrived)).toMatchObject({ isEvent: false })
  })
})
