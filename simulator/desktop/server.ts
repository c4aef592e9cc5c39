/** The demo's desktop: what an integrator would write around `<cx-assist>`. Serves the page, its token and its events. */
import express, { type Express, type Handler, type NextFunction, type Request, type Response } from 'express'
import helmet from 'helmet'
import { parseOrProblem } from '../../shared/wire/problem.ts'
import { requestWidgetToken } from '../check/widget-token.ts'
import { type Listening, type ListenOptions, listen } from '../http/listen.ts'
import type { SaidLine } from '../replay/events.ts'
import { serveEvents } from './event-stream.ts'
import type { Inbox } from './inbox.ts'
import {
  type AcceptedMessage,
  type Attention,
  agentMessage,
  attention,
  type DesktopError,
  type DesktopSession,
  PLAYED_DESKTOPS,
} from './wire.ts'

export interface DesktopOptions extends ListenOptions {
  readonly desk: Inbox
  readonly agent: { readonly id: string; readonly name: string }
  /** Who sits at the board. */
  readonly supervisor: { readonly id: string; readonly name: string }
  readonly bffUrl: string
  readonly integratorKey: string
  /** The built pages. */
  readonly pageFolder: string
  /** The built element, for the page that shows it without a BFF. */
  readonly widgetFolder: string
  /** Told which conversation somebody has open. */
  readonly attended?: ((attention: Attention) => void) | undefined
  /** What the agent writes. Undefined: nobody listens there any more. */
  readonly agentSays: (conversationId: string, text: string) => SaidLine | undefined
  /** The agent ends a conversation. False: it is not theirs, or has ended. */
  readonly agentEnds: (conversationId: string) => boolean
}

const TOKEN_SECONDS = 3600
const HASHED_NAME = /-[\w-]{8}\.\w+$/
const FOREVER = 'public, max-age=31536000, immutable'
const BODY_LIMIT = '64kb'

/** The page runs its own scripts and the BFF's element, talks to both, and frames the BFF's panel; nothing else. */
const securityHeaders = (bffUrl: string, framing: { readonly frames: string[]; readonly framedBy: string[] }) => {
  const { origin, host, protocol } = new URL(bffUrl)
  const socket = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}`
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", origin, "'wasm-unsafe-eval'"],
        workerSrc: ["'self'", 'blob:', origin],
        connectSrc: ["'self'", origin, socket],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameSrc: [origin, ...framing.frames],
        frameAncestors: framing.framedBy,
      },
    },
    // Plain HTTP on loopback; promising HTTPS for it would lock the browser out.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    // A panel in a frame of another origin opens the window in which its agent signs in.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
  })
}

const refuse = (response: Response, status: number, error: string): void => {
  response
    .status(status)
    .set('cache-control', 'no-store')
    .json({ error } satisfies DesktopError)
}

/** Only pages that this server served get a token: another site may point its own name at this address (DNS rebinding). */
const onlyOwnName = (host: string | undefined) => (request: Request, response: Response, next: NextFunction) => {
  const own = ['localhost', '127.0.0.1', '[::1]', ...(host === undefined ? [] : [host])]
  // Whoever binds it to all interfaces has decided who may come.
  const isOpen = host === '0.0.0.0' || host === '::'
  if (isOpen || own.includes(request.hostname)) next()
  else refuse(response, 403, 'unknown host name')
}

const session = async (options: DesktopOptions, role: 'agent' | 'supervisor', response: Response): Promise<void> => {
  const { bffUrl, [role]: person } = options
  try {
    const grant = { agentId: person.id, ttlSeconds: TOKEN_SECONDS }
    const token = await requestWidgetToken(options, role === 'agent' ? grant : { ...grant, role })
    const body: DesktopSession = { agentId: person.id, agentName: person.name, bffUrl, ...token }
    response.set('cache-control', 'no-store').json(body)
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    refuse(response, 503, `the assist service is not available: ${cause}`)
  }
}

const takeMessage = ({ desk, agentSays }: DesktopOptions, request: Request, response: Response): void => {
  const id = request.params['id']
  const parsed = parseOrProblem(agentMessage, request.body)
  if (request.is('application/json') === false) refuse(response, 415, 'the body must be application/json')
  else if (!parsed.ok) refuse(response, 422, 'text is missing, blank or longer than 10,000 characters')
  else if (typeof id !== 'string' || desk.find(id) === undefined) refuse(response, 404, 'no such conversation')
  else {
    const line = agentSays(id, parsed.value.text)
    if (line === undefined) refuse(response, 409, 'the bot still has this conversation, or it has ended')
    else response.status(202).json({ line } satisfies AcceptedMessage)
  }
}

const takeEnd = ({ desk, agentEnds }: DesktopOptions, request: Request, response: Response): void => {
  const id = request.params['id']
  if (typeof id !== 'string' || desk.find(id) === undefined) refuse(response, 404, 'no such conversation')
  else if (!agentEnds(id)) refuse(response, 409, 'the bot still has this conversation, or it has ended')
  else response.status(202).end()
}

const takeAttention = ({ attended }: DesktopOptions, request: Request, response: Response): void => {
  const parsed = parseOrProblem(attention, request.body)
  if (!parsed.ok) refuse(response, 422, 'conversationId or isWriting is missing or of another type')
  else {
    attended?.(parsed.value)
    response.status(204).end()
  }
}

const PLAYED = 'simulator/desktops/desktop.html'
/** The pages beside the desktop, by where they are. */
const PAGES = {
  '/board': 'simulator/desktop/board.html',
  '/validate': 'simulator/desktop/validate.html',
  '/playground': 'widget/playground/playground.html',
  '/desktops/liar': 'simulator/desktops/liar.html',
  ...Object.fromEntries(Object.keys(PLAYED_DESKTOPS).map((name) => [`/desktops/${name}`, PLAYED])),
}

/** This server by its two names: a page of the one is of another origin than a page of the other. */
const namesOf = (request: Request): string[] => {
  const { port } = new URL(`http://${request.host}`)
  return ['localhost', '127.0.0.1'].map((name) => `http://${name}:${port}`)
}

