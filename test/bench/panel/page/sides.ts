/** What can be beside the composer: the element as an integrator embeds it, or no more than a socket. */
import { io } from 'socket.io-client'

export type SideName = 'scored' | 'unscored' | 'ten' | 'bare' | 'bare-in-all'

export interface Place {
  readonly bff: string
  readonly token: string
  readonly conversations: readonly string[]
  readonly beside: HTMLElement
}

export interface Panels {
  readonly ready: Promise<void>
  /** The agent turns to this conversation. */
  show(index: number): void
  /** How many utterances were scored in this page. */
  scored(): number
}

const noneScored = (): number => 0

const load = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.type = 'module'
    script.crossOrigin = 'anonymous'
    script.src = url
    script.onload = () => resolve()
    script.onerror = () => reject(new Error(`${url} could not be loaded`))
    document.head.append(script)
  })

const element = ({ bff, token, beside }: Place, isScored: boolean): HTMLElement => {
  const panel = document.createElement('cx-assist')
  if (!isScored) panel.setAttribute('sentiment', 'off')
  panel.setAttribute('bff', bff)
  panel.setAttribute('token', token)
  beside.append(panel)
  return panel
}

const one = (place: Place, isScored: boolean): Panels => {
  const panel = element(place, isScored)
  let scored = 0
  panel.addEventListener('cx-assist-sentiment', () => {
    scored += 1
  })
  return {
    scored: () => scored,
    ready: load(`${place.bff}/widget/cx-assist.js`),
    show: (index) => panel.setAttribute('conversation', place.conversations[index] ?? ''),
  }
}

/** One for each conversation, all of them live, one of them shown. */
const ten = (place: Place): Panels => {
  const panels = place.conversations.map((conversation) => {
    const panel = element(place, false)
    panel.setAttribute('conversation', conversation)
    return panel
  })
  return {
    scored: noneScored,
    ready: load(`${place.bff}/widget/cx-assist.js`),
    show: (index) => {
      for (const [at, panel] of panels.entries()) panel.hidden = at !== index
    },
  }
}

/** The same conversations joined and left at the same moments, the same events received, and nothing made of them. */
const bare = ({ bff, token, conversations }: Place): Panels => {
  const socket = io(bff, { transports: ['websocket'], auth: { token } })
  let shown: string | undefined
  socket.on('assist', () => undefined)
  return {
    scored: noneScored,
    ready: new Promise((resolve) => socket.once('connect', () => resolve())),
    show: (index) => {
      if (shown !== undefined) socket.emit('conversation:leave', { conversationId: shown }, () => undefined)
      shown = conversations[index]
      socket.emit('conversation:join', { conversationId: shown }, () => undefined)
    },
  }
}

/** As `bare`, in all conversations at once. */
const bareInAll = ({ bff, token, conversations }: Place): Panels => {
  const socket = io(bff, { transports: ['websocket'], auth: { token } })
  socket.on('assist', () => undefined)
  socket.on('connect', () => {
    for (const conversationId of conversations) socket.emit('conversation:join', { conversationId }, () => undefined)
  })
  return {
    scored: noneScored,
    ready: new Promise((resolve) => socket.once('connect', () => resolve())),
    show: () => undefined,
  }
}

const SIDES: Readonly<Record<SideName, (place: Place) => Panels>> = {
  scored: (place) => one(place, true),
  unscored: (place) => one(place, false),
  ten,
  bare,
  'bare-in-all': bareInAll,
}

export const panelsOf = (side: SideName, place: Place): Panels => SIDES[side](place)
