/** `npm run dev`, as far as it goes without changing a source under the other tests: both are there, and both go. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../../simulator/cli/ports.ts'
import { buildBff } from '../../support/bff-process.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

let dev: ChildProcess
let output = ''
let service: string
let playground: string
beforeAll(async () => {
  await buildBff()
  const [{ port }, { port: playgroundPort }] = [await freePort(0), await freePort(0)]
  service = `http://localhost:${port}`
  playground = `http://localhost:${playgroundPort}`
  dev = spawn(process.execPath, [join(root, 'bff/cli/dev.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      // As npm does.
      PATH: [join(root, 'node_modules/.bin'), dirname(process.execPath), process.env['PATH']].join(':'),
      PORT: String(port),
      PLAYGROUND_PORT: String(playgroundPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [dev.stdout, dev.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
})
afterAll(async () => {
  if (dev.exitCode !== null || dev.signalCode !== null) return
  dev.kill('SIGTERM')
  await once(dev, 'exit')
})

const statusOf = async (url: string): Promise<number> => {
  try {
    return (await fetch(url)).status
  } catch {
    return 0
  }
}

describe('npm run dev', () => {
  it('says where to look', async () => {
    await expect.poll(() => output).toContain(`${playground}/playground`)
    expect(output).toContain(`${service}/readyz`)
  })

  it('shows the playground, and the element from its sources', async () => {
    await expect.poll(() => statusOf(`${playground}/playground`)).toBe(200)
    const page = await fetch(`${playground}/playground`)
    expect(await page.text()).toContain('/@vite/client')
    const element = await fetch(`${playground}/widget/cx-assist.js`)
    expect(await element.text()).toContain('/widget/index.ts')
  })

  it('runs the service', async () => {
    await expect.poll(() => statusOf(`${service}/healthz`)).toBe(200)
  })

  it('ends all of it when it is told to', async () => {
    const ended = once(dev, 'exit')
    dev.kill('SIGINT')
    await ended
    await expect.poll(() => statusOf(`${service}/healthz`)).toBe(0)
    await expect.poll(() => statusOf(`${playground}/playground`)).toBe(0)
  })
})
