/** Notices of escalations, as the agent chose them: what is heard and shown, and what is not. */
import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import type { EscalationData } from '../../../../shared/wire/assist.ts'
import { browserSignal } from '../../../../widget/desk/notice-signal.ts'
import { settled } from '../../desktop.ts'
import { openPanel, type Panel, SOME_SNAPSHOT, said } from '../../panel.ts'
import { SOME_CONVERSATION, SOME_EPOCH } from '../../scripted-link.ts'

const KEY = 'cx-assist-notices'

interface Shown {
  readonly title: string
  readonly options: NotificationOptions | undefined
}
const shown: Shown[] = []
const tones: number[] = []
let permission: NotificationPermission = 'granted'
let answer: NotificationPermission = 'granted'
let asked = 0

class FakeNotification extends EventTarget {
  static get permission(): NotificationPermission {
    return permission
  }
  static async requestPermission(): Promise<NotificationPermission> {
    asked += 1
    permission = answer
    return permission
  }
  onclick: (() => void) | null = null
  constructor(title: string, options?: NotificationOptions) {
    super()
    shown.push({ title, options })
  }
  close(): void {
    return
  }
}

const { Notification: own, OscillatorNode: ownTone } = window
/** What is played, as the browser plays it. */
class HeardTone extends ownTone {
  override start(when?: number): void {
    tones.push(this.frequency.value)
    super.start(when)
  }
}

/** Browsers play nothing before that. */
before(() => sendKeys({ press: 'a' }))
beforeEach(() => {
  Object.assign(window, { Notification: FakeNotification, OscillatorNode: HeardTone })
  localStorage.removeItem(KEY)
  shown.length = 0
  tones.length = 0
  asked = 0
  permission = 'granted'
  answer = 'granted'
})
after(() => {
  Object.assign(window, { Notification: own, OscillatorNode: ownTone })
  localStorage.removeItem(KEY)
})

const until = async (isSo: () => boolean): Promise<void> => {
  for (let n = 0; n < 500 && !isSo(); n += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  if (!isSo()) throw new Error('it did not come to that')
}
/** All that is on its way in this page arrives: a further claim goes after those before it. */
const quiet = async (): Promise<void> => {
  await browserSignal.claim(`nothing ${Math.random()}`)
  await browserSignal.claim(`nothing ${Math.random()}`)
}

const escalated = (level: EscalationData['level'], more: Partial<EscalationData> = {}) =>
  ({ type: 'escalation', data: { level, cause: 'frustration', ...more } }) as const

/** Each test has an escalation that nobody told of before: what was told is kept. */
const openJoined = async (choices: object | undefined, attribute?: string): Promise<Panel> => {
  if (choices) localStorage.setItem(KEY, JSON.stringify(choices))
  const panel = await openPanel()
  if (attribute !== undefined) panel.element.setAttribute('escalation-notice', attribute)
  const seq = Math.floor(Math.random() * 1e9)
  panel.link().join({ ...SOME_SNAPSHOT, seq })
  panel.link().says.joined({ ok: true, conversationId: SOME_CONVERSATION, seq, epoch: SOME_EPOCH, agentId: 'agent-7' })
  await settled(panel)
  return panel
}
const escalate = async (panel: Panel, ...given: Parameters<typeof escalated>): Promise<void> => {
  panel.link().push(escalated(...given))
  panel.clock.pass(1_000)
  await settled(panel)
}

describe('a notice of an escalation', () => {
  it('a notice of an escalation is neither heard nor shown unless the agent wants it', async () => {
    const panel = await openJoined(undefined)
    await escalate(panel, 'supervisor')
    await quiet()
    expect([shown, tones, asked]).to.deep.equal([[], [], 0])
  })

  it('a notice of an escalation is shown and heard, once, without a word of the customer', async () => {
    const panel = await openJoined({ sound: true, desktop: true })
    panel.link().push(said('utt_9', 'My card is 4242'))
    await escalate(panel, 'manager', { reason: 'My card is 4242' })
    await until(() => shown.length === 1 && tones.length === 2)
    await escalate(panel, 'manager', { reason: 'again' })
    await quiet()
    expect(shown).to.deep.equal([
      {
        title: 'Escalated: manager',
        options: { body: 'Your desktop shows the conversation.', silent: true, tag: 'cx-assist-escalation' },
      },
    ])
    expect(tones).to.have.length(2)
  })

  it('a notice of an escalation is given for nothing else, and not where the agent asked for it', async () => {
    const panel = await openJoined({ sound: true, desktop: true })
    panel.link().push(said('utt_9', 'Hello?'))
    await escalate(panel, 'supervisor', { cause: 'agent', by: 'agent-7' })
    await escalate(panel, 'standard')
    await quiet()
    expect([shown, tones]).to.deep.equal([[], []])
  })

  it('a notice of an escalation is given by one of several panels', async () => {
    const seq = Math.floor(Math.random() * 1e9)
    localStorage.setItem(KEY, JSON.stringify({ desktop: true }))
    const panels = [await openPanel(), await openPanel(), await openPanel()]
    for (const panel of panels) panel.link().join({ ...SOME_SNAPSHOT, seq })
    for (const panel of panels) await settled(panel)
    for (const panel of panels) await escalate(panel, 'supervisor')
    await until(() => shown.length > 0)
    await quiet()
    expect(shown).to.have.length(1)
  })

  it('a notice of an escalation is no more than a softer sound while the agent is at the panel', async () => {
    const panel = await openJoined({ sound: true, desktop: true })
    panel.element.renderRoot.querySelector<HTMLElement>('.panel')?.focus()
    panel.link().push(escalated('supervisor'))
    await settled(panel)
    await until(() => tones.length === 2)
    await quiet()
    expect(shown).to.deep.equal([])
  })

  it('a notice of an escalation is what the integrator wants until the agent says otherwise', async () => {
    const panel = await openJoined(undefined, 'desktop')
    await escalate(panel, 'supervisor')
    await until(() => shown.length === 1)
    const refusing = await openJoined({ desktop: false }, 'sound desktop')
    await escalate(refusing, 'supervisor')
    await until(() => tones.length === 2)
    await quiet()
    expect(shown).to.have.length(1)
  })

  it('the agent chooses notices in the panel menu, is asked by the browser only then, and finds them chosen later', async () => {
    permission = 'default'
    const panel = await openJoined(undefined, 'desktop')
    ;(await panel.one('.panel-menu')).click()
    await import('../../../../widget/parts/panel/panel-menu.ts')
    await settled(panel)
    expect(asked).to.equal(0)
    const desktop = await panel.one('[name=desktop]')
    expect(desktop.matches(':checked')).to.equal(false)
    desktop.click()
    await until(() => localStorage.getItem(KEY) === '{"desktop":true}')
    ;(await panel.one('[name=sound]')).click()
    await until(() => tones.length === 2)
    expect(localStorage.getItem(KEY)).to.equal('{"desktop":true,"sound":true}')
    expect(asked).to.equal(1)
    const later = await openPanel()
    ;(await later.one('.panel-menu')).click()
    await settled(later)
    expect((await later.one('[name=sound]')).matches(':checked')).to.equal(true)
  })

  it('the agent is told in words where the browser blocks notifications', async () => {
    permission = 'default'
    answer = 'denied'
    const panel = await openJoined(undefined)
    ;(await panel.one('.panel-menu')).click()
    await settled(panel)
    ;(await panel.one('[name=desktop]')).click()
    await until(() => panel.textNow().includes('The browser blocks notifications for this page.'))
    await settled(panel)
    expect((await panel.one('[name=desktop]')).matches(':checked')).to.equal(false)
  })
})
