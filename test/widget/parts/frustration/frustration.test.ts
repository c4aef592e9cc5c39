/** What agents see of frustration, and how they escalate: words, figures, marks, a switch, a form; all by keyboard. */
import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import type { FrustrationData } from '../../../../shared/wire/assist.ts'
import type { ReportOutcome } from '../../../../widget/link/link.ts'
import { defaultConfig } from '../../../../widget/link/widget-config.ts'
import type { LocalScorerFactory, LocalScorerListener, ScoringState } from '../../../../widget/sentiment/sentiment.ts'
import { openPanel, type Panel, SOME_SNAPSHOT, said } from '../../panel.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION } from '../../scripted-link.ts'
import { focused } from '../suggestions/suggested.ts'

const ANGRY: FrustrationData = {
  score: 0.72,
  level: 'manager',
  since: '2026-01-31T09:25:00.000Z',
  utteranceId: 'utt_2',
  scoredBy: 'wasm',
  recent: [
    { utteranceId: 'history:0', frustration: 0.05, score: 0.05, tone: 'neutral' },
    { utteranceId: 'history:1', frustration: 0.05, score: 0.05, tone: 'neutral' },
    { utteranceId: 'utt_2', frustration: 0.9, score: 0.72, tone: 'negative' },
  ],
}
const CALM: FrustrationData = {
  score: 0.04,
  level: 'standard',
  utteranceId: 'utt_2',
  scoredBy: 'service',
  recent: [
    { utteranceId: 'history:0', frustration: 0.05, score: 0.05, tone: 'neutral' },
    { utteranceId: 'utt_2', frustration: 0.04, score: 0.04, tone: 'neutral' },
  ],
}

const open = async (data: FrustrationData = ANGRY): Promise<Panel> => {
  const panel = await openPanel()
  panel.link().join(SOME_SNAPSHOT)
  panel.link().push({ type: 'frustration', data })
  await panel.text()
  return panel
}

const meter = async (panel: Panel): Promise<string> => {
  await panel.text()
  const part = await panel.one('[part=frustration]')
  return part.innerText.replace(/\s+/gu, ' ').trim()
}

describe('the frustration meter', () => {
  it('the frustration meter tells level, figure, trend, since when, and the message that moved it', async () => {
    const panel = await open()
    expect(await meter(panel)).to.include('Angry')
    expect(await meter(panel)).to.match(/72 .*rising since \d\d:25/u)
    expect(await meter(panel)).to.include('Rose on “I was charged twice”')
  })

  it('the frustration meter names nobody’s message while all is calm', async () => {
    const panel = await open(CALM)
    expect(await meter(panel)).to.include('Calm')
    expect(await meter(panel)).not.to.include('Rose on')
    expect(await meter(panel)).not.to.include('since')
  })

  it('the frustration meter says all of it in words too, the trend’s figures included', async () => {
    const panel = await open()
    const part = await panel.one('[part=frustration]')
    expect(part.textContent).to.include('72 of 100')
    const details = await panel.one('.scoring')
    details.querySelector('summary')?.click()
    expect(await meter(panel)).to.include('Scored in this browser (wasm). By message, oldest first: 5, 5, 72.')
    expect((await panel.all('.spark')).map((each) => each.getAttribute('aria-hidden'))).to.deep.equal(['true'])
  })

  it('the frustration meter leads to the message that moved it, and puts the focus there', async () => {
    const panel = await open()
    ;(await panel.button('Rose on')).click()
    await panel.text()
    await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(focused()?.textContent).to.include('I was charged twice')
  })

  it('the frustration meter says that the customer’s language is none the model speaks', async () => {
    const panel = await open({ score: 0, level: 'standard', unscored: 'language' })
    expect(await meter(panel)).to.include('a language that the model does not speak')
  })

  it('the frustration meter waits for a first message', async () => {
    const panel = await openPanel()
    panel.link().join({ ...SOME_SNAPSHOT, transcript: [] })
    expect(await meter(panel)).to.include('No message to score yet.')
  })

  it('the frustration meter does not announce each figure, only that the customer’s mood got worse', async () => {
    const panel = await open(CALM)
    const spoken = async () => {
      panel.clock.pass(1_000)
      await panel.text()
      return (await panel.one('[role=status]')).textContent
    }
    await spoken()
    panel.link().push({ type: 'frustration', data: { ...CALM, score: 0.2 } })
    expect(await spoken()).not.to.include('sounds')
    panel.link().push({ type: 'frustration', data: ANGRY })
    expect(await spoken()).to.include('The customer sounds angry')
  })

  it('the frustration meter moves nothing that blinks', async () => {
    const panel = await open()
    for (const element of await panel.all('*')) {
      expect(getComputedStyle(element).animationName, element.tagName).to.equal('none')
    }
  })
})

