import { describe, expect, it } from 'vitest'
import { download, type Get, type NotFetched } from '../../../../widget/sentiment/download.ts'

const URL = 'https://models.example/full/tokenizer.json'
const network = (...answers: readonly (Response | Error)[]) => {
  const left = [...answers]
  const pauses: number[] = []
  const get: Get = async () => {
    const answer = left.shift() ?? new Error('nothing is left')
    if (answer instanceof Error) throw answer
    return answer
  }
  return {
    parts: {
      get,
      pause: async (ms: number) => {
        pauses.push(ms)
      },
    },
    pauses,
  }
}
const broken = (): Response =>
  new Response(
    new ReadableStream({
      pull: (controller) => controller.error(new TypeError('network error')),
    }),
  )

describe('a download', () => {
  it('a download that fails is tried again after a pause, and another one', async () => {
    const { parts, pauses } = network(new TypeError('offline'), new Response('', { status: 503 }), new Response('{}'))
    const { bytes } = await download(parts, URL, { cache: 'default' })
    expect(new TextDecoder().decode(bytes)).toBe('{}')
    expect(pauses).toEqual([500, 2_000])
  })

  it('a download that breaks off in the middle is tried again', async () => {
    const { parts } = network(broken(), new Response('{}'))
    expect((await download(parts, URL, { cache: 'default' })).bytes.byteLength).toBe(2)
  })

  it('a download is given up after three attempts', async () => {
    const { parts } = network(broken(), broken(), broken(), new Response('{}'))
    const failure: NotFetched = await download(parts, URL, { cache: 'default' }).catch((error) => error)
    expect(failure).toMatchObject({ because: 'not_loaded', isMissing: false })
    expect(failure.message).toBe('tokenizer.json could not be fetched')
  })

  it('a download is given up at once where there is no such file', async () => {
    const { parts, pauses } = network(new Response('', { status: 404 }), new Response('{}'))
    const failure: NotFetched = await download(parts, URL, { cache: 'default' }).catch((error) => error)
    expect(failure).toMatchObject({ isMissing: true })
    expect(failure.message).toContain('404')
    expect(pauses).toEqual([])
  })
})
