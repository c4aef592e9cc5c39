/** How an agent is told of an escalation by this browser. Fetched once there is something to tell. */
import { createStore, update } from 'idb-keyval'
import { once } from '../i18n/once.ts'

export interface NoticeSignal {
  /** Gives whether nobody told of it before, in whatever window or tab; whoever asks next is told no. */
  claim(key: string): Promise<boolean>
  /** Two short tones. @param isSofter for whoever sees it anyway. */
  chime(isSofter: boolean): void
  notify(title: string, body: string, pressed: () => void): void
}

const MOST_KEPT = 100
/** In hertz: a step up, which no desktop rings with. */
const TONES = [587, 784]
const TONE_S = 0.16
/** Of the loudest that there is. */
const LOUDNESS = 0.08

/** Browsers that allow no sound yet may play it once they do. */
const LATE_MS = 2_000

const KEPT = 'told'
const openStore = once(async () => createStore('cx-assist-notices', 'escalations'))
/** Where the browser keeps nothing. */
const toldHere = new Set<string>()

let audio: AudioContext | undefined

const play = (context: AudioContext, loudness: number): void => {
  for (const [index, frequency] of TONES.entries()) {
    const from = context.currentTime + index * TONE_S
    const tone = new OscillatorNode(context, { type: 'sine', frequency })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, from)
    gain.gain.linearRampToValueAtTime(loudness, from + TONE_S / 4)
    gain.gain.linearRampToValueAtTime(0, from + TONE_S)
    tone.connect(gain).connect(context.destination)
    tone.start(from)
    tone.stop(from + TONE_S)
  }
}

/** In one step, so that of several windows at once one alone is right. */
const claimInBrowser = async (key: string): Promise<boolean> => {
  let isMine = false
  await update<unknown>(
    KEPT,
    (kept) => {
      const told = Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : []
      isMine = !told.includes(key)
      return isMine ? [...told, key].slice(-MOST_KEPT) : told
    },
    await openStore(),
  )
  return isMine
}

const claimInPage = (key: string): boolean => {
  const isMine = !toldHere.has(key)
  if (toldHere.size >= MOST_KEPT) toldHere.clear()
  toldHere.add(key)
  return isMine
}

export const browserSignal: NoticeSignal = {
  claim: (key) => claimInBrowser(key).catch(() => claimInPage(key)),
  chime: (isSofter) => {
    try {
      audio ??= new AudioContext()
      const context = audio
      const askedAt = performance.now()
      context.resume().then(
        () => {
          if (performance.now() - askedAt < LATE_MS) play(context, isSofter ? LOUDNESS / 2 : LOUDNESS)
        },
        () => undefined,
      )
    } catch {
      // No sound here.
    }
  },
  notify: (title, body, pressed) => {
    try {
      const notification = new Notification(title, { body, silent: true, tag: 'cx-assist-escalation' })
      notification.onclick = () => {
        window.focus()
        notification.close()
        pressed()
      }
    } catch {
      // Some systems show none from a page.
    }
  },
}
