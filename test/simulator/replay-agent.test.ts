/** Whose a conversation is, the service knows as soon as the desk does: a panel that the desk opens is let in. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../simulator/cxone/tutorial/server.ts'
import { createTutorialFlow } from '../../simulator/replay/tutorial-flow.ts'
import { type RunningBff, startBff } from '../support/start-bff.ts'
import { connectWidget, type Widget } from '../support/widget-client.ts'
import { dialogue, once, says, setUp } from './replay-stage.ts'

/** Long after an agent took it, nobody has said anything. */
const SILENT = dialogue('silent', says('customer', 0, 'my bill is wrong', 0.93), says('customer', 600, 'hello?'))

const NOBODY = { handoverTo: () => ({ transferTo: { type: 'queue' as const, id: 'queue-1' } }) }

describe('an agent who takes a conversation', () => {
  let cxone: CxoneStandIn
  let bff: RunningBff
  let widget: Widget
  beforeEach(async () => {
    cxone = await startCxone()
    bff = await startBff(cxone)
    widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent-7' }))
  })
  afterEach(async () => {
    widget.close()
    await bff.stop()
    await cxone.close()
  })

  it('an agent who takes a conversation sees it in the panel at once, before anything more is said', async () => {
    const joined: Promise<unknown>[] = []
    const { clock, abort } = setUp(once(SILENT), {
      flow: createTutorialFlow(NOBODY, ({ interactionId, conversationId, agentId, transcript }) => {
        void bff.app.hearStream({ interactionId, conversationId, agentId, transcript, speaker: 'customer' })
      }),
      observers: [
        {
          changed: ({ status, conversationId }) => {
            if (status === 'active') joined.push(widget.join(conversationId))
          },
        },
      ],
    })
    await clock.pass(60_000)
    expect(await Promise.all(joined)).toEqual([expect.objectContaining({ ok: true, agentId: 'agent-7' })])
    abort.abort()
  })

  it('an agent who takes a conversation is told of by the stream once, without words', async () => {
    const { clock, wordless, frames } = setUp(once(SILENT))
    await clock.pass(60_000)
    expect(wordless).toEqual([
      {
        interactionId: 'int_0001',
        conversationId: 'conv_0001',
        agentId: 'agent-7',
        transcript: '',
        at: expect.any(Number),
      },
    ])
    expect(frames).toHaveLength(1)
  })
})