describe('the tone of a message', () => {
  const marks = async (panel: Panel) => (await panel.all('.tone')).map((mark) => mark.textContent?.trim())

  it('the tone of a message is marked on it by shape and words', async () => {
    const panel = await open()
    expect(await marks(panel)).to.deep.equal(['sounds negative'])
  })

  it('the tone of a message stays when newer events no longer tell of it', async () => {
    const panel = await open()
    panel.link().push(said('utt_9', 'hm'))
    panel.link().push({
      type: 'frustration',
      data: { ...ANGRY, recent: [{ utteranceId: 'utt_9', frustration: 0, score: 0.4, tone: 'positive' }] },
    })
    expect(await marks(panel)).to.deep.equal(['sounds negative', 'sounds positive'])
  })

  it('the tone of a message comes without moving what is there', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    const tops = async () =>
      (await panel.all('[part=utterance] .bubble')).map((each) => each.getBoundingClientRect().width)
    const before = await tops()
    panel.link().push({ type: 'frustration', data: ANGRY })
    await marks(panel)
    expect(await tops()).to.deep.equal(before)
  })

  it('the tone of a message of another conversation with the same ids is forgotten', async () => {
    const panel = await open()
    panel.element.conversation = ANOTHER_CONVERSATION
    await panel.text()
    panel.link().join({ ...SOME_SNAPSHOT, conversationId: ANOTHER_CONVERSATION })
    expect(await marks(panel)).to.deep.equal([])
  })
})

describe('the switch', () => {
  const toggle = () => 'Score frustration'
  afterEach(() => localStorage.removeItem('cx-assist-scoring'))

  it('the switch takes meter and marks away, says so, and brings them back', async () => {
    const panel = await open()
    const before = await panel.button(toggle())
    expect(before.getAttribute('role')).to.equal('switch')
    expect(before.getAttribute('aria-checked')).to.equal('true')
    before.click()
    expect(await meter(panel)).to.include('Frustration is switched off.')
    expect(await panel.all('.tone')).to.have.length(0)
    const after = await panel.button(toggle())
    expect(after.getAttribute('aria-checked')).to.equal('false')
    after.click()
    expect(await meter(panel)).to.include('Angry')
  })

  it('the switch is not the agent’s where the integrator switched it off, and nothing is said of it', async () => {
    const panel = await open()
    panel.element.sentiment = 'off'
    expect(await panel.all('[role=switch], [part=frustration]')).to.have.length(0)
  })
})

describe('where it is scored', () => {
  const scripted = (): { readonly createScorer: LocalScorerFactory; readonly says: (state: ScoringState) => void } => {
    let listener: LocalScorerListener | undefined
    return {
      createScorer: (_url, told) => {
        listener = told
        return { score: () => undefined, close: () => undefined }
      },
      says: (state) => listener?.state(state),
    }
  }
  const openScoring = async () => {
    const { createScorer, says } = scripted()
    const panel = await openPanel({ createScorer, fetchConfig: async () => defaultConfig })
    panel.link().join(SOME_SNAPSHOT)
    await panel.text()
    return { panel, says }
  }

  it('the meter shows quietly how far the model is', async () => {
    const { panel, says } = await openScoring()
    says({ kind: 'loading', progress: 0.42 })
    expect(await meter(panel)).to.match(/Preparing to score: 42\s?%/u)
  })

  it('the meter says why it is not scored here', async () => {
    const { panel, says } = await openScoring()
    says({ kind: 'service', because: 'no_wasm' })
    panel.link().push({ type: 'frustration', data: CALM })
    const details = await panel.one('.scoring')
    details.querySelector('summary')?.click()
    expect(await meter(panel)).to.include('Scored by the service: this page allows no WebAssembly.')
  })

  it('the meter says that a translation was scored, after one message too, whatever this browser can do', async () => {
    const { panel, says } = await openScoring()
    says({ kind: 'service', because: 'no_wasm' })
    const words = async (data: FrustrationData): Promise<string> => {
      panel.link().push({ type: 'frustration', data: { ...data, translated: true, language: 'de' } })
      await panel.text()
      return (await panel.one('.scoring p')).textContent ?? ''
    }
    expect(await words({ ...CALM, recent: CALM.recent?.slice(1) ?? [] })).to.equal(
      'Scored in translation, by the service.',
    )
    expect(await words(CALM)).to.equal('Scored in translation, by the service. By message, oldest first: 5, 4.')
  })

  it('the meter says that it is scored nowhere', async () => {
    const { panel, says } = await openScoring()
    says({ kind: 'unavailable', because: 'not_loaded' })
    expect(await meter(panel)).to.include('Not scored: the model could not be loaded')
  })
})

