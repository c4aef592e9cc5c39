/**
 * `npm run example react`: builds one example and serves it, as your own server would. What it does that yours has to do as well
 * is `session` below: the key of the integrator stays here, and the page gets a token.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const FOLDERS = [join(here, '../dist/examples'), here]
const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript'],
])
/** What needs no build is served as it is written. */
const WRITTEN = ['plain']
const NAMES = ['angular', 'closed-shadow', 'react', 'sandboxed', 'vue', ...WRITTEN]

const {
  BFF = 'http://localhost:8080',
  INTEGRATOR_API_KEY,
  AGENT = 'agent-7',
  CONVERSATION = 'conv_abc123',
} = process.env
/** As in the README. The next one serves what is in a frame, of an origin of its own. */
const { PORT = '8000' } = process.env
/** @type {Record<string, string>} */
const origins = {}

/** What the desktop knows of the agent who is logged in: ask for it where you know who that is. */
const session = async () => {
  const response = await fetch(`${BFF}/api/widget/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${INTEGRATOR_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ agentId: AGENT, conversations: [CONVERSATION] }),
  })
  if (!response.ok) throw new Error(`the service gave no token: HTTP ${response.status}`)
  const { token } = await response.json()
  return { bff: BFF, token, conversation: CONVERSATION }
}

/** @param {string} path */
const read = (path) => {
  for (const folder of FOLDERS) {
    try {
      return readFileSync(join(folder, path))
    } catch {}
  }
  return undefined
}

/** @param {string} path @returns {Promise<{ type: string, body: string | Buffer } | undefined>} */
const answerTo = async (path) => {
  if (path === '/session') return { type: 'application/json', body: JSON.stringify(await session()) }
  const file = path.endsWith('/') ? `${path}index.html` : path
  const type = TYPES.get(extname(file))
  const body = type && read(file)
  if (!type || !body) return undefined
  if (extname(file) !== '.html') return { type, body }
  const known = /** @type {Record<string, string>} */ ({ ...origins, ...(await session()) })
  return { type, body: String(body).replaceAll(/\{\{(\w+)\}\}/g, (_, name) => known[name] ?? '') }
}

/** @type {import('node:http').RequestListener} */
const serve = async (request, response) => {
  try {
    const answer = await answerTo(new URL(request.url ?? '/', 'http://localhost').pathname)
    response.writeHead(answer ? 200 : 404, { 'content-type': answer?.type ?? 'text/plain' }).end(answer?.body)
  } catch (error) {
    response.writeHead(502, { 'content-type': 'text/plain' }).end(error instanceof Error ? error.message : undefined)
  }
}

/** @param {number} port @returns {Promise<string>} where it is */
const listenAt = async (port) => {
  const server = createServer(serve).listen(port, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  return `http://localhost:${typeof address === 'object' ? address?.port : port}`
}

const [name = ''] = process.argv.slice(2)
if (!NAMES.includes(name) || INTEGRATOR_API_KEY === undefined) {
  process.stderr.write(`Usage: INTEGRATOR_API_KEY=… npm run example ${NAMES.join('|')}\n`)
  process.exitCode = 1
} else {
  if (!WRITTEN.includes(name)) await build({ configFile: join(here, 'vite.config.ts'), mode: name, logLevel: 'warn' })
  origins.desktopOrigin = await listenAt(Number(PORT))
  origins.panelOrigin = await listenAt(PORT === '0' ? 0 : Number(PORT) + 1)
  process.stdout.write(`${origins.desktopOrigin}/${name}/\n`)
}
