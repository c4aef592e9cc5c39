import { expect } from '@open-wc/testing'
import { calmRow, minutesAgo } from '../../../widget/playground/board-rows.ts'
import { type BoardPage, focused, MIXED, openJoined } from './board.ts'

const openAt = async (id: string, options: Parameters<typeof openJoined>[1] = {}): Promise<BoardPage> => {
  const board = await openJoined(MIXED, options)
  await board.element.open(id)
  await board.settled()
  return board
}
const write = async (board: BoardPage, text: string): Promise<HTMLTextAreaElement> => {
  const field = board.one('#note')
  if (!(field instanceof HTMLTextAreaElement)) throw new Error('no field')
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await board.settled()
  return field
}
const send = async (board: BoardPage): Promise<void> => {
  board.button('Send the note').click()
  await board.settled()
}

describe('a conversation beside the board', () => {
  it('a row that is clicked opens its conversation in the agent’s panel, with the supervisor’s token', async () => {
    const board = await openJoined()
    let told: unknown
    board.element.addEventListener('cx-board-open', ({ detail }) => {
      told = detail.conversation
    })
    board.row('angry').click()
    await board.settled()
    const panel = board.one('cx-assist')
    expect(told).to.equal('angry')
    expect(Reflect.get(panel, 'conversation')).to.equal('angry')
    expect(Reflect.get(panel, 'token')).to.equal(board.element.token)
    expect(Reflect.get(panel, 'bff')).to.equal('https://bff.example')
    board.button('Close').click()
    await board.settled()
    expect(told).to.equal(null)
  })

  it('a panel that cannot be fetched is said to be missing, and fetched again on demand', async () => {
    let fetched = 0
    const loadPanel = async () => {
      fetched += 1
      if (fetched === 1) throw new Error('offline')
    }
    const board = await openAt('calm', { loadPanel })
    expect(board.text()).to.include('cannot be shown here')
    board.button('Try now').click()
    await board.settled()
    expect(board.one('cx-assist')).to.exist
  })

  it('a conversation that leaves the board stays open, is said to be gone, and takes no note', async () => {
    const board = await openAt('calm')
    await board.push({ removed: ['calm'] })
    expect(board.one('.beside').textContent).to.include('No longer here')
    expect(board.button('Send the note').ariaDisabled).to.equal('true')
  })
})

describe('a note to the agent', () => {
  it('a note that is sent is answered with the time, said to screen readers, and gone from the field', async () => {
    const board = await openAt('calm')
    const field = await write(board, '  Offer the refund. ')
    await send(board)
    expect(board.link().notes).to.deep.equal([{ conversationId: 'calm', text: 'Offer the refund.' }])
    expect(board.one('.note').textContent).to.include('Sent at 09:30')
    expect(field.value).to.equal('')
    board.clock.pass(200)
    await board.settled()
    expect(board.spoken()).to.equal('Note sent')
  })

  it('a note that is refused stays in the field, with the reason', async () => {
    const board = await openAt('calm')
    board.link().noteOutcome = { refused: 'rate_limited' }
    const field = await write(board, 'Offer the refund')
    await send(board)
    expect(board.one('.note').textContent).to.include('Not sent: too many at once')
    expect(field.value).to.equal('Offer the refund')
  })

  it('a note that is being written waits for whoever opens another conversation and comes back', async () => {
    const board = await openAt('calm')
    await write(board, 'half a sen')
    await board.element.open('angry')
    await board.settled()
    expect(Reflect.get(board.one('#note'), 'value')).to.equal('')
    await board.element.open('calm')
    await board.settled()
    expect(Reflect.get(board.one('#note'), 'value')).to.equal('half a sen')
  })

  it('a note is never sent twice while it is on its way, nor while there is nothing in it', async () => {
    const board = await openAt('calm')
    await send(board)
    board.link().noteOutcome = new Promise(() => undefined)
    await write(board, 'Offer the refund')
    await send(board)
    board.button('Sending').click()
    await board.settled()
    expect(board.link().notes.length).to.equal(1)
  })

  it('a note has room for 2,000 characters, and says how much is left towards the end', async () => {
    const board = await openAt('calm')
    const field = await write(board, 'a'.repeat(1_900))
    expect(field.maxLength).to.equal(2_000)
    expect(board.one('.note').textContent).to.include('100 characters left')
  })
})

describe('an escalation on the board', () => {
  it('an escalation is taken by a button, which is gone once somebody is on it', async () => {
    const board = await openAt('manager')
    board.button('I take it').click()
    await board.settled()
    expect(board.one('.taking').textContent).to.include('You are on it')
    expect(board.element.renderRoot.querySelector('.take')).to.equal(null)
  })

  it('the focus goes on at the conversation when the button that had it goes', async () => {
    const board = await openAt('manager')
    const take = board.button('I take it')
    take.focus()
    take.click()
    await board.settled()
    expect(focused()?.closest('.beside')).to.exist
    board.press('Escape')
    await board.settled()
    expect(board.element.renderRoot.querySelector('.beside')).to.equal(null)
  })

  it('an escalation that another was quicker to take says who is on it', async () => {
    const board = await openAt('manager')
    board.link().takeOutcome = { takenBy: 'sup_2' }
    board.button('I take it').click()
    await board.settled()
    expect(board.one('.taking').textContent).to.include('sup_2 is on it')
  })

  it('a taking that is refused says why, and can be tried again', async () => {
    const board = await openAt('manager')
    board.link().takeOutcome = { refused: 'no_answer' }
    board.button('I take it').click()
    await board.settled()
    expect(board.one('.taking').textContent).to.include('Not taken: the server did not answer')
    expect(board.button('I take it')).to.exist
  })

  it('a row says who is on its escalation, and stands where its customer’s mood puts it', async () => {
    const board = await openJoined()
    const escalation = { level: 'manager', at: minutesAgo(1), takenBy: 'sup_2' } as const
    await board.push({ upserts: [calmRow('manager', { escalation })] })
    expect(board.row('manager').textContent).to.include('sup_2 is on it')
    expect(board.names()[0]).to.equal('supervisor')
  })

  it('a conversation that is not escalated has nothing to take', async () => {
    const board = await openAt('calm')
    expect(board.element.renderRoot.querySelector('.take')).to.equal(null)
  })
})
