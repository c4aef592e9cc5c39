import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import type { EscalationData, NoteData } from '../../../shared/wire/assist.ts'
import { openPanel, type Panel, SOME_SNAPSHOT } from '../panel.ts'

/** Each of a conversation of its own: the page remembers which were put away. */
let opened = 0
const open = async (): Promise<Panel> => {
  opened += 1
  const conversationId = `conv_noted_${opened}`
  const panel = await openPanel({ conversation: conversationId })
  panel.link().join({ conversationId, seq: 5, transcript: SOME_SNAPSHOT.transcript })
  await panel.text()
  return panel
}
const AT = '2026-01-31T09:30:00.000Z'
const note = (panel: Panel, text: string, more: Partial<NoteData> = {}): void =>
  panel.link().push({ type: 'note', data: { noteId: `${opened} ${text}`, text, from: 'sup_1', at: AT, ...more } })
const notes = async (panel: Panel): Promise<readonly string[]> => {
  await panel.text()
  const [part] = await panel.all('cx-assist-notes')
  return [...(part?.shadowRoot?.querySelectorAll('section') ?? [])].map((each) =>
    each.innerText.replace(/\s+/gu, ' ').trim(),
  )
}
const buttons = async (panel: Panel): Promise<readonly HTMLElement[]> => {
  const [part] = await panel.all('cx-assist-notes')
  return [...(part?.shadowRoot?.querySelectorAll('button') ?? [])]
}

beforeEach(() => sendMouse({ type: 'move', position: [700, 580] }))

describe('a note of a supervisor', () => {
  it('a note of a supervisor stands on top at once, with who wrote it, above all else', async () => {
    const panel = await open()
    note(panel, 'Refund it.')
    expect(await notes(panel)).to.have.lengthOf(1)
    expect((await notes(panel))[0]).to.match(/^Note from sup_1 .*Refund it\.$/u)
    const [part] = await panel.all('cx-assist-notes')
    const [transcript] = await panel.all('cx-assist-transcript')
    const top = part?.getBoundingClientRect().top ?? 0
    expect(top).to.be.lessThan(transcript?.getBoundingClientRect().top ?? 0)
  })

  it('a note of a supervisor is said politely, not as an alarm', async () => {
    const panel = await open()
    note(panel, 'Refund it.')
    await panel.text()
    panel.clock.pass(1_100)
    await panel.text()
    expect((await panel.one('[role=status]')).textContent).to.include('Note from sup_1: Refund it.')
    expect((await panel.one('[role=alert]')).textContent).to.equal('')
  })

  it('a note of a supervisor goes when the agent puts it away, by button or key, and not before; the next one comes beside it', async () => {
    const panel = await open()
    note(panel, 'First.')
    note(panel, 'Second.')
    expect(await notes(panel)).to.have.lengthOf(2)
    const [first] = await buttons(panel)
    first?.click()
    expect((await notes(panel)).join()).to.include('First.')
    const [last] = await buttons(panel)
    last?.focus()
    await sendKeys({ press: 'Escape' })
    expect(await notes(panel)).to.have.lengthOf(0)
    panel.link().rejoin()
    expect(await notes(panel)).to.have.lengthOf(0)
  })

  it('a note of a supervisor moves nothing under the agent who is at the panel', async () => {
    const panel = await open()
    const [transcript] = await panel.all('cx-assist-transcript')
    const before = transcript?.getBoundingClientRect().top ?? -1
    const box = panel.element.getBoundingClientRect()
    await sendMouse({ type: 'move', position: [Math.round(box.left + 40), Math.round(box.top + 200)] })
    note(panel, 'Look at this.')
    expect(await notes(panel)).to.have.lengthOf(1)
    expect(transcript?.getBoundingClientRect().top).to.equal(before)
    await sendMouse({ type: 'move', position: [700, 580] })
    await panel.text()
    expect(transcript?.getBoundingClientRect().top).to.be.greaterThan(before)
  })
})

describe('an escalation that a supervisor takes', () => {
  it('an escalation that a supervisor takes says who is on it, quietly, and still since when', async () => {
    const panel = await open()
    const data: EscalationData = { level: 'manager', cause: 'agent', by: 'agent_8' }
    panel.link().push({ type: 'escalation', data })
    await panel.text()
    expect(await panel.all('section.notice.act')).to.have.lengthOf(1)
    panel.link().push({ type: 'escalation', data: { ...data, takenBy: 'sup_1', since: AT } })
    await panel.text()
    const [part] = await panel.all('cx-assist-escalation')
    expect(part?.shadowRoot?.querySelector('section')?.innerText).to.include('sup_1 is on it.')
    expect(part?.shadowRoot?.querySelector('time')?.dateTime).to.equal(AT)
    expect(await panel.all('section.notice.act')).to.have.lengthOf(0)
  })
})
