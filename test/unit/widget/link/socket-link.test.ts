import { createServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptySnapshot } from '../../../../shared/domain/conversation/conversation.ts'
import type { JoinRequest } from '../../../../shared/wire/socket-events.ts'
import type { IntentConfirmation } from '../../../../shared/wire/socket-reports.ts'
import type { LinkListener } from '../../../../widget/link/link.ts'
import { SocketLink } from '../../../../widget/link/socket-link.ts'
import { ANOTHER_CONVERSATION, ManualTimers, SOME_CONVERSATION, said } from '../state/fixtures.ts'

/** Widgets come back at a random moment up to here. */
const LONGEST_FIRST_WAIT_MS = 1_100

const GOOD_TOKEN = 'good'
/** Good as well, and perhaps another agent's. */
const NEXT_TOKEN = 'next'
/** Another id of the first conversation. */
const SOME_ALIAS = 'sess_12345'

let http: ReturnType<typeof createServer>
let server: Server
let bff: string
let requests: string[]
let links: SocketLink[]

const canonical = (id: string): string => (id === SOME_ALIAS ? SOME_CONVERSATION : id)

const serve = (socket: Socket): void => {
  socket.on('conversation:join', (request: JoinRequest, acknowledge: (answer: unknown) => void) => {
    requests.push(`join ${request.conversationId} ${request.afterSeq ?? ''}`.trim())
    const conversationId = canonical(request.conversationId)
    socket.join(conversationId)
    const snapshot = { ...emptySnapshot(conversationId), seq: request.afterSeq ?? 0 }
    acknowledge({ ok: true, conversationId, seq: snapshot.seq, epoch: 'e', snapshot })
  })
  socket.on('conversation:leave', (request: { conversationId: string }, acknowledge: (answer: unknown) => void) => {
    requests.push(`leave ${request.conversationId}`)
    socket.leave(canonical(request.conversationId))
    acknowledge({ ok: true })
  })
  socket.on('intent:confirm', (report: IntentConfirmation, acknowledge: (answer: unknown) => void) => {
    requests.push(`confirm ${report.predicted} ${report.actual}`)
    acknowledge({ ok: false, error: { code: 'unavailable', message: 'no' } })
  })
  socket.on('suggestion:feedback', (report: { suggestionId: string }, acknowledge: (answer: unknown) => void) => {
    requests.push(`feedback ${report.suggestionId}`)
    acknowledge({ ok: true })
  })
}

