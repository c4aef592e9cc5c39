import { expect } from '@open-wc/testing'
import type { Reply } from '../../../../widget/link/link.ts'
import { defaultConfig } from '../../../../widget/link/widget-config.ts'
import { press } from '../../desktop.ts'
import type { PanelOptions } from '../../panel.ts'
import { SOME_CONVERSATION } from '../../scripted-link.ts'
import { focused, hear, openSuggested, pressMore } from './suggested.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve))
const rewritten = (text: string): Reply => ({ answer: { ok: true, text } })

const open = async (reply: Reply | Promise<Reply> = rewritten('Short text'), options: PanelOptions = {}) => {
  const fetchConfig = async () => ({ ...defaultConfig, offers: { languageModel: true as const } })
  const panel = await openSuggested(['a', 'b'], {}, { fetchConfig, ...options })
  panel.link().replies['suggestion:rewrite'] = reply
  await settle()
  await panel.text()
  return panel
}
type Opened = Awaited<ReturnType<typeof open>>

const rewrite = async (panel: Opened, name = 'Shorter'): Promise<void> => {
  ;(await panel.button('Rewrite')).click()
  await panel.text()
  ;(await panel.button(name)).click()
  await settle()
  await panel.text()
}
const items = async (panel: Opened): Promise<string[]> =>
  (await panel.all('[role=menuitem]')).map((each) => each.textContent ?? '')
const draftOf = async (panel: Opened): Promise<string> => {
  const draft = await panel.one('.draft')
  return draft instanceof HTMLTextAreaElement ? draft.value : ''
}
const textOfCard = async (panel: Opened): Promise<string> => (await panel.one('#text-0')).innerText.trim()

describe('rewriting a suggestion', () => {
  it('rewriting a suggestion is offered only where there is a language model', async () => {
    const panel = await openSuggested(['a'])
    await pressMore(panel, 'Edit')
    expect((await panel.all('.rewrite')).length).to.equal(0)
  })

  it('rewriting a suggestion puts what comes back on the card, says by whom it is, and sends nothing', async () => {
    const panel = await open()
    const told = hear(panel)
    await rewrite(panel)
    expect(panel.link().asked('suggestion:rewrite')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, text: 'Text of a', as: 'shorter' },
    ])
    expect(await textOfCard(panel)).to.equal('Short text')
    expect(await panel.text()).to.include('Rewritten by a model')
    expect(told).to.deep.equal([])
  })

  it('rewriting a suggestion is undone step by step', async () => {
    const panel = await open()
    await rewrite(panel)
    panel.link().replies['suggestion:rewrite'] = rewritten('Friendly text')
    await rewrite(panel, 'Friendlier')
    expect(panel.link().asked('suggestion:rewrite')[1]?.text).to.equal('Short text')
    await press('z')
    await panel.text()
    expect(await textOfCard(panel)).to.equal('Short text')
    ;(await panel.button('Undo the rewriting')).click()
    expect(await panel.text()).not.to.include('Rewritten by a model')
    expect(await textOfCard(panel)).to.equal('Text of a')
  })

  it('rewriting a suggestion counts as editing it', async () => {
    const panel = await open()
    const told = hear(panel)
    await rewrite(panel)
    ;(await panel.button('Insert')).click()
    expect(await panel.text()).to.include('Inserted, edited')
    expect(told).to.deep.equal(['insert a: Short text', 'inserted a'])
    expect(panel.link().asked('suggestion:feedback')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, suggestionId: 'a', action: 'inserted', text: 'Short text' },
    ])
  })

  it('rewriting a suggestion that is being edited rewrites what the agent made of it, and undoing gives that back', async () => {
    const panel = await open()
    await pressMore(panel, 'Edit')
    const draft = await panel.one('.draft')
    if (draft instanceof HTMLTextAreaElement) draft.value = 'My text'
    draft.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await rewrite(panel, 'Simpler')
    expect(panel.link().asked('suggestion:rewrite')[0]).to.include({ text: 'My text', as: 'simpler' })
    expect(await draftOf(panel)).to.equal('Short text')
    ;(await panel.button('Undo the rewriting')).click()
    await panel.text()
    expect(await draftOf(panel)).to.equal('My text')
    ;(await panel.button('Cancel')).click()
    await panel.text()
    expect(await textOfCard(panel)).to.equal('Text of a')
  })

  it('rewriting a suggestion does not touch a text that the agent went on with meanwhile', async () => {
    let answer: (reply: Reply) => void = () => undefined
    const panel = await open(
      new Promise((resolve) => {
        answer = resolve
      }),
    )
    await rewrite(panel)
    expect(await panel.text()).to.include('Rewriting…')
    panel.clock.pass(2_000)
    expect(await panel.text()).to.include('Still rewriting…')
    ;(await panel.button('Insert')).click()
    answer(rewritten('Late text'))
    await settle()
    expect(await panel.text())
      .to.include('Inserted')
      .and.not.to.include('ewrit')
    expect(await textOfCard(panel)).to.equal('Text of a')
  })

  for (const [reply, words] of [
    [{ refused: 'no_answer' }, 'Not rewritten: the language model did not answer in time.'],
    [{ refused: 'unavailable', message: 'x' }, 'Not rewritten: the language model cannot be reached right now.'],
    [{ refused: 'too_many_rooms', message: 'In words.' }, 'Not rewritten: In words.'],
    [{ answer: { ok: true, text: ' ' } }, 'Not rewritten: the answer could not be used.'],
    [{ answer: { ok: true } }, 'Not rewritten: the answer could not be used.'],
  ] satisfies [Reply, string][]) {
    it(`rewriting a suggestion that comes to nothing leaves it as it is and says why: ${JSON.stringify(reply)}`, async () => {
      const panel = await open(reply)
      await rewrite(panel)
      expect(await panel.text()).to.include(words)
      expect(await textOfCard(panel)).to.equal('Text of a')
    })
  }

  it('rewriting a suggestion translates into the customer’s language, and else into one of the panel’s', async () => {
    const panel = await open()
    ;(await panel.button('Rewrite')).click()
    expect(await items(panel)).to.deep.equal([
      ...['Shorter', 'Friendlier', 'Simpler'],
      ...['English', 'German', 'Spanish', 'French', 'Japanese', 'Arabic'],
    ])
    ;(await panel.button('Japanese')).click()
    await settle()
    const data = { score: 0.1, level: 'standard', translated: true, language: 'pt' } as const
    panel.link().push({ type: 'frustration', data })
    await panel.text()
    ;(await panel.button('Rewrite')).click()
    expect(await items(panel)).to.deep.equal(['Shorter', 'Friendlier', 'Simpler', 'Translate: Portuguese'])
    ;(await panel.button('Translate')).click()
    await settle()
    expect(panel.link().asked('suggestion:rewrite')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, text: 'Text of a', as: 'translate', language: 'ja' },
      { conversationId: SOME_CONVERSATION, text: 'Short text', as: 'translate', language: 'pt' },
    ])
  })
})

