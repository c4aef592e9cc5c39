import { expect } from '@open-wc/testing'
import { changesOf, type KeyChanges } from '../../../widget/keys/key-map.ts'
import { browserKeys } from '../../../widget/keys/key-store.ts'
import { openDesktop, press, settled } from '../desktop.ts'
import { memoryStore } from '../memory-store.ts'
import type { Panel, PanelOptions } from '../panel.ts'
import { focused, focusedCard, hear } from '../parts/suggestions/suggested.ts'

const openList = async (kept: KeyChanges = {}, options: PanelOptions = {}) => {
  const store = memoryStore(kept)
  const { panel, reply } = await openDesktop(['a', 'b'], {}, { ...options, keyStore: store })
  await press('F8', '?')
  await import('../../../widget/parts/panel/key-list.ts')
  await settled(panel)
  return { panel, reply, kept: store.kept }
}

const keyOf = (panel: Panel, act: string): Promise<HTMLElement> => panel.one(`[data-act=${act}]`)

/** Presses the button of a key, and then another key. */
const change = async (panel: Panel, act: string, key: string): Promise<string> => {
  ;(await keyOf(panel, act)).focus()
  await press('Enter', key)
  return panel.text()
}

describe('the list of keys', () => {
  it('the list of keys is shown over the panel, with each key and what it does, and takes the focus', async () => {
    const { panel } = await openList()
    const text = await panel.text()
    expect(text).to.match(/next suggestion ↓.* insert Enter replace the draft Shift \+ Enter/u)
    expect(text).to.match(
      /this list \? reason, after “not helpful” 1 – 5 to this panel and back F8 back to where you were Escape/u,
    )
    expect(focused()?.textContent).to.equal('Close')
    const dialog = await panel.one('[role=dialog]')
    expect(dialog.getAttribute('aria-labelledby')).to.equal('title')
  })

  it('the list of keys is asked for with the pointer as well', async () => {
    const { panel } = await openDesktop(['a'])
    ;(await panel.button('Keys')).click()
    await import('../../../widget/parts/panel/key-list.ts')
    expect(await settled(panel)).to.include('next suggestion')
  })

  for (const key of ['Escape', '?']) {
    it(`the list of keys goes away by ${key}, and the agent is where they were`, async () => {
      const { panel } = await openList()
      await press(key)
      await settled(panel)
      expect(focusedCard()).to.equal('0')
      expect(await panel.text()).not.to.include('next suggestion')
    })
  }

  it('the list of keys lets nothing behind it be reached, or acted on', async () => {
    const { panel } = await openList()
    const told = hear(panel)
    await press('c', '+', 'x', 'ArrowDown')
    for (let n = 0; n < 25; n += 1) {
      expect(focused()?.closest('.card') == null).to.equal(true)
      await press('Tab')
    }
    expect(told).to.deep.equal([])
  })

  it('the list of keys does not stand in the way back to the reply, and is there when the agent returns', async () => {
    const { panel, reply } = await openList()
    await press('F8')
    expect(document.activeElement === reply).to.equal(true)
    await press('F8')
    await panel.text()
    expect(focused()?.textContent).to.equal('Close')
  })

  it('the list of keys changes a key, which counts at once and is remembered', async () => {
    const { panel, kept } = await openList()
    const told = hear(panel)
    ;(await keyOf(panel, 'helpful')).focus()
    await press('Enter')
    expect(await panel.text()).to.include('Press a key for: helpful')
    await press('y')
    expect(await panel.text())
      .to.include('helpful: Y')
      .and.to.include('helpful Y')
    expect((await keyOf(panel, 'helpful')).getAttribute('aria-label')).to.equal('helpful: Y. Change')
    expect(kept()).to.deep.equal({ helpful: 'Y' })
    await press('Escape')
    await settled(panel)
    await press('+', 'y')
    expect(told).to.deep.equal(['helpful a'])
  })

  it('the list of keys gives no key away that another act has, and says which', async () => {
    const { panel, kept } = await openList()
    expect(await change(panel, 'copy', 'x')).to.include('X is taken already: dismiss')
    await press('k')
    expect(await panel.text()).to.include('copy: K')
    expect(kept()).to.deep.equal({ copy: 'K' })
  })

  it('the list of keys leaves a key as it is where the agent thinks better of it', async () => {
    const { panel, kept } = await openList()
    await change(panel, 'copy', 'Escape')
    await press('y')
    await change(panel, 'copy', 'Tab')
    await press('y')
    expect(await panel.text()).to.include('copy C')
    expect(kept()).to.deep.equal({})
    expect(await panel.text()).to.include('next suggestion')
  })

  it('the list of keys takes no key that is none, nor one with a modifier, which is the host’s', async () => {
    const { panel, kept } = await openList()
    for (const key of ['ContextMenu', 'F8']) {
      expect(await change(panel, 'copy', key), key).to.include('This key cannot be used.')
    }
    expect(kept()).to.deep.equal({})
  })

  it('the list of keys knows what was changed before, and gives the original keys back', async () => {
    const { panel, kept } = await openList({ copy: 'K' })
    expect(await panel.text()).to.include('copy K')
    ;(await panel.button('Original keys')).click()
    expect(await panel.text())
      .to.include('copy C')
      .and.not.to.include('Original keys')
    expect(kept()).to.deep.equal({})
    expect(focused()?.textContent).to.equal('Close')
  })

  for (const theme of ['light', 'dark'] as const) {
    it(`the list of keys is accessible, ${theme}`, async () => {
      const { panel } = await openList({ copy: 'K' }, { theme })
      await change(panel, 'dismiss', 'k')
      await expect(panel.element).to.be.accessible()
      for (const target of await panel.all('cx-assist-key-list button, [role=dialog] button')) {
        const { width, height } = target.getBoundingClientRect()
        expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24)
      }
    })
  }

  for (const lang of ['de', 'fr', 'ar']) {
    it(`the list of keys needs no sideways scrolling at 320 px: ${lang}`, async () => {
      const { panel } = await openList({}, { lang, width: 320 })
      const list = await panel.one('cx-assist-key-list')
      expect(list.scrollWidth).to.be.at.most(list.clientWidth)
    })
  }
})

describe('remembered keys', () => {
  afterEach(() => localStorage.removeItem('cx-assist-keys'))

  it('what the browser remembers of keys is what was changed', () => {
    expect(browserKeys.read()).to.deep.equal({})
    browserKeys.remember({ copy: 'K' })
    expect(browserKeys.read()).to.deep.equal({ copy: 'K' })
    browserKeys.remember({})
    expect(localStorage.getItem('cx-assist-keys')).to.equal(null)
  })

  it('what the browser remembers of keys is nothing where it is nonsense', () => {
    for (const nonsense of ['{', 'null', '7', '{"copy":7}', '{"dance":"D"}']) {
      localStorage.setItem('cx-assist-keys', nonsense)
      expect(changesOf(browserKeys.read()), nonsense).to.deep.equal({})
    }
  })
})