beforeEach(async () => {
  requests = []
  links = []
  http = createServer()
  server = new Server(http, { path: '/below/socket.io' })
  server.use((socket, next) => {
    const isGood = [GOOD_TOKEN, NEXT_TOKEN].includes(socket.handshake.auth['token'])
    next(isGood ? undefined : Object.assign(new Error('no'), { data: { code: 'unauthorized' } }))
  })
  server.on('connection', serve)
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  const address = http.address()
  bff = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/below/`
})

afterEach(async () => {
  for (const link of links) link.close()
  await server.close()
})

const openLink = (token = GOOD_TOKEN) => {
  const told: string[] = []
  const listener: LinkListener = {
    connection: (state) => told.push(state),
    joined: ({ conversationId }) => told.push(`joined ${conversationId}`),
    event: ({ conversationId, seq }) => told.push(`event ${conversationId} ${seq}`),
    refused: ({ code }) => told.push(`refused ${code}`),
    error: ({ code }) => told.push(`error ${code}`),
  }
  const timers = new ManualTimers()
  const link = new SocketLink({ bff, token }, listener, timers)
  links.push(link)
  return { link, told, timers }
}
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 60_000, interval: 5 })

describe('the link over a real socket', () => {
  it('the link connects below the path of the address, joins and delivers', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    server.to(SOME_CONVERSATION).emit('assist', said(1))
    await eventually(() => expect(told.at(-1)).toBe(`event ${SOME_CONVERSATION} 1`))
    expect(told.slice(0, 2)).toEqual(['connecting', 'open'])
  })

  it('the link waits with a refused token, and goes on at once with a new one', async () => {
    const { link, told, timers } = openLink('bad')
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toEqual(['connecting', 'unauthorized']))
    expect(timers.waiting).toEqual([])
    link.renewToken(GOOD_TOKEN)
    await eventually(() => expect(told.at(-1)).toBe(`joined ${SOME_CONVERSATION}`))
  })

  it('the link asks under a new token from then on, and says nothing of it where all goes well', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    link.renewToken(NEXT_TOKEN)
    link.follow(ANOTHER_CONVERSATION)
    await eventually(() => expect(told.at(-1)).toBe(`joined ${ANOTHER_CONVERSATION}`))
    expect(told).toEqual(['connecting', 'open', `joined ${SOME_CONVERSATION}`, `joined ${ANOTHER_CONVERSATION}`])
    expect([...server.sockets.sockets.values()].map(({ handshake }) => handshake.auth['token'])).toEqual([NEXT_TOKEN])
  })

  it('the link joins again under a new token, and misses nothing meanwhile', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    server.to(SOME_CONVERSATION).emit('assist', said(1))
    await eventually(() => expect(told.at(-1)).toBe(`event ${SOME_CONVERSATION} 1`))
    link.renewToken(NEXT_TOKEN)
    await eventually(() => expect(told.at(-1)).toBe(`joined ${SOME_CONVERSATION}`))
    expect(requests.at(-1)).toBe(`join ${SOME_CONVERSATION} 1`)
    expect(told).not.toContain('reconnecting')
  })

  it('the link says so when a new token is refused', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    link.renewToken('bad')
    await eventually(() => expect(told.at(-1)).toBe('unauthorized'))
  })

  it('the link says so when a new token cannot be tried soon', async () => {
    const { link, told, timers } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    link.renewToken(NEXT_TOKEN)
    timers.pass(2_000)
    expect(told.at(-1)).toBe('reconnecting')
    await eventually(() => expect(told.slice(-2)).toEqual(['open', `joined ${SOME_CONVERSATION}`]))
  })

  it('the link comes back after the server sent it away, and asks for what it missed', async () => {
    const { link, told, timers } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    server.disconnectSockets()
    await eventually(() => expect(told.at(-1)).toBe('reconnecting'))
    timers.pass(LONGEST_FIRST_WAIT_MS)
    await eventually(() => expect(requests.at(-1)).toBe(`join ${SOME_CONVERSATION} 0`))
  })

  it('the link leaves the old conversation for a new one, and delivers nothing of it any more', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    link.follow(ANOTHER_CONVERSATION)
    server.to(SOME_CONVERSATION).emit('assist', said(1))
    await eventually(() => expect(requests).toContain(`leave ${SOME_CONVERSATION}`))
    server.to(ANOTHER_CONVERSATION).emit('assist', said(1, ANOTHER_CONVERSATION))
    await eventually(() => expect(told.at(-1)).toBe(`event ${ANOTHER_CONVERSATION} 1`))
    expect(told).not.toContain(`event ${SOME_CONVERSATION} 1`)
  })

  it('the link asks of a conversation that is known only what came since', async () => {
    const { link, told } = openLink()
    link.follow(SOME_ALIAS, { conversationId: SOME_CONVERSATION, epoch: 'e', seq: 7 })
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    expect(requests).toEqual([`join ${SOME_ALIAS} 7`])
    server.to(SOME_CONVERSATION).emit('assist', said(8))
    await eventually(() => expect(told.at(-1)).toBe(`event ${SOME_CONVERSATION} 8`))
  })

  it('the link goes back and forth fast, and ends where the agent ends', async () => {
    const { link, told } = openLink()
    link.open()
    const progress = { conversationId: SOME_CONVERSATION, epoch: 'e', seq: 0 }
    for (let n = 0; n < 20; n += 1) {
      link.follow(SOME_CONVERSATION, progress)
      link.follow(ANOTHER_CONVERSATION)
      if (n === 10) await eventually(() => expect(told.at(-1)).toBe(`joined ${ANOTHER_CONVERSATION}`))
    }
    await eventually(() => expect(requests.at(-1)).toBe(`leave ${SOME_CONVERSATION}`))
    server.to(ANOTHER_CONVERSATION).emit('assist', said(1, ANOTHER_CONVERSATION))
    await eventually(() => expect(told.at(-1)).toBe(`event ${ANOTHER_CONVERSATION} 1`))
    expect(told).not.toContain(`joined ${SOME_CONVERSATION}`)
  })

  it('the link is not silenced by another id of the same conversation', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    link.follow(SOME_ALIAS)
    await eventually(() => expect(requests).toContain(`join ${SOME_ALIAS}`))
    await eventually(() => expect(told.filter((each) => each.startsWith('joined'))).toHaveLength(2))
    server.to(SOME_CONVERSATION).emit('assist', said(1))
    await eventually(() => expect(told.at(-1)).toBe(`event ${SOME_CONVERSATION} 1`))
    expect(requests).not.toContain(`leave ${SOME_CONVERSATION}`)
  })

  it('the link leaves a conversation that it is sent although it does not follow it', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    server.emit('assist', said(7, ANOTHER_CONVERSATION))
    await eventually(() => expect(requests.at(-1)).toBe(`leave ${ANOTHER_CONVERSATION}`))
    expect(told.at(-1)).toBe(`joined ${SOME_CONVERSATION}`)
  })

  it('the link leaves without following another', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    link.follow(null)
    await eventually(() => expect(requests.at(-1)).toBe(`leave ${SOME_CONVERSATION}`))
  })

  it('the link reports what is no event and joins again', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    server.to(SOME_CONVERSATION).emit('assist', { ...said(1), data: {} })
    await eventually(() => expect(told).toContain('error bad_envelope'))
    await eventually(() => expect(requests).toHaveLength(2))
  })

  it('the link goes on behind an event whose type only a later version knows, and says nothing of it', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    server.to(SOME_CONVERSATION).emit('assist', { ...said(1), type: 'unheard_of' })
    server.to(SOME_CONVERSATION).emit('assist', said(2))
    await eventually(() => expect(told.at(-1)).toBe(`event ${SOME_CONVERSATION} 2`))
    expect(told).not.toContain('error bad_envelope')
    expect(requests).toHaveLength(1)
  })

  const feedback = { conversationId: SOME_CONVERSATION, suggestionId: 's', action: 'helpful' } as const

  it('the link hands a report over', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    expect(await link.ask('suggestion:feedback', feedback)).toBe('recorded')
    expect(requests.at(-1)).toBe('feedback s')
  })

  it('the link tells what was meant', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    const early = link.ask('intent:confirm', { conversationId: SOME_CONVERSATION, actual: 'early' })
    expect(await early).toEqual({ refused: 'no_answer' })
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    const outcome = await link.ask('intent:confirm', {
      conversationId: SOME_CONVERSATION,
      predicted: 'x',
      actual: 'billing',
    })
    expect(outcome).toEqual({ refused: 'unavailable', message: 'no' })
    expect(requests.filter((each) => each.startsWith('confirm'))).toEqual(['confirm x billing'])
  })

  it('the link does not keep a report for a connection that comes later', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    const outcome = link.ask('suggestion:feedback', feedback)
    link.open()
    expect(await outcome).toEqual({ refused: 'no_answer' })
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    expect(requests).not.toContain('feedback s')
  })

  it('the link reports nothing after it was closed, twice', async () => {
    const { link, told } = openLink()
    link.follow(SOME_CONVERSATION)
    link.open()
    await eventually(() => expect(told).toContain(`joined ${SOME_CONVERSATION}`))
    const before = [...told]
    link.close()
    link.close()
    link.follow(ANOTHER_CONVERSATION)
    link.renewToken('another')
    await eventually(() => expect(server.sockets.sockets.size).toBe(0))
    expect(told).toEqual(before)
  })
})
