/** What operators and their machines ask: alive, ready, figures, description. */
import type { Router } from 'express'
import type { ReadinessAnswer, ReadinessCheck } from '../../shared/wire/widget-api.ts'
import { writeAnswer } from './answers.ts'
import type { Descriptions } from './descriptions.ts'

export interface HealthParts {
  readonly readiness: () => readonly ReadinessCheck[]
}

export interface MetricsParts {
  readonly renderMetrics: () => Promise<string>
  readonly metricsContentType: string
}

export interface OperationsParts extends HealthParts, MetricsParts {
  readonly descriptions: Descriptions
  /** Figures are told on another port alone. */
  readonly isAdminApart: boolean
}

export const mountHealthRoutes = (router: Router, { readiness }: HealthParts): void => {
  router.get('/healthz', (_request, response) => {
    writeAnswer(response, { status: 200, body: { status: 'ok' } })
  })
  router.get('/readyz', (_request, response) => {
    const checks = [...readiness()]
    const ready = checks.every(({ state }) => state !== 'failed')
    writeAnswer(response, { status: ready ? 200 : 503, body: { ready, checks } satisfies ReadinessAnswer })
  })
}

export const mountMetricsRoute = (router: Router, parts: MetricsParts): void => {
  router.get('/metrics', async (_request, response) => {
    response
      .set({ 'content-type': parts.metricsContentType, 'cache-control': 'no-store' })
      .end(await parts.renderMetrics())
  })
}

export const mountOperationsRoutes = (router: Router, parts: OperationsParts): void => {
  mountHealthRoutes(router, parts)
  if (!parts.isAdminApart) mountMetricsRoute(router, parts)
  router.get('/openapi.json', async (_request, response) => {
    response.set('cache-control', 'no-cache').json(await parts.descriptions.openApi())
  })
  router.get('/asyncapi.json', async (_request, response) => {
    response.set('cache-control', 'no-cache').json(await parts.descriptions.asyncApi())
  })
}
