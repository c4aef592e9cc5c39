/** A folder of a million events: opened as soon as an empty one, since nothing of it is read before somebody asks. */
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { DatabaseSync } from '../../../../bff/store/sqlite/sqlite-api.ts'
import type { AssistEvent } from '../../../../shared/wire/assist.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, openIn } from './folders.ts'

const EVENTS_OF_EACH = 100
const CONVERSATIONS = 10_000
const READY_WITHIN_MS = 2000
const HELD_AT_MOST_BYTES = 30 * 1024 * 1024

let folder: string
beforeAll(() => buildBff())
beforeEach(() => {
  folder = newFolder()
})
afterEach(() => dropFolder(folder))

const said = (n: number): AssistEvent => ({
  type: 'transcript',
  data: { utteranceId: `u ${n}`, speaker: 'customer', text: `line ${n} of a customer who has a lot to say` },
})
const nameOf = (n: number): string => `conv_${String(n).padStart(5, '0')}`
/** All but the first are copies, made by SQLite itself: told one by one they would take minutes. */
const MULTIPLY = `
  PRAGMA synchronous = OFF;
  CREATE TEMP TABLE copy AS WITH RECURSIVE upTo(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM upTo WHERE n < ${CONVERSATIONS})
    SELECT printf('conv_%05d', n) AS name FROM upTo;
  BEGIN;
  INSERT INTO conversation SELECT copy.name, epoch, agent, active_at, has_ended, ended_at, replace(state, '${nameOf(1)}', copy.name),
    replace(board, '${nameOf(1)}', copy.name)
    FROM copy, conversation WHERE conversation.name = '${nameOf(1)}';
  INSERT INTO owner SELECT copy.name, kind, copy.name FROM copy, owner WHERE id = '${nameOf(1)}';
  INSERT INTO event SELECT copy.name, seq, type, at, data FROM copy, event WHERE conversation = '${nameOf(1)}';
  COMMIT;
`

it('a store of a million events is open and answers within two seconds, and holds next to nothing of them', async () => {
  const first = await openIn(folder)
  const events = Array.from({ length: EVENTS_OF_EACH }, (_, n) => said(n))
  await first.conversations.change({ conversationId: nameOf(1) }, () => ({ value: undefined, change: { events } }))
  await first.close()
  const database = new DatabaseSync(join(folder, 'cx-assist.sqlite'))
  database.exec(MULTIPLY)
  database.close()

  const heldBefore = process.memoryUsage().rss
  const startedAt = performance.now()
  const store = await openIn(folder)
  const last = await store.conversations.find(nameOf(CONVERSATIONS))
  const readyAfterMs = performance.now() - startedAt
  const held = process.memoryUsage().rss - heldBefore
  await store.close()
  expect(last?.snapshot).toMatchObject({ conversationId: nameOf(CONVERSATIONS), seq: EVENTS_OF_EACH })
  expect(readyAfterMs).toBeLessThan(READY_WITHIN_MS)
  expect(held).toBeLessThan(HELD_AT_MOST_BYTES)
  const counted = new DatabaseSync(join(folder, 'cx-assist.sqlite'))
    .prepare('SELECT count(*) AS events FROM event')
    .all()
  expect(counted).toMatchObject([{ events: EVENTS_OF_EACH * CONVERSATIONS }])
})
