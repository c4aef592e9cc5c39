/** What operators and their machines ask: alive, ready, figures, description. */
import type { Router } from 'express'
import type { ReadinessAnswer, ReadinessCheck } from '../../shared/wire/widget-api.ts'
import { writeAnswer } from './answers.ts'
import type { Descriptions } from './descriptions.ts'

export interface OperationsParts {
  readonly readiness: () => readonly ReadinessCheck[]
  readonly renderMetrics: () => Promise<string>
  readonly metricsContentType: string
  readonly descriptions: Descriptions
}

export const mountOperationsRoutes = (router: Router, parts: OperationsParts): void => {
  router.get('/healthz', (_request, response) => {
    writeAnswer(response, { status: 200, body: { status: 'ok' } })
  })
  router.get('/readyz', (_request, response) => {
    const checks = [...parts.readiness()]
    const ready = checks.every(({ state }) => state !== 'failed')
    writeAnswer(response, { status: ready ? 200 : 503, body: { ready, checks } satisfies ReadinessAnswer })
  })
  router.get('/metrics', async (_request, response) => {
    response
      .set({ 'content-type': parts.metricsContentType, 'cache-control': 'no-store' })
      .end(await parts.renderMetrics())
  })
  router.get('/openapi.json', async (_request, response) => {
    response.set('cache-control', 'no-cache').json(await parts.descriptions.openApi())
  })
  router.get('/asyncapi.json', async (_request, response) => {
    response.set('cache-control', 'no-cache').json(await parts.descriptions.asyncApi())
  })
}
