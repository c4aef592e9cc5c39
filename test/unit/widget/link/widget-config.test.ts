import { createServer, type RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { defaultRules } from '../../../../shared/rules.ts'
import { defaultConfig, fetchConfig } from '../../../../widget/link/widget-config.ts'

let server: ReturnType<typeof createServer> | undefined
afterEach(async () => {
  await new Promise((closed) => (server === undefined ? closed(undefined) : server.close(closed)))
  server = undefined
})

const serve = async (answer: RequestListener): Promise<string> => {
  const started = createServer(answer)
  server = started
  await new Promise<void>((listening) => started.listen(0, '127.0.0.1', listening))
  const address = started.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}
const tuned = { ...defaultConfig, maxSuggestions: 1, confidenceBands: { strong: 0.8, likely: 0.5 } }

describe('the configuration', () => {
  it('the configuration of the panel defaults to what the BFF defaults to', () => {
    const { confidenceBands, maxSuggestions, refreshIntervalMs } = defaultRules.widget
    expect(defaultConfig).toMatchObject({ confidenceBands, maxSuggestions, refreshIntervalMs })
    expect(defaultConfig.minConfidence).toBe(defaultRules.policy.minConfidence)
  })

  it('the configuration of the panel is asked for below the path of the address', async () => {
    const asked: unknown[] = []
    const bff = await serve((request, response) => {
      asked.push(request.url)
      response.end(JSON.stringify(tuned))
    })
    expect(await fetchConfig(`${bff}/below/`)).toEqual(tuned)
    expect(asked).toEqual(['/below/api/widget/config'])
  })

  it.each([
    ['no JSON', 200, '<html>'],
    ['not by the schema', 200, JSON.stringify({ ...tuned, maxSuggestions: -1 })],
    ['an error', 500, JSON.stringify(tuned)],
  ])('the configuration of the panel is none where it is %s', async (_, status, body) => {
    const bff = await serve((_request, response) => {
      response.statusCode = status
      response.end(body)
    })
    expect(await fetchConfig(bff)).toBeUndefined()
  })

  it('the configuration of the panel is none where nobody answers', async () => {
    expect(await fetchConfig('http://127.0.0.1:1')).toBeUndefined()
  })
})
