/** The agent asks for suggestions themselves. */
import { expect } from '@open-wc/testing'
import { openDesktop, press, settled } from '../../desktop.ts'
import { openPanel, SOME_SNAPSHOT } from '../../panel.ts'
import { focusedCard, suggested } from './suggested.ts'

describe('the key', () => {
  it('the key that asks for suggestions asks once, says that it looks, and shows at once what comes, though the agent is in the panel', async () => {
    const { panel } = await openDesktop(['a', 'b'])
    await press('F8', 'ArrowDown', 'g', 'g')
    expect(panel.link().asked('suggestion:request')).to.deep.equal([{ conversationId: 'conv_abc123' }])
    expect(await panel.text()).to.include('Looking…')
    panel.link().push(suggested(['c'], { requested: true }))
    const text = await panel.text()
    expect(text).to.include('Text of c').and.not.to.include('Looking…')
    expect(focusedCard()).to.equal('0')
  })

  it('the key that asks for suggestions says that it looks, and then what came, as two sentences', async () => {
    const { panel } = await openDesktop(['a'])
    panel.clock.pass(10_000)
    await press('F8', 'g')
    panel.link().push(suggested(['b'], { requested: true }))
    panel.clock.pass(1_500)
    expect((await panel.one('[role=status]')).textContent).to.match(/^Looking\. 1 suggestion/u)
  })

  it('the key that asks for suggestions works where there is no suggestion yet', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    await panel.text()
    await press('F8', 'g')
    expect(panel.link().asked('suggestion:request')).to.have.length(1)
    expect(await panel.text()).to.include('Looking…')
  })

  it('the key that asks for suggestions leaves what the agent is writing, and the new ones wait', async () => {
    const { panel } = await openDesktop(['a'])
    await press('F8', 'g', 'e')
    panel.link().push(suggested(['b'], { requested: true }))
    const text = await panel.text()
    expect(text).to.include('1 new suggestion set')
    expect((await panel.one('textarea')).matches(':focus')).to.equal(true)
  })

  it('the key that asks for suggestions shows why there are none', async () => {
    const { panel } = await openDesktop(['a'])
    panel.link().outcome = { refused: 'rate_limited' }
    await press('F8', 'g')
    expect(await settled(panel)).to.include('No new suggestions: too many were asked for')
    panel.link().push(suggested(['b']))
    await press('Escape')
    expect(await panel.text()).not.to.include('No new suggestions')
  })

  it('the key that asks for suggestions shows no code where the server has none at the moment', async () => {
    const { panel } = await openDesktop(['a'])
    panel.link().outcome = { refused: 'unavailable' }
    await press('F8', 'g')
    expect(await settled(panel)).to.include('No new suggestions: the server has none right now. Try again.')
  })

  it('the key that asks for suggestions does nothing in a conversation that has ended', async () => {
    const { panel } = await openDesktop(['a'])
    panel.link().push({ type: 'status', data: { state: 'ended', since: '2026-01-31T09:30:00Z' } })
    await panel.text()
    await press('F8', 'g')
    expect(panel.link().asked('suggestion:request')).to.deep.equal([])
  })
})
