import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { cards, hear, openSuggested, reported } from './suggested.ts'

const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await sendKeys({ press: key })
}

const chord = async (modifier: string, key: string): Promise<void> => {
  await sendKeys({ down: modifier })
  await sendKeys({ press: key })
  await sendKeys({ up: modifier })
}

describe('suggestions where no reply can be written in', () => {
  let copied: string[]
  const { clipboard } = navigator

  beforeEach(() => {
    copied = []
    const writeText = async (text: string) => copied.push(text)
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
  })
  afterEach(() => Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard }))

  const open = async () => {
    const panel = await openSuggested(['a', 'b'])
    panel.element.composer = 'clipboard'
    await panel.text()
    return panel
  }

  it('suggestions where no reply can be written in offer to copy in the place of inserting, and say why', async () => {
    const panel = await open()
    const text = await panel.text()
    expect(text).to.include('Copy').and.not.to.include('Insert')
    expect((await panel.button('Copy')).title).to.include('takes no texts from this panel')
    ;(await panel.button('More')).click()
    expect(await panel.text()).not.to.include('Replace')
  })

  it('suggestions where no reply can be written in are copied by the keys that insert elsewhere, and nobody is asked to insert', async () => {
    const panel = await open()
    const told = hear(panel)
    await press('Tab', 'Enter', 'ArrowDown')
    await chord('Shift', 'Enter')
    await panel.text()
    expect(copied).to.deep.equal(['Text of a', 'Text of b'])
    expect(told).to.deep.equal(['copy a: Text of a', 'copied a', 'copy b: Text of b', 'copied b'])
    expect(reported(panel)).to.deep.equal(['copied a', 'copied b'])
  })

  it('suggestions where no reply can be written in are copied as the agent changed them', async () => {
    const panel = await open()
    await press('Tab', 'e')
    await panel.text()
    await sendKeys({ type: ' Mine.' })
    await chord('Control', 'Enter')
    await panel.text()
    expect(copied).to.deep.equal(['Text of a Mine.'])
  })

  it('suggestions can be inserted again once a reply is named', async () => {
    const panel = await open()
    panel.element.composer = null
    expect(await panel.text()).to.include('Insert')
    expect(await cards(panel)).to.have.length(2)
  })
})
