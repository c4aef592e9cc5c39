/** What operators ask, on a port of its own: nobody from outside needs to reach it, and a rush on the other one is not in its way. */
import { createServer, type Server } from 'node:http'
import express from 'express'
import type { Log } from '../ports/observe.ts'
import { answerErrors, notFound } from './errors.ts'
import { type HealthParts, type MetricsParts, mountHealthRoutes, mountMetricsRoute } from './operations-routes.ts'

export interface AdminParts extends HealthParts, MetricsParts {
  readonly log: Log
}

/** Alive, ready and figures; it answers until the process ends, so that a stop can be followed. */
export const createAdminServer = (parts: AdminParts): Server => {
  const app = express()
  app.disable('x-powered-by')
  mountHealthRoutes(app, parts)
  mountMetricsRoute(app, parts)
  app.use(notFound)
  app.use(answerErrors(parts.log))
  return createServer(app)
}
