import { expect } from '@open-wc/testing'
import { openPanel, type Panel, SOME_SNAPSHOT } from '../../panel.ts'
import { suggested } from './suggested.ts'

const asked = (utteranceId: string) =>
  ({
    type: 'transcript',
    data: { utteranceId, speaker: 'customer', text: 'I want a refund', awaitsSuggestions: true },
  }) as const

const openLive = async (): Promise<Panel> => {
  const panel = await openPanel()
  panel.link().join(SOME_SNAPSHOT)
  panel.clock.pass(10_000)
  await panel.text()
  return panel
}
const lineOf = async (panel: Panel, selector: string): Promise<Element | null> =>
  (await panel.one('cx-assist-suggestions')).shadowRoot?.querySelector(selector) ?? null
/** What stands at the end of the line of the heading. */
const end = async (panel: Panel): Promise<string> =>
  (await lineOf(panel, '.suggest-now'))?.textContent.replace(/\s+/gu, ' ').trim() ?? ''
const isWithin = (line: Element | null): boolean => line !== null && line.scrollWidth <= line.clientWidth
const polite = async (panel: Panel): Promise<string> => (await panel.one('[role=status]')).textContent.trim()

describe('the search for suggestions', () => {
  it('<cx-assist> says that suggestions are looked for, then that it takes long, and in the end nothing', async () => {
    const panel = await openLive()
    panel.link().push(asked('u1'))
    const said: string[] = []
    for (const ms of [0, 299, 1, 1_699, 1, 5_999, 1]) {
      panel.clock.pass(ms)
      said.push(await end(panel))
    }
    const idle = 'Suggest now'
    expect(said).to.deep.equal([idle, idle, 'Looking…', 'Looking…', 'Still looking…', 'Still looking…', idle])
  })

  it('<cx-assist> says nothing of a search where suggestions are there at once', async () => {
    const panel = await openLive()
    panel.link().push(asked('u1'))
    panel.link().push(suggested(['a'], { basedOn: 'u1' }))
    panel.clock.pass(1_000)
    expect(await end(panel)).not.to.include('ooking')
  })

  it('<cx-assist> stops saying that suggestions are looked for when they are there', async () => {
    const panel = await openLive()
    panel.link().push(asked('u1'))
    panel.clock.pass(500)
    expect(await end(panel)).to.include('Looking…')
    panel.link().push(suggested(['a'], { basedOn: 'u1' }))
    expect(await end(panel)).not.to.include('ooking')
  })

  it('<cx-assist> says nothing of a search while nobody can tell', async () => {
    const panel = await openLive()
    panel.link().push(asked('u1'))
    panel.clock.pass(500)
    panel.link().says.connection('reconnecting')
    expect(await end(panel)).not.to.include('ooking')
  })

  it('<cx-assist> moves nothing for the search, in the narrowest panel either', async () => {
    const panel = await openPanel({ width: 320 })
    panel.link().join(SOME_SNAPSHOT)
    panel.link().push(suggested(['a', 'b']))
    const places = async (): Promise<number[]> =>
      (await panel.all('.head, .card, .label, li')).map((each) => each.getBoundingClientRect().top)
    panel.link().push(asked('u1'))
    const before = await places()
    panel.clock.pass(500)
    expect(await end(panel)).to.include('Looking…')
    expect(await places()).to.deep.equal(before)
    panel.clock.pass(2_000)
    expect(await end(panel)).to.include('Still looking…')
    expect(await places()).to.deep.equal(before)
    expect(isWithin(await lineOf(panel, 'section'))).to.equal(true)
    expect(isWithin(await lineOf(panel, '.head'))).to.equal(true)
  })

  for (const lang of ['de', 'es', 'fr', 'ja', 'ar']) {
    it(`<cx-assist> has room for the word of the search in the narrowest panel in ${lang}`, async () => {
      const panel = await openPanel({ width: 320, lang })
      panel.link().join(SOME_SNAPSHOT)
      panel.link().push(suggested(['a']))
      panel.link().push(asked('u1'))
      panel.clock.pass(3_000)
      await panel.text()
      expect(isWithin(await lineOf(panel, 'section'))).to.equal(true)
      expect(isWithin(await lineOf(panel, '.head'))).to.equal(true)
    })
  }

  it('<cx-assist> tells screen readers once of the search, and only that it takes long', async () => {
    const panel = await openLive()
    panel.link().push(asked('u1'))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Customer: I want a refund')
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Still looking for suggestions')
    panel.clock.pass(5_500)
    expect(await polite(panel)).to.equal('')
  })
})
