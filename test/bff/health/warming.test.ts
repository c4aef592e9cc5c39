/** The model takes its time to load: the service says so, and nobody is left unscored for it. */
import { afterEach, describe, expect, it } from 'vitest'
import { sentimentCheck } from '../../../bff/health/readiness.ts'
import type { ThreadState } from '../../../bff/model/model-thread.ts'
import type { SentimentScorer } from '../../../bff/ports/models.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { send } from '../../support/http-client.ts'
import { ANGRY } from '../../support/scripted-scorer.ts'
import { openSentimentStage, SESSION, type SentimentStage } from '../../support/sentiment-stage.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

describe('/readyz', () => {
  let cxone: CxoneStandIn
  let bff: RunningBff
  afterEach(async () => {
    await bff.stop()
    await cxone.close()
  })
  const readyIn = async (state: ThreadState) => {
    cxone = await startCxone()
    bff = await startBff(cxone, { readiness: () => [sentimentCheck(state)] })
    return await send(bff.url, '/readyz')
  }

  it.each(['idle', 'loading'] as const)(
    '/readyz is not ready while the model is warming (%s), and says that it is',
    async (kind) => {
      const { status, body } = await readyIn({ kind })
      expect(status).toBe(503)
      const detail = expect.stringMatching(/^warming: /)
      expect(body).toMatchObject({ ready: false, checks: [{ name: 'sentiment', state: 'failed', detail }] })
    },
  )

  it('/readyz is ready once the model is warm', async () => {
    expect((await readyIn({ kind: 'ready' })).status).toBe(200)
  })

  it('/readyz is ready without a model, since all else works without it', async () => {
    const { status, body } = await readyIn({ kind: 'down', cause: 'there is no such folder', since: 0 })
    expect(status).toBe(200)
    expect(body).toMatchObject({ ready: true, checks: [{ name: 'sentiment', state: 'degraded' }] })
  })
})

describe('a busy machine', () => {
  let stage: SentimentStage
  afterEach(() => stage.close())

  it('a frustration webhook on a busy machine waits for its score for all the time that telling Cognigy can spare', async () => {
    const budgets: number[] = []
    const scorer: SentimentScorer = {
      languages: ['en'],
      score: async (texts, deadline) => {
        budgets.push(deadline.remainingMs())
        return texts.map(() => ANGRY)
      },
    }
    stage = await openSentimentStage({ scorer })
    const { body } = await stage.turn(['nothing works'])
    expect(body).toMatchObject({ status: 'success', escalationLevel: 'manager' })
    expect(body).not.toHaveProperty('scored')
    expect(budgets[0]).toBeGreaterThan(3500)
    expect(budgets[0]).toBeLessThanOrEqual(4000)
    expect(stage.updates(SESSION)).toHaveLength(1)
  })
})
