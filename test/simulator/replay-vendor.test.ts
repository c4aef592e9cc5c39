/** A replay at the vendors' platforms: what is said is posted, and the flow's nodes come one after the other. */
import { expect, it } from 'vitest'
import { createVendorFlow } from '../../simulator/replay/vendor-flow.ts'
import type { WebhookNode, WebhookResult } from '../../simulator/replay/webhook-node.ts'
import { dialogue, once, says, setUp } from './replay-stage.ts'

const ROUTED: WebhookResult = { status: 200, body: { status: 'routed', skill: 'Billing Support' }, attempts: 1 }
const OTHERWISE: WebhookResult = { status: 202, body: { accepted: 1 }, attempts: 1 }

/** A BFF that takes what is said only when it is told to. */
const slowToHear = () => {
  const paths: string[] = []
  const said: unknown[] = []
  const waiting: (() => void)[] = []
  const node: WebhookNode = {
    post: (path, body) => {
      paths.push(path)
      if (path !== '/webhook/transcript') return Promise.resolve(path === '/webhook/cognigy' ? ROUTED : OTHERWISE)
      said.push(body)
      return new Promise((resolve) => waiting.push(() => resolve(OTHERWISE)))
    },
  }
  const handoverTo = () => ({ transferTo: { type: 'queue' as const, id: '104' } })
  const flow = createVendorFlow({ handoverTo }, { endpoint: { endpointType: 'webchat3' } }, node)
  return { node, flow, paths, said, take: () => waiting.shift()?.() }
}

it('a conversation at the vendors’ platforms asks for nothing before the BFF has what the customer said, and ends when it has everything', async () => {
  const { node, flow, paths, said, take } = slowToHear()
  const talk = dialogue('billing', says('customer', 0, 'my bill is wrong', 0.93), says('agent', 5, 'let me see'))
  const { clock, replay, frames, log } = setUp(once(talk), { node, flow })
  await clock.pass(30_000)
  expect(paths).toEqual(['/webhook/transcript'])
  expect(log).not.toContain('ended conv_0001')
  take()
  await clock.pass(30_000)
  expect(log).not.toContain('ended conv_0001')
  take()
  await clock.pass(30_000)
  const asked = paths.filter((path) => path !== '/webhook/transcript')
  expect(asked).toEqual(['/webhook/cognigy', '/webhook/sentiment-escalation'])
  expect(said).toMatchObject([
    { transcript: 'my bill is wrong', origin: { conversationId: 'conv_0001', userId: 'user_0001' } },
    { transcript: 'let me see' },
    { transcript: '', agentId: 'agent-7' },
  ])
  expect(frames).toEqual([])
  expect(log).toContain('ended conv_0001')
  expect(await replay.done).toEqual({ conversations: 1 })
})
