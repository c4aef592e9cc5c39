import { setTimeout as sleep } from 'node:timers/promises'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { type Answer, type Call, Refused, type Route } from './answer.ts'
import { controlRoutes } from './control-routes.ts'
import { deliver, replaced, send } from './deliver.ts'
import { Faults } from './faults.ts'
import { Journal } from './journal.ts'
import { type Listening, type ListenOptions, listen } from './listen.ts'

export interface StandInOptions extends ListenOptions {
  /** Serves `/__simulator/faults`, `/__simulator/journal` and what else a stand-in has there. Off unless asked for. */
  readonly controlRoutes?: boolean | undefined
  /** How many calls the journal keeps. */
  readonly journalCapacity?: number | undefined
}

export interface StandIn extends Listening {
  readonly journal: Journal
  readonly faults: Faults
}

const BODY_LIMIT = '1mb'
const RELEASED = { status: 400, body: { status: 400, message: 'a fault was armed' } }

const pathOf = (request: Request): string => request.originalUrl.split('?', 1)[0] ?? ''
const queryOf = (request: Request): string => request.originalUrl.slice(pathOf(request).length + 1)

const callOf = (request: Request): Call => {
  const body: unknown = request.body
  return {
    method: request.method,
    path: pathOf(request),
    params: Object.fromEntries(
      Object.entries(request.params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ),
    query: new URLSearchParams(queryOf(request)),
    authorization: request.get('authorization'),
    contentType: request.get('content-type'),
    header: (name) => request.get(name),
    text: typeof body === 'string' ? body : '',
  }
}

/** For the journal only; the routes read bodies by their schemas. */
const looseBody = ({ text, contentType }: Call): unknown => {
  if (text === '') return undefined
  if (contentType?.includes('form-urlencoded') === true) return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    return '(not JSON)'
  }
}

const run = async (route: Route, call: Call): Promise<{ answer: Answer; refusal: string | undefined }> => {
  try {
    return { answer: await route.handle(call), refusal: undefined }
  } catch (error) {
    if (error instanceof Refused) return { answer: error.answer, refusal: error.message }
    throw error
  }
}

/** A gateway would resolve these away, so the path would not mean what it says: refused before any route sees it. */
const isTricky = (path: string): boolean => /\/\/|\\|\/\.{1,2}(\/|$)|\/(%2e|\.){1,2}(\/|$)/i.test(path)

const serve = async (
  route: Route,
  standIn: Pick<StandIn, 'journal' | 'faults'>,
  request: Request,
  response: Response,
) => {
  const call = callOf(request)
  const settle = standIn.journal.begin({ ...call, query: call.query.toString(), body: looseBody(call) })
  if (isTricky(call.path)) {
    settle({ outcome: 'rejected', reason: 'path is not normal', status: 400 })
    send(response, { status: 400, body: { status: 400, message: 'path is not normal' } })
    return
  }
  const fault = standIn.faults.take(call)
  if (fault !== undefined) {
    const instead = replaced(fault, response)
    if (instead !== false) {
      if (fault.kind === 'hang') standIn.faults.hold(() => send(response, RELEASED))
      settle({ outcome: 'fault', reason: fault.kind, status: instead.status })
      return
    }
    if (fault.kind === 'delay') await sleep(fault.ms)
  }
  const { answer, refusal } = await run(route, call)
  settle({
    outcome: refusal === undefined ? 'applied' : 'rejected',
    reason: refusal ?? fault?.kind,
    status: fault?.kind === 'drop-after-apply' ? undefined : answer.status,
  })
  await deliver(response, answer, fault)
}

const UNKNOWN: Omit<Route, 'method' | 'path'> = {
  handle: (call) => {
    throw new Refused(404, `no such route: ${call.method} ${call.path}`)
  },
}

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 500

/** What Express itself refuses: a body too long, a path that cannot be decoded; and our own mistakes. */
const fail = (journal: Journal, error: unknown, request: Request, response: Response, next: NextFunction): void => {
  if (response.headersSent) {
    next(error)
    return
  }
  const status = statusOf(error)
  const call = callOf(request)
  const reason = error instanceof Error ? error.message : String(error)
  journal.begin({ ...call, query: call.query.toString(), body: undefined })({ outcome: 'rejected', reason, status })
  send(response, { status, body: { status, message: reason } })
}

const application = (
  routes: readonly Route[],
  parts: Pick<StandIn, 'journal' | 'faults'>,
  controls: readonly Route[],
): Express => {
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', false)
  app.set('case sensitive routing', true).set('strict routing', true)
  app.use(express.text({ type: () => true, limit: BODY_LIMIT }))
  for (const route of controls) {
    app[route.method](route.path, async (request, response) => {
      send(response, (await run(route, callOf(request))).answer)
    })
  }
  for (const route of routes) {
    app[route.method](route.path, (request, response) => serve(route, parts, request, response))
  }
  app.use((request, response) => serve({ ...UNKNOWN, method: 'get', path: '' }, parts, request, response))
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    fail(parts.journal, error, request, response, next)
  })
  return app
}

/** Serves `routes` over real HTTP, journalled, with faults on demand; `ownControls` beside the common control routes. */
export const startStandIn = async (
  routes: readonly Route[],
  options: StandInOptions,
  ownControls: readonly Route[] = [],
): Promise<StandIn> => {
  const journal = new Journal(options.journalCapacity)
  const faults = new Faults()
  const controls = options.controlRoutes === true ? [...controlRoutes(journal, faults), ...ownControls] : []
  const app = application(routes, { journal, faults }, controls)
  const listening = await listen(app, options)
  return { ...listening, journal, faults }
}
