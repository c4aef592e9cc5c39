/** Several panels in one page: each conversation has its own, and some are in tabs that are not open. */
import { expect } from '@open-wc/testing'
import { press, settled } from '../desktop.ts'
import { openPanel, type Panel, SOME_SNAPSHOT } from '../panel.ts'
import { suggested } from '../parts/suggestions/suggested.ts'

interface Pair {
  readonly panel: Panel
  readonly reply: HTMLTextAreaElement
}

/** A reply and the panel beside it. */
const openPair = async (name: string, { mark = false, selector = '.reply' } = {}): Promise<Pair> => {
  const panel = await openPanel({ conversation: `conv_${name}` })
  panel.link().join({ ...SOME_SNAPSHOT, conversationId: `conv_${name}` })
  panel.link().push(suggested([name]))
  const reply = document.createElement('textarea')
  reply.className = 'reply'
  reply.id = `reply-${name}`
  if (mark) reply.dataset['cxAssistConversation'] = `conv_${name}`
  panel.element.before(reply)
  panel.element.composer = selector
  await import('../../../widget/composer/field.ts')
  await settled(panel)
  return { panel, reply }
}

describe('two panels', () => {
  for (const [what, options] of [
    ['names its conversation', { mark: true }],
    ['is named by its panel', undefined],
    ['is only the nearest', {}],
  ] as const) {
    it(`two panels in one page are reached each from its own reply, and write in it, where that ${what}`, async () => {
      const pairs: Pair[] = []
      for (const name of ['a', 'b']) pairs.push(await openPair(name, options ?? { selector: `#reply-${name}` }))
      for (const { panel, reply } of pairs.toReversed()) {
        reply.focus()
        await press('F8')
        expect(document.activeElement === panel.element, reply.id).to.equal(true)
        await press('Enter')
        await settled(panel)
        expect(document.activeElement === reply, reply.id).to.equal(true)
      }
      expect(pairs.map(({ reply }) => reply.value)).to.deep.equal(['Text of a', 'Text of b'])
    })
  }

  it('two panels in one page lead back each to its own reply', async () => {
    const one = await openPair('a')
    const other = await openPair('b')
    for (const { panel, reply } of [one, other, one]) {
      reply.focus()
      await press('F8')
      expect(document.activeElement === panel.element).to.equal(true)
      await press('F8')
      expect(document.activeElement === reply).to.equal(true)
    }
  })

  it('two panels in one page are reached from anywhere else where the agent was last', async () => {
    const one = await openPair('a')
    const other = await openPair('b')
    for (const { panel, reply } of [one, other, one]) {
      reply.focus()
      await press('F8', 'Escape')
      reply.blur()
      await press('F8')
      expect(document.activeElement === panel.element).to.equal(true)
      await press('Escape')
    }
  })
})

describe('the key, where the first panel is hidden', () => {
  const hide: readonly (readonly [string, (element: HTMLElement) => void])[] = [
    ['by display: none', (element) => element.style.setProperty('display', 'none')],
    ['by hidden', (element) => element.setAttribute('hidden', '')],
    ['by visibility', (element) => element.style.setProperty('visibility', 'hidden')],
    ['by opacity', (element) => element.style.setProperty('opacity', '0')],
    [
      'by having no size',
      (element) => element.setAttribute('style', 'display: block; width: 0; height: 0; overflow: hidden'),
    ],
    ['by inert', (element) => element.setAttribute('inert', '')],
    [
      'by a tab that is not open',
      (element) => {
        const tab = document.createElement('div')
        element.before(tab)
        tab.append(element)
        tab.hidden = true
      },
    ],
    [
      'by a page part that is inert',
      (element) => {
        const part = document.createElement('div')
        element.before(part)
        part.append(element)
        part.inert = true
      },
    ],
    [
      'by what is folded around it',
      (element) => {
        const fold = document.createElement('details')
        element.before(fold)
        fold.append(element)
      },
    ],
    [
      'by a side bar of no width',
      (element) => {
        const bar = document.createElement('div')
        bar.style.cssText = 'width: 0; overflow: hidden'
        element.before(bar)
        bar.append(element)
      },
    ],
  ]
  for (const [how, act] of hide) {
    it(`the key that reaches a panel leads to the one that can be seen: ${how}`, async () => {
      const hidden = await openPair('a')
      const seen = await openPair('b')
      act(hidden.panel.element)
      await settled(hidden.panel)
      hidden.reply.focus()
      await press('F8')
      expect(document.activeElement === seen.panel.element).to.equal(true)
      await press('F8')
      expect(document.activeElement === hidden.reply).to.equal(true)
    })
  }

  it('the key that reaches a panel is the page’s where none can be seen', async () => {
    const { panel } = await openPair('a')
    panel.element.hidden = true
    panel.element.style.display = 'none'
    const left: boolean[] = []
    const hear = (event: Event): void => void left.push(event.defaultPrevented)
    window.addEventListener('keydown', hear)
    await press('F8')
    window.removeEventListener('keydown', hear)
    expect(left).to.deep.equal([false])
  })

  it('the key that reaches a panel leads into the dialog that makes all else inert', async () => {
    const behind = await openPair('a')
    const inside = await openPair('b')
    const dialog = document.createElement('dialog')
    inside.reply.before(dialog)
    dialog.append(inside.reply, inside.panel.element)
    dialog.showModal()
    await settled(inside.panel)
    inside.reply.blur()
    await press('F8')
    expect(document.activeElement === inside.panel.element).to.equal(true)
    expect(document.activeElement === behind.panel.element).to.equal(false)
    dialog.close()
    dialog.remove()
  })
})
