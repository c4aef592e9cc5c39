/** What may happen while an agent works: each a button of the playground, each told to the panel as a BFF would. */
import type { AssistEvent, FrustrationData, ScoredUtterance } from '../../shared/wire/assist.ts'
import {
  CONVERSATION,
  GENERIC,
  HANDOVER,
  misunderstood,
  suggested,
  suggestion,
  THREE,
  WARNED_HANDOVER,
} from './material.ts'
import type { ScriptedLink } from './scripted-link.ts'

export interface Line {
  readonly speaker: 'customer' | 'agent'
  readonly text: string
}

/** What a happening may use. Times are those of the moment. */
export interface Scene {
  link(): ScriptedLink
  /** Tells the panel; while it is cut off, what was missed follows later. */
  tell(event: AssistEvent): void
  /** The customer writes; gives the id of the message. */
  customerWrites(text: string): string
  /** The customer's newest message. */
  newest(): string
  /** Cuts the panel off, or lets it back in with what it missed. */
  cutOff(isCutOff: boolean): void
  signIn(isWelcome: boolean): void
  /** The next of several, each time it is asked. */
  next<T>(name: string, several: readonly [T, ...T[]]): T
  now(): number
}

export interface Happening {
  readonly label: string
  readonly run: (scene: Scene) => void
}

const CUSTOMER = [
  'It is order 88213. I want one of the two charges back, please.',
  'And what about the fee?',
  'How long will that take?',
  'This is the third time I explain it. Nobody reads what I write!',
  'OK, thank you.',
] as const

const since = (scene: Scene, minutes = 0): string => new Date(scene.now() - minutes * 60_000).toISOString()

/** Each set another: a panel takes the same ids for the same suggestions. */
let sets = 0
const suggest = (scene: Scene, count: number, withheld = 0): void => {
  sets += 1
  const suggestions = THREE.slice(0, count).map((each) => ({ ...each, id: `${each.id}-${sets}` }))
  scene.tell(
    suggested(suggestions, {
      basedOn: scene.newest(),
      withheld: withheld === 0 ? [] : [{ reason: 'prohibited_phrase', rule: 'promise of refund', count: withheld }],
    }),
  )
}

type Mood = Pick<FrustrationData, 'score' | 'level'> & Pick<ScoredUtterance, 'frustration' | 'tone'>
const MOODS: readonly [Mood, ...Mood[]] = [
  { score: 0.14, level: 'standard', frustration: 0.1, tone: 'neutral' },
  { score: 0.47, level: 'supervisor', frustration: 0.72, tone: 'negative' },
  { score: 0.82, level: 'manager', frustration: 0.97, tone: 'negative' },
  { score: 0.44, level: 'supervisor', frustration: 0.12, tone: 'positive' },
]

const feel = (scene: Scene): void => {
  const { score, level, frustration, tone } = scene.next('mood', MOODS)
  const utteranceId = scene.newest()
  scene.tell({
    type: 'frustration',
    data: {
      score,
      level,
      since: since(scene),
      utteranceId,
      scoredBy: 'service',
      recent: [
        { utteranceId: 'history:0', frustration: 0.2, score: 0.2, tone: 'neutral' },
        { utteranceId, frustration, score, tone },
      ],
    },
  })
}

const routeTo = (skill: string) => (scene: Scene) => scene.tell({ type: 'routing', data: { outcome: 'routed', skill } })

export const HAPPENINGS: readonly { readonly title: string; readonly happenings: readonly Happening[] }[] = [
  {
    title: 'The customer',
    happenings: [
      { label: 'Writes', run: (scene) => scene.customerWrites(scene.next('customer', CUSTOMER)) },
      { label: 'Sounds different', run: feel },
      {
        label: 'Is not understood',
        run: (scene) => {
          const text = 'it took the money two times'
          scene.tell(misunderstood({ utteranceId: scene.customerWrites(text), text }))
        },
      },
    ],
  },
  {
    title: 'Suggestions',
    happenings: [
      { label: 'Three arrive', run: (scene) => suggest(scene, 3) },
      { label: 'One arrives', run: (scene) => suggest(scene, 1) },
      { label: 'One is withheld', run: (scene) => suggest(scene, 2, 1) },
      { label: 'All are withheld', run: (scene) => suggest(scene, 0, 3) },
    ],
  },
  {
    title: 'The bot',
    happenings: [
      { label: 'Hands over', run: (scene) => scene.tell({ type: 'handover', data: HANDOVER }) },
      { label: 'Hands over badly', run: (scene) => scene.tell({ type: 'handover', data: WARNED_HANDOVER }) },
      { label: 'Recognises', run: (scene) => scene.tell({ type: 'intent', data: CONVERSATION.intent.data }) },
      { label: 'Routes', run: routeTo('Billing Support') },
      {
        label: 'Cannot route',
        run: (scene) =>
          scene.tell({ type: 'routing', data: { outcome: 'failed', skill: 'Billing Support', reason: 'credentials' } }),
      },
      {
        label: 'Escalates',
        run: (scene) =>
          scene.tell({
            type: 'escalation',
            data: { level: scene.next('escalation', ['supervisor', 'manager']), cause: 'frustration' },
          }),
      },
    ],
  },
  {
    title: 'The service',
    happenings: [
      {
        label: 'Is degraded',
        run: (scene) => {
          scene.tell({ type: 'status', data: { state: 'degraded', since: since(scene) } })
          scene.tell({
            ...GENERIC,
            data: {
              ...GENERIC.data,
              basedOn: scene.newest(),
              unavailableSince: since(scene),
              suggestions: GENERIC.data.suggestions.map((each) => suggestion(`${each.id}-${sets}`, each.text, each)),
            },
          })
        },
      },
      {
        label: 'Is well again',
        run: (scene) => scene.tell({ type: 'status', data: { state: 'live', since: since(scene) } }),
      },
      {
        label: 'Takes no reports',
        run: (scene) => {
          const link = scene.link()
          link.outcome = { refused: 'unavailable' }
          link.outcomes['escalation:request'] = { refused: 'unavailable', message: 'Cognigy could not be reached.' }
        },
      },
      {
        label: 'Takes reports',
        run: (scene) => {
          const link = scene.link()
          link.outcome = 'recorded'
          link.outcomes['escalation:request'] = 'recorded'
        },
      },
      {
        label: 'Conversation ends',
        run: (scene) => scene.tell({ type: 'status', data: { state: 'ended', since: since(scene) } }),
      },
    ],
  },
  {
    title: 'The connection',
    happenings: [
      { label: 'Is lost', run: (scene) => scene.cutOff(true) },
      { label: 'Is back', run: (scene) => scene.cutOff(false) },
      { label: 'Sign-in expires', run: (scene) => scene.signIn(false) },
      { label: 'Signed in again', run: (scene) => scene.signIn(true) },
    ],
  },
]
