/** How often the disk is asked for a conversation that is not held: after a restart, that is every one. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { createLog } from '../../../../bff/observe/log.ts'
import { databasePath } from '../../../../bff/store/sqlite/database-file.ts'
import { type Engine, openEngine } from '../../../../bff/store/sqlite/engine.ts'
import { Knowledge } from '../../../../bff/store/sqlite/knowledge.ts'
import { DatabaseSync } from '../../../../bff/store/sqlite/sqlite-api.ts'
import { openThread } from '../../../../bff/store/sqlite/thread.ts'
import type { ConversationRecord } from '../../../../shared/domain/conversation/record.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, openIn, STORE_THREAD } from './folders.ts'

const TOLD = { conversationId: 'conv_1', sessionId: 'sess_1', interactionId: 'int_1' }
const BOUNDS = { conversations: 100, bytes: 1_000_000, ids: 100 }

let folder: string
let engine: Engine
let knowledge: Knowledge
let reads = 0
beforeAll(() => buildBff())
beforeEach(async () => {
  folder = newFolder()
  const store = await openIn(folder)
  for (const told of [TOLD, { conversationId: 'conv_2', sessionId: 'sess_2' }]) {
    await store.conversations.change(told, () => ({ value: undefined, change: { agentId: 'agent-7' } }))
  }
  await store.close()
})
afterEach(async () => {
  await engine.close()
  dropFolder(folder)
})

const open = async (): Promise<void> => {
  reads = 0
  engine = await openEngine({
    openThread: (listener) => {
      const thread = openThread({ folder }, listener, STORE_THREAD)
      return {
        ...thread,
        post: (request) => {
          if (request.kind === 'read') reads += 1
          thread.post(request)
        },
      }
    },
    clock: systemClock,
    log: createLog('silent', { write: () => undefined }),
    metrics: { storeCommitted: () => undefined },
  })
  knowledge = new Knowledge(engine, BOUNDS, 200)
}
const find = (bareId: string): Promise<ConversationRecord | undefined> =>
  knowledge.holding(() => {
    const record = knowledge.leadOf('lasting', bareId)
    return record === undefined ? undefined : knowledge.seen('lasting', record)
  })

/** What is kept of it can be read by nobody from here on. */
const damageFirst = (): void => {
  const database = new DatabaseSync(databasePath(folder))
  database.exec(`UPDATE conversation SET state = '{' WHERE name = 'conv_1'`)
  database.close()
}

describe('a conversation that is expected', () => {
  it('a conversation that is expected is read once, with what is asked for besides, and whoever asks for it waits for that', async () => {
    await open()
    const besides = knowledge.expect(['conv_1', 'unknown'], [['openings', []]])
    await knowledge.hold(['unknown', 'conv_1'])
    expect(await besides).toEqual([[{ value: 1 }]])
    expect(reads).toBe(1)
    expect(await find('conv_1')).toMatchObject({ agentId: 'agent-7', aliases: ['conv_1', 'sess_1', 'int_1'] })
    expect(await find('unknown')).toBeUndefined()
    expect(reads).toBe(1)
  })

  it('a conversation that is expected and cannot be read keeps back nothing that is asked for besides', async () => {
    damageFirst()
    await open()
    expect(await knowledge.expect(['conv_1'], [['openings', []]])).toEqual([[{ value: 1 }]])
    await expect(find('conv_1')).rejects.toThrow()
  })
})

describe('a conversation that is not held', () => {
  it('a conversation that is not held is read in one go, with all that its ids lead to', async () => {
    await open()
    expect(await find('conv_1')).toMatchObject({ agentId: 'agent-7', aliases: ['conv_1', 'sess_1', 'int_1'] })
    expect(reads).toBe(1)
    expect(await find('int_1')).toMatchObject({ conversationId: 'conv_1' })
    expect(reads).toBe(1)
  })

  it('a conversation that is not held takes two ways to the disk by an id that it is not called by', async () => {
    await open()
    expect(await find('sess_1')).toMatchObject({ aliases: ['conv_1', 'sess_1', 'int_1'] })
    expect(reads).toBe(2)
  })

  it('a conversation that is not held and cannot be read leaves all others as they are', async () => {
    damageFirst()
    await open()
    const [broken, whole] = await Promise.allSettled([find('conv_1'), find('conv_2')])
    expect(broken.status).toBe('rejected')
    expect(whole).toMatchObject({ status: 'fulfilled', value: { aliases: ['conv_2', 'sess_2'] } })
    expect(engine.health()).toEqual({ state: 'ok' })
  })
})
