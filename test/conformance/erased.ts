/** Of a conversation that is erased nothing is left on the disk: no word of it, no answer that quoted it, nothing still to be told. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Store } from '../../bff/ports/store.ts'
import { line } from '../support/redis-stores.ts'

export interface OnDisk {
  readonly store: Store
  readonly folder: string
  /** All that is to be written is written. */
  settle(): Promise<void>
  close(): Promise<void>
}

const filesWith = (folder: string, text: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => {
    const path = join(folder, file)
    return statSync(path).isFile() && readFileSync(path).includes(text)
  })

export const leavesNothing = (kind: string, open: () => Promise<OnDisk>): void => {
  it(`${kind} leaves nothing on the disk of a conversation that is erased, of answers that quoted it, and of what was to be told`, async () => {
    const { store, folder, settle, close } = await open()
    const canary = (what: string): string => `${what}-${nonce}`
    const nonce = randomBytes(12).toString('hex')
    const about = [{ kind: 'session' as const, id: 'sess_1' }]
    const claim = await store.deliveries.claim('key', 'body', 60)
    if (claim.kind !== 'first') throw new Error('it was seen before')
    const duty = { id: 'duty', lane: 'lane', sessionId: 'sess_1', until: Date.now() + 60_000 }
    await store.conversations.change({ conversationId: 'conv_1', sessionId: 'sess_1' }, () => ({
      value: undefined,
      change: {
        events: [line(canary('said'))],
        settles: { token: claim.token, answer: { status: 200, body: canary('answered'), about } },
        duties: [{ ...duty, task: { kind: 'context', context: { told: canary('told') } } }],
      },
    }))
    await store.conversations.change({ conversationId: 'conv_2' }, () => ({
      value: undefined,
      change: { events: [line('of another')] },
    }))
    await settle()
    const all = ['said', 'answered', 'told'].map(canary)
    for (const each of all) expect(filesWith(folder, each)).not.toEqual([])
    await store.deliveries.forget(about, { status: 410, body: 'gone' })
    expect(await store.conversations.erase('sess_1')).toBe(true)
    await settle()
    expect(all.flatMap((each) => filesWith(folder, each))).toEqual([])
    expect((await store.conversations.find('conv_2'))?.snapshot.seq).toBe(1)
    await close()
  })
}
