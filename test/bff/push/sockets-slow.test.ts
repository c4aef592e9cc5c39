/** A widget that does not read must not cost the others anything. */
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { connectWidget } from '../../support/widget-client.ts'

const CONVERSATION = 'conv_1'
const EVENTS = 4000

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startCxone()
  bff = await startBff(cxone)
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

/** Joins as any widget does, and then reads nothing more. */
const joinAndSleep = async (token: string): Promise<WebSocket> => {
  const raw = new WebSocket(`${bff.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  raw.on('error', () => undefined)
  await once(raw, 'open')
  const answered = (prefix: string) =>
    new Promise<void>((resolve) => {
      raw.on('message', (frame) => {
        if (String(frame).startsWith(prefix)) resolve()
      })
    })
  raw.send(`40${JSON.stringify({ token })}`)
  await answered('40')
  raw.send(`420${JSON.stringify(['conversation:join', { conversationId: CONVERSATION }])}`)
  await answered('430')
  raw.pause()
  return raw
}

describe('a widget that does not read what it is sent', () => {
  it('is disconnected, while one beside it misses nothing', async () => {
    const token = await bff.token({ agentId: 'agent_1', conversations: [CONVERSATION] })
    const reader = await connectWidget(bff.url, token)
    await reader.join(CONVERSATION)
    const sleeper = await joinAndSleep(token)
    expect(bff.app.connectedWidgets()).toBe(2)
    const line = 'x'.repeat(5000)
    for (let n = 0; n < EVENTS; n += 1) {
      await bff.app.hearStream({ interactionId: CONVERSATION, transcript: `${n} ${line}`, speaker: 'agent' })
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await expect.poll(bff.app.connectedWidgets).toBe(1)
    await expect.poll(() => reader.seqs().length).toBe(EVENTS)
    expect(await bff.metrics.render()).toContain('cx_assist_sockets_refused_total{reason="too_slow"} 1')
    sleeper.terminate()
    reader.close()
  })
})