describe('escalation by hand', () => {
  const openForm = async (): Promise<Panel> => {
    const panel = await open()
    ;(await panel.button('Escalate…')).click()
    await panel.text()
    return panel
  }
  const type = async (panel: Panel, text: string) => {
    const field = await panel.one('textarea')
    field.focus()
    await sendKeys({ type: text })
  }
  const formText = async (panel: Panel) => {
    await panel.text()
    return (await panel.one('[part=escalate]')).innerText.replace(/\s+/gu, ' ')
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve))

  it('escalation by hand asks to whom and why, tells the server and the host, and says that it is done', async () => {
    const panel = await openForm()
    const asked: unknown[] = []
    panel.element.addEventListener('cx-assist-escalate', ({ detail }) => asked.push(detail))
    const radios = await panel.all('input[type=radio]')
    if (radios[1] instanceof HTMLInputElement) radios[1].click()
    await type(panel, 'asks for my boss')
    ;(await panel.button('Escalate')).click()
    await settle()
    expect(panel.link().asked('escalation:request')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, level: 'manager', reason: 'asks for my boss' },
    ])
    expect(asked).to.deep.equal([{ level: 'manager', reason: 'asks for my boss' }])
    expect(await panel.text()).to.include('Escalated to a manager.')
  })

  it('escalation by hand needs no more than three keys: open, send', async () => {
    const panel = await open()
    ;(await panel.button('Escalate…')).focus()
    await sendKeys({ press: 'Enter' })
    await panel.text()
    expect(focused()).to.have.property('type', 'radio')
    await sendKeys({ press: 'Enter' })
    await settle()
    expect(panel.link().asked('escalation:request')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, level: 'supervisor' },
    ])
    await panel.text()
    expect(focused()?.textContent).to.include('Escalate…')
  })

  it('escalation by hand is sent once, however often it is pressed', async () => {
    const panel = await openForm()
    let answer: (outcome: ReportOutcome) => void = () => undefined
    panel.link().outcomes['escalation:request'] = new Promise((resolve) => {
      answer = resolve
    })
    const button = await panel.button('Escalate')
    button.click()
    button.click()
    await settle()
    expect(panel.link().asked('escalation:request')).to.have.length(1)
    expect(await formText(panel)).to.include('Telling')
    panel.clock.pass(2_000)
    expect(await formText(panel)).to.include('Still waiting')
    answer('recorded')
    await settle()
    expect(await panel.text()).to.include('Escalated to a supervisor.')
  })

  it('escalation by hand that is refused says why, and can be tried again with the same words', async () => {
    const panel = await openForm()
    panel.link().outcomes['escalation:request'] = {
      refused: 'unavailable',
      message: 'Cognigy refused the key (401): check COGNIGY_API_KEY',
    }
    await type(panel, 'very upset')
    ;(await panel.button('Escalate')).click()
    await settle()
    expect(await formText(panel)).to.include('Not escalated. Cognigy refused the key (401)')
    panel.link().outcomes['escalation:request'] = 'recorded'
    ;(await panel.button('Try again')).click()
    await settle()
    expect(
      panel
        .link()
        .asked('escalation:request')
        .map(({ reason }) => reason),
    ).to.deep.equal(['very upset', 'very upset'])
  })

  it('escalation by hand that nobody answered may have happened', async () => {
    const panel = await openForm()
    panel.link().outcomes['escalation:request'] = { refused: 'no_answer' }
    ;(await panel.button('Escalate')).click()
    await settle()
    expect(await formText(panel)).to.include('It may have been escalated all the same.')
  })

  it('escalation by hand is left with Escape, and the focus is where it was', async () => {
    const panel = await openForm()
    await sendKeys({ press: 'Escape' })
    await panel.text()
    expect(await panel.all('form')).to.have.length(0)
    expect(focused()?.textContent).to.include('Escalate…')
  })

  it('escalation by hand does not follow the agent into another conversation', async () => {
    const panel = await openForm()
    await type(panel, 'secret of the first')
    panel.element.conversation = ANOTHER_CONVERSATION
    await panel.text()
    panel.link().join({ ...SOME_SNAPSHOT, conversationId: ANOTHER_CONVERSATION })
    expect(await panel.all('form')).to.have.length(0)
    ;(await panel.button('Escalate…')).click()
    await panel.text()
    expect(await panel.one('textarea')).to.have.property('value', '')
  })

  it('escalation by hand takes a ready reason by one press', async () => {
    const panel = await openForm()
    ;(await panel.button('Asks for a superior')).click()
    await panel.text()
    expect(await panel.one('textarea')).to.have.property('value', 'Asks for a superior')
  })

  it('escalation by hand of somebody else shows their reason', async () => {
    const panel = await open()
    panel.link().push({ type: 'escalation', data: { level: 'manager', cause: 'agent', reason: 'threatens to sue' } })
    expect(await panel.text()).to.include('An agent asked for it. “threatens to sue”')
  })
})
