import { expect } from '@open-wc/testing'
import { calmRow, minutesAgo } from '../../../widget/playground/board-rows.ts'
import { MIXED, openBoard, openJoined } from './board.ts'

const escalated = calmRow('calm', { escalation: { level: 'manager', at: minutesAgo(0) } })

const pointAt = (element: Element): void => {
  element.dispatchEvent(new PointerEvent('pointerenter'))
}
const pointAway = (element: Element): void => {
  element.dispatchEvent(new PointerEvent('pointerleave'))
}

describe('the order of the board', () => {
  it('the board puts first what needs a person most', async () => {
    const board = await openJoined()
    expect(board.names()).to.deep.equal([
      'manager',
      'supervisor',
      'angrier',
      'angry',
      'rising',
      'tense',
      'queued',
      'calm',
      'over',
    ])
  })

  it('the board brings a conversation up as soon as it needs somebody, while nobody reads', async () => {
    const board = await openJoined()
    await board.push({ upserts: [escalated] })
    expect(board.names()[1]).to.equal('calm')
  })

  it('a row that is pointed at stays where it is, shows what changed, and the rest waits behind a button', async () => {
    const board = await openJoined()
    const before = board.names()
    pointAt(board.list())
    await board.push({ upserts: [escalated, calmRow('new')], removed: ['angry'] })
    expect(board.names()).to.deep.equal(before)
    expect(board.row('calm').textContent).to.include('Escalated: manager')
    expect(board.row('angry').textContent).to.include('No longer here')
    expect(board.button('3 changes: show')).to.exist
  })

  it('the waiting order is shown two seconds after the pointer left, and not before', async () => {
    const board = await openJoined()
    const before = board.names()
    pointAt(board.list())
    await board.push({ upserts: [escalated] })
    pointAway(board.list())
    board.clock.pass(1_500)
    await board.settled()
    expect(board.names()).to.deep.equal(before)
    board.clock.pass(600)
    await board.settled()
    expect(board.names()[1]).to.equal('calm')
  })

  it('the waiting order is shown at once to whoever asks for it, though they still point at the rows', async () => {
    const board = await openJoined()
    pointAt(board.list())
    await board.push({ upserts: [escalated], removed: ['rising'] })
    board.button('changes: show').click()
    await board.settled()
    expect(board.names().slice(0, 2)).to.deep.equal(['manager', 'calm'])
    expect(board.names()).not.to.include('rising')
    await board.push({ upserts: [calmRow('later', { level: 'manager', unansweredSince: minutesAgo(1) })] })
    expect(board.names()).not.to.include('later')
  })

  it('a row that has the focus keeps its place, and the focus, while others would overtake it', async () => {
    const board = await openJoined()
    board.element.focus()
    await board.settled()
    board.press('End')
    await board.settled()
    const before = board.names()
    await board.push({ upserts: [calmRow('over', { escalation: { level: 'manager', at: minutesAgo(0) } })] })
    expect(board.names()).to.deep.equal(before)
    expect(board.list().shadowRoot?.activeElement).to.equal(board.row('over'))
  })

  it('the mark of what changed goes once somebody has looked', async () => {
    const board = await openJoined()
    await board.push({ upserts: [calmRow('calm', { lastText: 'Hello?' })] })
    expect(board.row('calm').classList.contains('fresh')).to.equal(true)
    expect(board.row('tense').classList.contains('fresh')).to.equal(false)
    pointAt(board.list())
    pointAway(board.list())
    board.clock.pass(2_000)
    await board.settled()
    expect(board.row('calm').classList.contains('fresh')).to.equal(false)
  })
})

describe('the figures above the board', () => {
  it('the counts are of all that goes on, whatever is chosen', async () => {
    const board = await openJoined()
    const figures = [...board.one('.figures').querySelectorAll('.figure')].map((each) =>
      each.textContent?.replace(/\s+/gu, ' ').trim(),
    )
    expect(figures).to.deep.equal(['Live 8', 'Waiting 1', 'Escalated 2', 'Angry 2'])
  })

  it('the line of the last hour is told in words: now, when it was worst, since when', async () => {
    const board = await openJoined()
    board.clock.pass(5 * 60_000)
    await board.push({ removed: ['angry', 'angrier', 'manager'] })
    expect(board.one('.trend figcaption').textContent?.replace(/\s+/gu, ' ')).to.match(
      /1 now, most 4 at 09:3[0-5], seen since 09:30/u,
    )
  })
})

describe('the line of the last hour', () => {
  const words = (board: Awaited<ReturnType<typeof openBoard>>) =>
    board.one('.trend figcaption').textContent?.replace(/\s+/gu, ' ')
  const points = (board: Awaited<ReturnType<typeof openBoard>>) =>
    board.one('.trend').querySelector('polyline')?.getAttribute('points')?.split(' ').length

  it('the line of the last hour goes back to before the page was opened, so far as the service knows', async () => {
    const board = await openBoard()
    board.link().lastHour = [0, 3, 9, ...Array<number>(17).fill(2), 4]
    board.link().join(...MIXED)
    await board.frame()
    expect(words(board)).to.match(/4 now, most 9 at 09:12, seen since 09:10/u)
    expect(points(board)).to.equal(22)
  })

  it('the line of the last hour has no hole after a while without the service, and keeps what it saw before', async () => {
    const board = await openJoined([])
    board.clock.pass(10 * 60_000)
    board.link().says.connection('reconnecting')
    board.clock.pass(10 * 60_000)
    board.link().lastHour = [0, 7, 0]
    board.link().join(...MIXED)
    await board.frame()
    expect(words(board)).to.match(/4 now, most 7 at 09:49, seen since 09:30/u)
  })
})

describe('the filters of the board', () => {
  const type = async (board: Awaited<ReturnType<typeof openJoined>>, text: string): Promise<void> => {
    const input = board.one('input[type=search]')
    if (!(input instanceof HTMLInputElement)) throw new Error('no input')
    input.value = text
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await board.settled()
  }

  it('a row is found by any of its words as they are typed, whatever their accents', async () => {
    const board = await openJoined([
      ...MIXED,
      calmRow('fr', { customerName: 'Élise', lastText: 'Where is my parcel?' }),
    ])
    await type(board, 'elise PARC')
    expect(board.names()).to.deep.equal(['Élise'])
    expect(board.text()).to.include('1 of 10')
  })

  it('the rows are chosen by mood, skill and agent', async () => {
    const board = await openJoined([...MIXED, calmRow('sasha', { agentId: 'sasha', skill: 'Returns' })])
    for (const [index, value] of [
      [0, 'Returns'],
      [1, 'sasha'],
    ] as const) {
      const select = [...board.element.renderRoot.querySelectorAll('select')][index]
      if (select === undefined) throw new Error('no select')
      select.value = value
      select.dispatchEvent(new Event('change'))
      await board.settled()
      expect(board.names()).to.deep.equal(['sasha'])
      board.button('Clear filters').click()
      await board.settled()
      expect(board.names().length).to.equal(10)
    }
  })

  it('the board says that nothing fits, and the filters can be cleared there', async () => {
    const board = await openJoined()
    await type(board, 'zzz')
    expect(board.text()).to.include('No conversation fits')
    board.button('Clear filters').click()
    await board.settled()
    expect(board.names().length).to.equal(9)
  })
})
