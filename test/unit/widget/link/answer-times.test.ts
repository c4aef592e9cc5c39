import { expect, it } from 'vitest'
import { requestNames, requests } from '../../../../shared/wire/requests.ts'
import { answeredWithinMs } from '../../../../widget/link/answer-times.ts'

it.each(requestNames)('the answer to %s is waited for as long as the table of requests says', (name) => {
  expect(answeredWithinMs(name)).toBe(requests[name].withinMs)
})