const files = (folder: string): Handler =>
  express.static(folder, {
    setHeaders: (response, path) => {
      response.setHeader('cache-control', HASHED_NAME.test(path) ? FOREVER : 'no-cache')
    },
  })

const createDesktopApp = (options: DesktopOptions): Express => {
  const app = express()
  app.disable('x-powered-by')
  const headers = securityHeaders(options.bffUrl, { frames: [], framedBy: ["'none'"] })
  app.use((request, response, next) => {
    // The page that lies to a panel is framed by the desktop, from its other name.
    const framing = { frames: namesOf(request), framedBy: namesOf(request) }
    const isPlayed = request.path.startsWith('/desktops/')
    ;(isPlayed ? securityHeaders(options.bffUrl, framing) : headers)(request, response, next)
  })
  app.use(onlyOwnName(options.host))
  app.get('/desktop/session', (_request, response) => session(options, 'agent', response))
  app.get('/desktop/supervisor', (_request, response) => session(options, 'supervisor', response))
  app.get('/desktop/events', (request, response) => serveEvents(options.desk, request, response))
  app.post('/desktop/conversations/:id/messages', express.json({ limit: BODY_LIMIT }), (request, response) =>
    takeMessage(options, request, response),
  )
  app.post('/desktop/conversations/:id/end', (request, response) => takeEnd(options, request, response))
  app.put('/desktop/attention', express.json({ limit: BODY_LIMIT }), (request, response) =>
    takeAttention(options, request, response),
  )
  for (const [address, page] of Object.entries(PAGES)) {
    app.get(address, (_request, response) => {
      response.sendFile(page, { root: options.pageFolder, cacheControl: false })
    })
  }
  app.use(files(options.pageFolder))
  app.use('/widget', files(options.widgetFolder))
  app.use((_request, response) => refuse(response, 404, 'there is nothing here'))
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const isTheirs = typeof error === 'object' && error !== null && 'type' in error
    refuse(response, isTheirs ? 400 : 500, isTheirs ? 'the body cannot be read' : 'an internal error')
  })
  return app
}

/** Starts the desktop on loopback unless told otherwise. */
export const startDesktop = (options: DesktopOptions): Promise<Listening> => listen(createDesktopApp(options), options)
