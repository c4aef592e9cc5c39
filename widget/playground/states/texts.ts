/** Texts that break layouts: another direction, words without an end, very many messages. */
import { CONVERSATION, suggested, suggestion, utterance } from '../material.ts'
import type { State } from './state.ts'

const NO_SPACES = 'https://shop.example/account/orders/88213/payments?token='.padEnd(180, 'abcdef0123456789')
const GERMAN = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'

const states: readonly Omit<State, 'group'>[] = [
  {
    id: 'right-to-left',
    title: 'Right-to-left texts',
    can: 'Read Arabic and Hebrew as they are written, whatever the language of the panel.',
    play: ({ link }) => {
      link().join({
        ...CONVERSATION,
        transcript: [
          utterance(1, 'bot', 'Hi, I’m the virtual assistant. What can I do for you today?', 12),
          utterance(2, 'customer', 'تم خصم المبلغ مرتين من بطاقتي في شهر يناير', 11),
          utterance(4, 'customer', 'رقم الطلب 88213 (order #88213). أريد استرداد أحد المبلغين من فضلكم.', 4),
        ],
      })
      link().push(
        suggested([
          suggestion('arabic', 'أرى العمليتين في 3 يناير. إحداهما حجز مؤقت يختفي تلقائيًا خلال خمسة أيام عمل.'),
          suggestion('mixed', 'Your case is C-20260131: نرسل لك رسالة حالما تتم إعادة المبلغ.', { confidence: 0.8 }),
        ]),
      )
    },
  },
  {
    id: 'long-words',
    title: 'Very long words',
    can: 'Read them: nothing is cut off, nothing sticks out.',
    play: ({ link }) => {
      link().join({
        ...CONVERSATION,
        transcript: [utterance(2, 'customer', NO_SPACES, 11), utterance(4, 'customer', GERMAN, 4)],
        intent: { ...CONVERSATION.intent, data: { ...CONVERSATION.intent.data, name: GERMAN } },
        routing: { ...CONVERSATION.routing, data: { outcome: 'routed', skill: `${GERMAN}_${GERMAN}` } },
      })
      link().push(
        suggested([
          suggestion('long-word', `Das regelt das ${GERMAN}${GERMAN}.`, { source: `${GERMAN} § 4` }),
          suggestion('no-spaces', NO_SPACES, { confidence: 0.8, source: NO_SPACES }),
        ]),
      )
    },
  },
  {
    id: 'long-transcript',
    title: '200 messages',
    can: 'Scroll back; the newest is shown first.',
    play: ({ link }) =>
      link().join({
        ...CONVERSATION,
        seq: 200,
        transcript: Array.from({ length: 200 }, (_, index) =>
          utterance(index + 1, index % 3 === 0 ? 'agent' : 'customer', `Message number ${index + 1}`, 200 - index),
        ),
      }),
  },
]

export const textStates: readonly State[] = states.map((state) => ({ ...state, group: 'Texts' }))
