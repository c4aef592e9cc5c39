/** Ids in the log are those of programs; what a customer said, sent for an id by a flow that mixed it up, is not there. */
import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createLog } from '../../../bff/observe/log.ts'

const logged = (fields: Readonly<Record<string, string | undefined>>): string => {
  let text = ''
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk)
      done()
    },
  })
  createLog('info', destination).info(fields, 'something happened')
  return text
}

describe('an id in the log', () => {
  it.each(['conv_abc123', '550e8400-e29b-41d4-a716-446655440000', 'a.b:c~d', '12345'])(
    'an id in the log is written as it is: %s',
    (id) => {
      expect(logged({ conversationId: id })).toContain(`"conversationId":"${id}"`)
    },
  )

  it.each(['conversationId', 'sessionId', 'interactionId', 'agentId'])(
    '%s that is a sentence is logged as its length',
    (name) => {
      const text = logged({ [name]: 'my card is 4111 1111' })
      expect(text).toContain(`"${name}":"(20 characters)"`)
      expect(text).not.toContain('4111')
    },
  )

  it('an id in the log that is not there stays away', () => {
    expect(logged({ sessionId: undefined })).not.toContain('sessionId')
  })
})
