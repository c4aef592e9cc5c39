/** What the agent's panel is to a supervisor. */
import { expect } from '@open-wc/testing'
import { openPanel, type Panel, SOME_SNAPSHOT, said } from '../panel.ts'
import { suggested } from '../parts/suggestions/suggested.ts'
import { SUPERVISOR_TOKEN } from './board.ts'

const offers = { search: true, wrapUp: true, languageModel: true } as const
const fetchConfig = async () => {
  const { defaultConfig } = await import('../../../widget/link/widget-config.ts')
  return { ...defaultConfig, offers }
}
const openFor = async (token: string): Promise<Panel> => {
  const panel = await openPanel({ token, fetchConfig })
  panel.link().join(SOME_SNAPSHOT)
  panel.link().push(said('q', 'Where is my refund?'))
  panel.link().push(suggested(['a', 'b']))
  return panel
}
const buttons = async (panel: Panel): Promise<string> =>
  (await panel.all('button')).map((each) => each.ariaLabel ?? each.textContent?.trim()).join(' | ')

describe('the panel in a supervisor’s hands', () => {
  it('the panel shows a supervisor what was said and suggested, and offers nothing but escalation', async () => {
    const panel = await openFor(SUPERVISOR_TOKEN)
    expect(await panel.text()).to.include('Where is my refund?')
    expect((await panel.all('.card')).length).to.equal(2)
    const offered = await buttons(panel)
    expect(offered).to.include('Escalate')
    expect(offered).not.to.match(/Insert|Copy|Dismiss|Suggest now|Search|Wrap/u)
  })

  it('the panel offers an agent all of it', async () => {
    const panel = await openFor('some-token')
    expect(await buttons(panel)).to.match(/Insert.*Suggest now|Suggest now.*Insert/u)
  })

  it('no key acts on a suggestion for a supervisor, and nothing is reported or scored in their name', async () => {
    const panel = await openFor(SUPERVISOR_TOKEN)
    const card = await panel.one('.card')
    card.focus()
    for (const key of ['Enter', 'c', 'e', 'x', '+', '-', 'g', '/', 'w', 'z'])
      card.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }))
    await panel.text()
    for (const name of ['suggestion:feedback', 'suggestion:request', 'sentiment:report', 'sentiment:score'] as const)
      expect(panel.link().asked(name)).to.deep.equal([])
  })
})
