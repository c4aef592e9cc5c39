/**
 * Widgets as bare WebSockets, for numbers at which socket.io-client would be what is slow. Against the service they speak
 * just as much of engine.io 4 and socket.io as a widget needs: connect with a token, join, answer pings.
 */
import { WebSocket } from 'ws'

/** engine.io message, socket.io event: what every event starts with. */
const [MESSAGE, EVENT] = Buffer.from('42')
const PING = '2'
const PONG = '3'
const JOIN_ID = '0'

export interface RawWidgetOptions {
  readonly url: string
  /** Runs for each event that arrives; must be quick. */
  readonly onEvent: () => void
}

const wsUrl = (url: string): string => url.replace(/^http/, 'ws')

/** A client of the bare server: every message is an event. */
export const connectBare = ({ url, onEvent }: RawWidgetOptions): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(wsUrl(url), { perMessageDeflate: false })
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
    socket.on('message', onEvent)
  })

/** A client of the service, joined to `conversationId`. */
export const connectWidget = (
  { url, onEvent }: RawWidgetOptions,
  token: string,
  conversationId: string,
): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${wsUrl(url)}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false })
    const control = (text: string): void => {
      if (text.startsWith('0')) socket.send(`40${JSON.stringify({ token })}`)
      else if (text === PING) socket.send(PONG)
      else if (text.startsWith('40'))
        socket.send(`42${JOIN_ID}${JSON.stringify(['conversation:join', { conversationId }])}`)
      else if (text.startsWith(`43${JOIN_ID}[{"ok":true`)) resolve(socket)
      else reject(new Error(`the service said ${text.slice(0, 200)}`))
    }
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the service closed a widget')))
    socket.on('message', (data) => {
      if (!Buffer.isBuffer(data)) return
      if (data[0] === MESSAGE && data[1] === EVENT) onEvent()
      else control(data.toString())
    })
  })
