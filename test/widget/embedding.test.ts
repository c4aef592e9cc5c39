import { expect } from '@open-wc/testing'
import { define } from '../../widget/define.ts'
import type { CxAssistErrorEvent, CxAssistStatusEvent } from '../../widget/events.ts'
import { openPanel, SOME_SNAPSHOT } from './panel.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION } from './scripted-link.ts'

describe('<cx-assist> in a page', () => {
  it('<cx-assist> connects with what it was given, and follows the conversation', async () => {
    const panel = await openPanel()
    expect(panel.link().target).to.deep.equal({ bff: 'https://bff.example', token: 'some-token' })
    expect(panel.link().calls).to.deep.equal([`follow ${SOME_CONVERSATION}`, 'open'])
  })

  it('<cx-assist> never writes the token into an attribute', async () => {
    const panel = await openPanel()
    panel.element.token = 'another-token'
    await panel.text()
    expect(panel.element.outerHTML).not.to.include('token')
    expect(panel.link().calls.at(-1)).to.equal('renewToken another-token')
  })

  it('<cx-assist> drops what it showed when another conversation is selected', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.element.conversation = ANOTHER_CONVERSATION
    expect(await panel.text())
      .to.include('Connecting')
      .and.not.to.include('I was charged twice')
    expect(panel.link().calls.at(-1)).to.equal(`follow ${ANOTHER_CONVERSATION}`)
  })

  it('<cx-assist> takes a fresh link for another server, and closes the old one', async () => {
    const panel = await openPanel()
    panel.element.bff = 'https://another.example'
    await panel.text()
    expect(panel.links().map(({ target }) => target.bff)).to.deep.equal([
      'https://bff.example',
      'https://another.example',
    ])
    expect(panel.links()[0]?.calls.at(-1)).to.equal('close')
  })

  it('<cx-assist> lets go when it is taken out, and starts anew when it is put back', async () => {
    const panel = await openPanel()
    const { parentElement } = panel.element
    panel.element.remove()
    expect(panel.link().calls.at(-1)).to.equal('close')
    parentElement?.append(panel.element)
    await panel.text()
    expect(panel.links()).to.have.length(2)
  })

  it('<cx-assist> tells each change of the connection once', async () => {
    const panel = await openPanel()
    const told: string[] = []
    panel.element.addEventListener('cx-assist-status', ({ detail }: CxAssistStatusEvent) => told.push(detail.status))
    panel.link().join(SOME_SNAPSHOT)
    panel.link().says.connection('reconnecting')
    panel.clock.pass(40_000)
    panel.link().rejoin()
    expect(told).to.deep.equal(['live', 'reconnecting', 'offline', 'live'])
  })

  it('<cx-assist> tells the host once that the token is refused, and goes on with a new one', async () => {
    const panel = await openPanel()
    const codes: string[] = []
    document.body.addEventListener('cx-assist-error', ({ detail }: CxAssistErrorEvent) => codes.push(detail.code), {
      once: true,
    })
    panel.link().says.connection('unauthorized')
    panel.clock.pass(60_000)
    expect(codes).to.deep.equal(['unauthorized'])
    panel.element.token = 'fresh'
    await panel.text()
    expect(panel.link().calls.at(-1)).to.equal('renewToken fresh')
  })

  it('<cx-assist> tells the host once that a conversation is not allowed, however often it is refused', async () => {
    const panel = await openPanel()
    const codes: string[] = []
    panel.element.addEventListener('cx-assist-error', ({ detail }: CxAssistErrorEvent) => codes.push(detail.code))
    for (let n = 0; n < 3; n += 1) panel.link().says.refused({ code: 'forbidden', message: 'no', retryInMs: 2_000 })
    expect(codes).to.deep.equal(['forbidden'])
  })

  it('<cx-assist> reports an address that is none', async () => {
    const panel = await openPanel()
    const codes: string[] = []
    panel.element.addEventListener('cx-assist-error', ({ detail }: CxAssistErrorEvent) => codes.push(detail.code))
    panel.element.bff = 'not a url'
    expect(await panel.text()).to.include('Not set up')
    expect(codes).to.deep.equal(['invalid_bff'])
  })

  it('<cx-assist> can be defined twice', () => {
    expect(() => define('cx-assist', class extends HTMLElement {})).not.to.throw()
  })

  it('<cx-assist> needs no sideways scrolling at 320 px', async () => {
    const panel = await openPanel({ width: 320 })
    panel.link().join({
      ...SOME_SNAPSHOT,
      routing: {
        ...SOME_SNAPSHOT.routing,
        data: { outcome: 'failed', skill: 'A_very_long_group_name_without_any_space_in_it_at_all', reason: 'timeout' },
      },
      intent: { ...SOME_SNAPSHOT.intent, data: { ...SOME_SNAPSHOT.intent.data, name: 'x'.repeat(200) } },
      transcript: SOME_SNAPSHOT.transcript.map((entry) => ({
        ...entry,
        data: { ...entry.data, text: `https://example.com/${'a'.repeat(300)}` },
      })),
    })
    for (const box of await panel.all('.panel, .body, .scroller, .block')) {
      expect(box.scrollWidth, box.className).to.be.at.most(box.clientWidth)
    }
  })

  it('<cx-assist> takes the host’s accent from further up', async () => {
    document.body.style.setProperty('--cx-assist-surface', 'rgb(1, 2, 3)')
    const panel = await openPanel()
    expect(getComputedStyle(panel.element).backgroundColor).to.equal('rgb(1, 2, 3)')
    document.body.style.removeProperty('--cx-assist-surface')
  })
})
