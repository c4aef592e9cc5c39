/** What happens in a conversation by stream and webhooks, so that its widgets are told of everything there is. */
import type { Speaker } from '../../../shared/wire/vocabulary.ts'
import type { CognigyStandIn } from '../../../simulator/cognigy/tutorial/server.ts'
import { queueIdOf } from '../../../simulator/cxone/tutorial/directory.ts'
import type { CxoneStandIn } from '../../../simulator/cxone/tutorial/server.ts'
import { readDialogues } from '../../../simulator/replay/dialogues.ts'
import { ABOVE_THE_GATE, BELOW_THE_GATE } from '../bodies.ts'
import type { Caller } from './clients.ts'
import { bearerHeaders } from './webhook-headers.ts'

/** Of Cognigy's mood: low enough that suggestions are asked for. */
const UPSET = -0.7
/** As many as the service looks at. */
const HISTORY = 20
const CUSTOMER = 'Nadia Farouk'

/** What people say, of the demo's dialogues; a number makes each the only one of its kind. */
export class Lines {
  readonly #texts: Record<Speaker, string[]> = { customer: [], agent: [], bot: [] }
  #said = 0

  async read(path: string): Promise<void> {
    for await (const { turns } of readDialogues(path)) {
      for (const { speaker, text } of turns) this.#texts[speaker].push(text)
    }
  }

  next(speaker: Speaker): { readonly id: string; readonly text: string } {
    const texts = this.#texts[speaker]
    this.#said += 1
    return { id: `u${this.#said}`, text: `${texts[this.#said % texts.length] ?? ''} (${this.#said})` }
  }
}

type Deed = () => Promise<unknown>

export interface Going {
  readonly say: (speaker: Speaker) => void
  readonly deeds: readonly Deed[]
}

export interface Surroundings {
  /** Of the service. */
  readonly url: string
  readonly secret: string
  readonly cognigy: Pick<CognigyStandIn, 'sendUpdate'>
  readonly cxone: Pick<CxoneStandIn, 'seedConversation'>
  readonly caller: Caller
  readonly lines: Lines
}

/** What happens in a conversation, again and again: everything that the service tells widgets of is among it. */
export const beginConversation = (
  conversationId: string,
  { url, secret, cognigy, cxone, caller, lines }: Surroundings,
): Going => {
  const sessionId = `sess_${conversationId}`
  const history: { userInput: string }[] = []
  const post = (path: string, body: object) =>
    caller.call('POST', url, path, bearerHeaders(secret), JSON.stringify(body))
  /** A contact that was routed is done with; the next one goes by the same name. */
  const beginAnew = () => cxone.seedConversation({ id: conversationId, customerName: CUSTOMER })

  const say = (speaker: Speaker, sentimentScore?: number, keyword = ''): void => {
    const { id, text } = lines.next(speaker)
    const transcript = `${text} ${keyword}`.trim()
    if (speaker === 'customer') history.push({ userInput: transcript })
    history.splice(0, Math.max(0, history.length - HISTORY))
    cognigy.sendUpdate({
      interactionId: conversationId,
      conversationId,
      utteranceId: `${conversationId}-${id}`,
      speaker,
      transcript,
      ...(sentimentScore === undefined ? {} : { sentimentScore }),
    })
  }
  const says =
    (...said: Parameters<typeof say>): Deed =>
    async () =>
      say(...said)
  const route = (name: string, score: number, text: string) =>
    post('/webhook/cognigy', {
      session: { id: sessionId, user: { name: CUSTOMER }, cxone: { conversationId, channel: 'webchat' } },
      intent: { name, score },
      text,
    })
  const isRouted: Deed = async () => {
    beginAnew()
    await route('billing_inquiry', ABOVE_THE_GATE, lines.next('customer').text)
  }
  const isMisunderstood: Deed = async () => {
    const { text } = lines.next('customer')
    await route('product_return', BELOW_THE_GATE, text)
    await post('/webhook/fallback', {
      sessionId,
      input: text,
      intent: { name: 'Fallback', confidence: 0.31 },
      context: { channel: 'webchat' },
      previousIntents: [{ name: 'product_return', confidence: 0.31 }],
    })
  }
  const isFelt: Deed = () =>
    post('/webhook/sentiment-escalation', {
      session: { id: sessionId, history: history.slice(0, -1) },
      userInput: history.at(-1)?.userInput ?? '',
      platform: 'webchat',
      language: 'en',
    })
  const isHandedOver: Deed = async () => {
    beginAnew()
    await post('/webhook/handover', {
      conversationId,
      transferTo: { type: 'queue', id: queueIdOf('General Inquiry') },
      transferType: 'blind',
      wrapupCode: { id: 'wrapup-transferred' },
      contextData: {
        intent: 'billing_inquiry',
        customerName: CUSTOMER,
        transferReason: 'Asked for a person',
        botSummary: `Was charged twice. Last words: ${history.at(-1)?.userInput ?? ''}`,
        orderNumber: lines.next('bot').id,
      },
    })
  }
  beginAnew()
  return {
    say,
    deeds: [
      says('customer', undefined, 'and I want a refund'),
      says('agent'),
      isFelt,
      says('customer'),
      says('bot'),
      isMisunderstood,
      says('customer', UPSET),
      isFelt,
      isRouted,
      says('agent'),
      says('customer', undefined, 'or I cancel'),
      isHandedOver,
    ],
  }
}