describe('the menu of rewriting', () => {
  it('the menu of rewriting is worked by keys as menus are, and the focus returns to its button', async () => {
    const panel = await open()
    const button = await panel.button('Rewrite')
    button.focus()
    await press('ArrowDown')
    await panel.text()
    expect([focused()?.textContent, button.getAttribute('aria-expanded')]).to.deep.equal(['Shorter', 'true'])
    await press('ArrowRight')
    expect(focused()?.textContent).to.equal('Friendlier')
    await press('ArrowUp', 'ArrowUp')
    expect(focused()?.textContent).to.equal('Arabic')
    await press('Home')
    expect(focused()?.textContent).to.equal('Shorter')
    await press('s')
    expect(focused()?.textContent).to.equal('Simpler')
    await press('Escape')
    await panel.text()
    expect(await items(panel)).to.deep.equal([])
    expect(focused() === button).to.equal(true)
    await press('Enter')
    await panel.text()
    await press('Enter')
    await settle()
    await panel.text()
    expect(focused() === button).to.equal(true)
    expect(await textOfCard(panel)).to.equal('Short text')
  })

  it('the menu of rewriting keeps its letters from the panel, and closes once the agent tabs on', async () => {
    const panel = await open()
    const told = hear(panel)
    ;(await panel.button('Rewrite')).focus()
    await press('ArrowUp', 'x', 'c', '+', 'e')
    expect(await panel.text()).not.to.include('Dismissed')
    expect(told).to.deep.equal([])
    await press('Tab')
    await panel.text()
    expect(await items(panel)).to.deep.equal([])
    expect(focused()?.getAttribute('aria-label')).to.equal('More')
  })

  for (const theme of ['light', 'dark'] as const) {
    it(`the menu of rewriting and what comes of it are accessible, ${theme}`, async () => {
      const panel = await open(rewritten('Short text'), { theme })
      ;(await panel.button('Rewrite')).click()
      await panel.text()
      await expect(panel.element).to.be.accessible()
      ;(await panel.button('Shorter')).click()
      await settle()
      await panel.text()
      await expect(panel.element).to.be.accessible()
    })
  }

  for (const lang of ['de', 'ar'] as const) {
    it(`the menu of rewriting needs no sideways scrolling at 320 px: ${lang}`, async () => {
      const panel = await open(rewritten('Short text'), { lang, width: 320 })
      ;(await panel.one('.rewrite')).click()
      for (const box of await panel.all('.panel, .body, .card, .rewrite-menu')) {
        expect(box.scrollWidth, box.className).to.be.at.most(box.clientWidth)
      }
    })
  }
})
