/** A key that acted in the panel and is held, by real key events with the browser's auto-repeat. */
import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import { openDesktop, press, settled } from '../desktop.ts'
import { focusedCard } from '../parts/suggestions/suggested.ts'

/** A desktop's own keys: what it heard, as `type key`, and what it sent because Enter was pressed. */
const hearKeys = (target: EventTarget, where = ''): string[] => {
  const heard: string[] = []
  for (const type of ['keydown', 'keypress', 'keyup']) {
    target.addEventListener(type, (event) => {
      if (event instanceof KeyboardEvent || 'key' in event)
        heard.push(`${where}${type} ${String(Reflect.get(event, 'key'))}`)
    })
  }
  return heard
}
/** Goes down, repeats as long as it is held, and comes up. */
const hold = async (key: string, between: () => Promise<unknown>, repeats = 3): Promise<void> => {
  await sendKeys({ down: key })
  await between()
  for (let n = 0; n < repeats; n += 1) await sendKeys({ down: key })
  await sendKeys({ up: key })
}

describe('a held key', () => {
  it('a key that is held after it acted in the panel does not send the reply that it inserted: Enter', async () => {
    const { panel, reply } = await openDesktop(['a'])
    await press('F8')
    const heard = hearKeys(reply)
    await hold('Enter', () => settled(panel))
    expect(document.activeElement === reply).to.equal(true)
    expect([reply.value, heard]).to.deep.equal(['Text of a', []])
    // Let go, it is the agent's again.
    await press('Enter')
    expect(heard).to.deep.equal(['keydown Enter', 'keypress Enter', 'keyup Enter'])
  })

  it('a key that is held after it acted in the panel does not send the reply either where it pressed the button of a card, or was pressed with Ctrl in a text', async () => {
    const { panel, reply } = await openDesktop(['a'])
    await press('F8', 'Tab')
    const heard = hearKeys(reply)
    ;(await panel.button('Insert')).focus()
    await hold('Enter', () => settled(panel))
    expect([reply.value, heard]).to.deep.equal(['Text of a', []])
    await press('F8', 'z')
    await settled(panel)
    heard.length = 0
    await press('e')
    await settled(panel)
    await sendKeys({ down: 'Control' })
    await hold('Enter', () => settled(panel))
    await sendKeys({ up: 'Control' })
    expect([reply.value, heard.filter((each) => each.includes('Enter'))]).to.deep.equal(['Text of a', []])
  })

  it('a key that is held after it acted in the panel does nothing where it led back to: Escape, F8', async () => {
    const { panel, reply } = await openDesktop(['a'])
    const heard = hearKeys(document)
    for (const key of ['Escape', 'F8']) {
      await press('F8')
      await settled(panel)
      heard.length = 0
      await hold(key, () => settled(panel))
      expect(document.activeElement === reply, key).to.equal(true)
      // Of going down and up in the panel, whoever counts keys hears.
      expect(heard, key).to.deep.equal([`keydown ${key}`, `keyup ${key}`])
    }
  })

  it('a key that is held after it acted in the panel does one thing in the panel too: it does not go on with what it opened', async () => {
    const { panel } = await openDesktop(['a'])
    await press('F8')
    ;(await panel.button('Escalate')).focus()
    await hold('Enter', () => settled(panel))
    expect(panel.link().asked('escalation:request')).to.deep.equal([])
    await hold('Escape', () => settled(panel))
    expect(document.activeElement === panel.element).to.equal(true)
  })

  it('a key that is held after it acted in the panel goes on moving among suggestions, and through the page', async () => {
    const { panel, reply } = await openDesktop(['a', 'b', 'c'])
    await press('F8')
    await hold('ArrowDown', () => settled(panel), 1)
    expect(focusedCard()).to.equal('2')
    reply.blur()
    const passed: string[] = []
    for (const name of ['near', 'far']) {
      const field = document.createElement('input')
      field.addEventListener('focus', () => passed.push(name))
      panel.element.parentElement?.prepend(field)
    }
    ;(await panel.one('.scroller')).focus()
    await sendKeys({ down: 'Shift' })
    await hold('Tab', () => settled(panel), 40)
    await sendKeys({ up: 'Shift' })
    expect(passed.slice(0, 2)).to.deep.equal(['near', 'far'])
  })

  it('a key that is held after it acted in the panel does nothing in a reply that is in a frame', async () => {
    const { panel } = await openDesktop(['a'])
    const frame = document.createElement('iframe')
    panel.element.before(frame)
    const inside = frame.contentDocument
    const editor = inside?.createElement('textarea')
    if (!inside || !editor) throw new Error('the frame has no document')
    inside.body.append(editor)
    const heard = hearKeys(inside)
    panel.element.composer = null
    panel.element.addEventListener('cx-assist-insert', ({ detail }) => {
      editor.focus()
      editor.value = detail.text
    })
    await press('F8')
    await hold('Enter', () => settled(panel))
    expect([editor.value, heard, inside.activeElement === editor]).to.deep.equal(['Text of a', [], true])
    await press('Enter')
    expect(heard).to.deep.equal(['keydown Enter', 'keypress Enter', 'keyup Enter'])
    frame.remove()
  })

  it('a key that is held after it acted in the panel is the agent’s again with the next press, where nobody heard it being let go', async () => {
    const { panel, reply } = await openDesktop(['a'])
    await press('F8')
    const heard = hearKeys(reply)
    await sendKeys({ down: 'Enter' })
    await settled(panel)
    const fresh = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true })
    reply.dispatchEvent(fresh)
    expect(heard).to.deep.equal(['keydown Enter'])
    await sendKeys({ up: 'Enter' })
  })
})

