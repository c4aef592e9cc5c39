import { expect } from '@open-wc/testing'
import { someRows } from '../../../widget/playground/board-rows.ts'
import { type BoardPage, focused, openJoined } from './board.ts'

const openAtList = async (rows = someRows(500)): Promise<BoardPage> => {
  const board = await openJoined(rows)
  board.element.focus()
  await board.settled()
  return board
}
const press = async (board: BoardPage, key: string): Promise<void> => {
  expect(board.press(key), `${key} does something`).to.equal(true)
  await board.settled()
}
const position = (): number => Number(focused()?.getAttribute('aria-rowindex'))

describe('the board by keyboard alone', () => {
  it('one row of the board can be reached by Tab, the others by arrows, pages and ends', async () => {
    const board = await openAtList()
    const reachable = [...(board.list().shadowRoot?.querySelectorAll('[tabindex="0"]') ?? [])]
    expect(reachable.length).to.equal(1)
    expect(position()).to.equal(2)
    await press(board, 'ArrowDown')
    expect(position()).to.equal(3)
    await press(board, 'ArrowUp')
    expect(position()).to.equal(2)
    await press(board, 'PageDown')
    const paged = position()
    expect(paged).to.be.greaterThan(6)
    await press(board, 'PageUp')
    expect(position()).to.equal(2)
    await press(board, 'End')
    expect(position()).to.equal(501)
    await press(board, 'Home')
    expect(position()).to.equal(2)
  })

  it('a row that the keys lead to is on the screen', async () => {
    const board = await openAtList()
    for (const key of ['End', 'PageUp', 'PageUp', 'Home', 'PageDown', 'ArrowDown']) {
      await press(board, key)
      const row = focused()?.getBoundingClientRect()
      const shown = board.one('.scroller').getBoundingClientRect()
      expect(row?.top, key).to.be.at.least(shown.top - 1)
      expect(row?.bottom, key).to.be.at.most(shown.bottom + 1)
    }
  })

  it('the focus stays on its row when that is scrolled out of sight', async () => {
    const board = await openAtList()
    board.one('.scroller').scrollTop = 9_000
    await board.settled()
    await board.settled()
    expect(position()).to.equal(2)
  })

  it('Enter opens the conversation of a row and leads to it, Escape closes it and leads back', async () => {
    const board = await openAtList()
    await press(board, 'ArrowDown')
    const id = focused()?.getAttribute('data-id')
    await press(board, 'Enter')
    expect(focused()?.closest('.beside')).to.exist
    expect(board.row(id ?? '').ariaSelected).to.equal('true')
    await press(board, 'Escape')
    expect(focused()?.getAttribute('data-id')).to.equal(id)
    expect(board.row(id ?? '').ariaSelected).to.equal('false')
  })

  it('Escape leads back to the row from a narrow board too, where the conversation hides the list', async () => {
    const board = await openJoined(someRows(20), { width: 400 })
    board.element.focus()
    await board.settled()
    await press(board, 'Enter')
    expect(board.list().checkVisibility({ visibilityProperty: true })).to.equal(false)
    await press(board, 'Escape')
    expect(position()).to.equal(2)
  })

  it('/ leads to the search, Escape back to the rows, and letters that are typed there do nothing else', async () => {
    const board = await openAtList()
    await press(board, '/')
    expect(focused()?.getAttribute('type')).to.equal('search')
    for (const key of ['/', 'u', 'n', '?']) expect(board.press(key)).to.equal(false)
    await press(board, 'Escape')
    expect(position()).to.equal(2)
  })

  it('N leads to the note, T takes the escalation of the open conversation', async () => {
    const board = await openAtList()
    await press(board, 'Enter')
    await press(board, 'n')
    expect(focused()?.localName).to.equal('textarea')
    await press(board, 'Escape')
    expect(board.press('t')).to.equal(false)
    await press(board, 'Enter')
    await press(board, 't')
    expect(board.link().calls.filter((call) => call.startsWith('take')).length).to.equal(1)
  })

  it('U shows what changed, though the focus is in the rows', async () => {
    const board = await openAtList(someRows(12))
    await board.push({ removed: [focused()?.getAttribute('data-id') ?? ''] })
    expect(focused()?.textContent).to.include('No longer here')
    await press(board, 'u')
    expect(board.element.renderRoot.querySelector('.changes')).to.equal(null)
    expect(position(), 'the focus is on a row that is there').to.equal(2)
  })

  it('? shows the list of keys, Escape puts it away', async () => {
    const board = await openAtList()
    await press(board, '?')
    expect(focused()?.textContent).to.include('write a note')
    await press(board, 'Escape')
    expect(board.element.renderRoot.querySelector('.keys')).to.equal(null)
    expect(position()).to.equal(2)
  })

  it('a letter that is pressed with Ctrl or Alt is the browser’s', async () => {
    await openAtList()
    const event = new KeyboardEvent('keydown', {
      key: '/',
      ctrlKey: true,
      bubbles: true,
      composed: true,
      cancelable: true,
    })
    focused()?.dispatchEvent(event)
    expect(event.defaultPrevented).to.equal(false)
  })
})
