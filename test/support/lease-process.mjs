/** A process that tries to lead: `node lease-process.mjs <redis url>`. Writes a line each time it comes to lead or does no more. */
import { randomUUID } from 'node:crypto'

/** @type {typeof import('../../bff/store/redis/open.ts')} */
const { openRedisStore } = await import(new URL('../../dist/bff/store/redis/open.js', import.meta.url).href)

const [url = ''] = process.argv.slice(2)
const clock = { now: () => Date.now(), monotonic: () => performance.now() }
const store = openRedisStore({ address: { kind: 'server', url }, newId: randomUUID, clock })
/** @param {string} line */
const write = (line) => process.stdout.write(`${line}\n`)
store.leases.hold('stream', { onHeld: (fence) => write(`held ${fence}`), onLost: () => write('lost') })
setInterval(() => undefined, 1000)
