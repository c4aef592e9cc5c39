/**
 * A widget of the scale bench: a bare WebSocket that speaks as much of engine.io 4 and socket.io as it needs, keeps what
 * it was sent for the checker, and comes back when its connection ends, as the real one does.
 */
import { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { untilReconnected } from '../../../widget/link/backoff.ts'
import { systemTimers } from '../../../widget/link/timers.ts'
import type { Received } from '../harness/checker.ts'
import { isRefused } from './clients.ts'

const PING = '2'
const PONG = '3'
const EVENT = '42'
const ACKNOWLEDGED = '43'
const JOIN_WITHIN_MS = 5000
const MOST_FIRST_TRIES = 10

const MARK = /\((\d+)\)$/
const transcript = z.object({ seq: z.int(), data: z.object({ text: z.string() }) })
const assist = z.tuple([z.literal('assist'), z.looseObject({ seq: z.int(), type: z.string(), data: z.unknown() })])
const joined = z.tuple([
  z.object({
    ok: z.literal(true),
    seq: z.int(),
    epoch: z.string(),
    snapshot: z.optional(z.object({ transcript: z.array(transcript) })),
  }),
])
type Joined = z.output<typeof joined>[0]

/** The mark that the load put at the end of an utterance. */
const utteranceOf = (text: string): string | undefined => MARK.exec(text)?.[1]

export interface FollowingOptions {
  readonly conversationId: string
  readonly token: string
  /** Which process to connect to, asked anew each time. */
  readonly pickUrl: () => string
  readonly onRefused: (url: string) => void
  /** Runs for each utterance of the load, when it is there. */
  readonly onUtterance: (utterance: string) => void
  /** Runs when the widget knows again all that it missed, with the milliseconds since its connection ended. */
  readonly onRecovered: (ms: number) => void
}

export interface FollowingWidget {
  readonly conversationId: string
  /** What came since it was asked last, after what was known then. */
  take(): readonly Received[]
  /** Asks what is newest, and writes down nothing from then on until `take`; `false` where nobody says. */
  conclude(): Promise<boolean>
  /** Ends the connection without a word; the widget comes back. */
  cut(): void
  readonly isCurrent: () => boolean
  close(): void
}

export const openFollowingWidget = async (options: FollowingOptions): Promise<FollowingWidget> => {
  const { conversationId, token } = options
  let log: Received[] = []
  let known: { epoch: string; seq: number } | undefined
  let socket: WebSocket | undefined
  let isClosed = false
  let isConcluded = false
  let lostAt: number | undefined
  /** Up to here the last acknowledgement promised events. */
  let promised = 0
  const reconnection = untilReconnected(systemTimers)
  let onAnswer: ((answer: Joined) => void) | undefined

  const noteProgress = (): void => {
    if (lostAt === undefined || known === undefined || known.seq < promised) return
    options.onRecovered(performance.now() - lostAt)
    lostAt = undefined
  }
  const takeAnswer = (answer: Joined): void => {
    const { epoch, seq, snapshot } = answer
    if (snapshot !== undefined) {
      const recalled = snapshot.transcript.flatMap(({ seq: number, data }) => {
        const utterance = utteranceOf(data.text)
        return utterance === undefined ? [] : [{ seq: number, utterance }]
      })
      log.push({ kind: 'snapshot', epoch, seq, recalled })
      known = { epoch, seq }
      for (const { utterance } of recalled) options.onUtterance(utterance)
    } else {
      // Another epoch without a snapshot would be a fault: its numbers then count from the first on, for the checker to see.
      known = { epoch, seq: known?.epoch === epoch ? known.seq : 0 }
    }
    reconnection.reset()
    promised = seq
    noteProgress()
  }
  const takeEvent = (text: string): void => {
    if (isConcluded || known === undefined) return
    const [, envelope] = assist.parse(JSON.parse(text))
    const { seq, type } = envelope
    const said = type === 'transcript' ? transcript.parse(envelope).data.text : ''
    const utterance = utteranceOf(said)
    log.push({ kind: 'event', epoch: known.epoch, seq, print: JSON.stringify(envelope), utterance })
    known = { epoch: known.epoch, seq: Math.max(known.seq, seq) }
    if (utterance !== undefined) options.onUtterance(utterance)
    noteProgress()
  }
  const join = (on: WebSocket): void => {
    const after = known === undefined ? {} : { afterSeq: known.seq, epoch: known.epoch }
    on.send(`420${JSON.stringify(['conversation:join', { conversationId, ...after }])}`)
  }

  const connect = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const url = options.pickUrl()
      const made = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, {
        perMessageDeflate: false,
        handshakeTimeout: JOIN_WITHIN_MS,
      })
      socket = made
      let isJoined = false
      const late = setTimeout(() => made.terminate(), JOIN_WITHIN_MS)
      const takePacket = (text: string): void => {
        if (text.startsWith(EVENT)) takeEvent(text.slice(EVENT.length))
        else if (text === PING) made.send(PONG)
        else if (text.startsWith('0')) made.send(`40${JSON.stringify({ token })}`)
        else if (text.startsWith('40')) join(made)
        else if (text.startsWith(ACKNOWLEDGED)) {
          const answer = joined.safeParse(JSON.parse(text.slice(text.indexOf('['))))
          // Refused, as it is while the store cannot be reached: that is one more try.
          if (!answer.success) made.terminate()
          else if (isJoined) onAnswer?.(answer.data[0])
          else {
            isJoined = true
            clearTimeout(late)
            takeAnswer(answer.data[0])
            resolve()
          }
        } else made.terminate()
      }
      made.on('message', (data) => {
        if (Buffer.isBuffer(data)) takePacket(data.toString())
      })
      made.on('error', (error) => {
        if (isRefused(error)) options.onRefused(url)
      })
      made.once('close', () => {
        clearTimeout(late)
        if (isJoined) comeBack()
        else reject(new Error(`${url} did not let a widget join`))
      })
    })

  const comeBack = (): void => {
    if (isClosed) return
    lostAt ??= performance.now()
    reconnection.schedule(() => {
      if (!isClosed) connect().catch(comeBack)
    })
  }

  // Thousands that come at once may be too many for a moment; that is not what is measured.
  for (let tries = 1; ; tries += 1) {
    try {
      await connect()
      break
    } catch (error) {
      if (tries === MOST_FIRST_TRIES) throw error
    }
  }
  return {
    conversationId,
    take: () => {
      const taken = log
      log = known === undefined ? [] : [{ kind: 'snapshot', ...known, recalled: [] }]
      isConcluded = false
      return taken
    },
    conclude: async () => {
      isConcluded = true
      const asked = socket
      if (asked?.readyState !== WebSocket.OPEN) return false
      const answer = await new Promise<Joined | undefined>((resolve) => {
        const late = setTimeout(() => resolve(undefined), JOIN_WITHIN_MS)
        onAnswer = (given) => {
          clearTimeout(late)
          resolve(given)
        }
        join(asked)
      })
      if (answer === undefined) return false
      const { epoch, seq } = answer
      log.push({ kind: 'end', epoch, seq })
      known = { epoch, seq }
      return true
    },
    cut: () => socket?.terminate(),
    isCurrent: () => lostAt === undefined && socket?.readyState === WebSocket.OPEN,
    close: () => {
      isClosed = true
      socket?.terminate()
    },
  }
}