describe('a click on a suggestion', () => {
  const middleOf = (element: Element): [number, number] => {
    const { left, top } = element.getBoundingClientRect()
    return [Math.round(left + 20), Math.round(top + 10)]
  }
  const click = async (element: Element): Promise<void> => {
    await sendMouse({ type: 'click', position: middleOf(element) })
  }

  it('a click on a suggestion reads it: what is typed on does nothing, until the agent goes on by keys', async () => {
    const { panel, reply } = await openDesktop(['a', 'b'])
    let copies = 0
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async () => (copies += 1) },
    })
    await click(await panel.one('.card'))
    expect(focusedCard()).to.equal('0')
    await sendKeys({ type: 'cexzg+-1!?m' })
    await press('Enter')
    await settled(panel)
    expect([
      copies,
      reply.value,
      panel.link().asked('suggestion:feedback').length,
      panel.link().asked('suggestion:request').length,
    ]).to.deep.equal([0, '', 0, 0])
    expect(await panel.all('textarea, cx-assist-key-list, .more-acts, cx-assist-escalate-form input')).to.deep.equal([])
    await press('ArrowDown', 'c')
    await settled(panel)
    expect(copies).to.equal(1)
  })

  it('a click on a suggestion takes the letters from an agent who came by keys, and F8 there and back gives them back', async () => {
    const { panel } = await openDesktop(['a', 'b'])
    await press('F8')
    await click(await panel.one('.card'))
    await press('x')
    expect(await panel.text()).not.to.include('Dismissed')
    await press('F8', 'F8', 'x')
    expect(await panel.text()).to.include('Dismissed')
  })

  it('a click on one of the buttons of a suggestion arms nothing either', async () => {
    const { panel } = await openDesktop(['a'])
    await click(await panel.button('Not helpful'))
    await press('1', 'x')
    await panel.text()
    expect(
      panel
        .link()
        .asked('suggestion:feedback')
        .map(({ action, reason }) => reason ?? action),
    ).to.deep.equal(['unhelpful'])
  })

  it('a click of a screen reader on a suggestion, which no pointer makes, counts as a key', async () => {
    const { panel } = await openDesktop(['a'])
    // It puts the focus there by itself.
    ;(await panel.one('.card')).focus()
    await press('x')
    expect(await panel.text()).to.include('Dismissed')
  })
})
