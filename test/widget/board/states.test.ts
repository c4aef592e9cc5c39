import { expect } from '@open-wc/testing'
import { calmRow, minutesAgo, someRows } from '../../../widget/playground/board-rows.ts'
import { type BoardPage, MIXED, openBoard, openJoined } from './board.ts'

const ARABIC = { lang: 'ar' } as const

/** Each state that a supervisor can meet, by the script that brings it about, and what is read then. */
const STATES: readonly (readonly [state: string, script: (board: BoardPage) => void, words: string])[] = [
  ['connecting', () => undefined, 'Fetching what is going on'],
  ['live', (board) => board.link().join(...MIXED), 'Getting worse'],
  ['nothing going on', (board) => board.link().join(), 'Nothing going on'],
  ['an agent’s token', (board) => refuse(board, 'forbidden'), 'For supervisors only'],
  ['refused', (board) => refuse(board, 'unavailable'), 'Code: unavailable'],
  ['a token that expired', (board) => board.link().says.connection('unauthorized'), 'Signed out here'],
  [
    'unreachable',
    (board) => {
      board.link().says.connection('reconnecting')
      board.clock.pass(3_000)
    },
    'The board tries again by itself',
  ],
]

const refuse = (board: BoardPage, code: 'forbidden' | 'unavailable'): void => {
  board.link().says.connection('open')
  board.link().says.refused({ code, message: 'no' })
}

describe('the states of the board', () => {
  for (const [state, script, words] of STATES) {
    it(`the board says in words what there is to know: ${state}`, async () => {
      const board = await openBoard()
      script(board)
      await board.frame()
      expect(board.text()).to.include(words)
    })
    for (const theme of ['light', 'dark'] as const) {
      it(`the board is accessible in a ${theme} page: ${state}`, async () => {
        const board = await openBoard({ theme })
        script(board)
        await board.frame()
        await expect(board.element).to.be.accessible()
      })
    }
  }

  it('the board is accessible with a conversation, its key list and a filter, wide, narrow and from right to left', async () => {
    for (const options of [{ width: 1200 }, { width: 320 }, ARABIC]) {
      const board = await openJoined(someRows(40), { ...options, loadPanel: () => new Promise(() => undefined) })
      await expect(board.element).to.be.accessible()
      board.one('.sign').click()
      await board.settled()
      await expect(board.element).to.be.accessible()
      await board.element.open('conv_00004')
      await board.settled()
      await expect(board.element).to.be.accessible()
    }
  })

  it('the board that is cut off keeps its rows, says since when, and offers to try again', async () => {
    const board = await openJoined()
    board.link().says.connection('reconnecting')
    await board.frame()
    expect(board.text(), 'a moment is nobody’s business').to.include('Live')
    board.clock.pass(5_000)
    await board.settled()
    expect(board.text()).to.include('Reconnecting since 5 s')
    board.clock.pass(60_000)
    await board.settled()
    expect(board.text()).to.include('Offline, as of 09:30')
    expect(board.names().length).to.equal(9)
    board.button('Try now').click()
    expect(board.link().calls).to.include('retryNow')
  })

  it('the board forgets its rows when it is no longer for who looks', async () => {
    const board = await openJoined()
    refuse(board, 'forbidden')
    await board.frame()
    expect(board.text()).not.to.include('angrier')
  })

  it('the board tells its page once that a token is refused, and tries a new one', async () => {
    const board = await openJoined()
    const codes: string[] = []
    board.element.addEventListener('cx-board-error', ({ detail }) => codes.push(detail.code))
    board.link().says.connection('unauthorized')
    await board.frame()
    board.clock.pass(60_000)
    await board.settled()
    expect(codes).to.deep.equal(['unauthorized'])
    board.element.token = 'another'
    await board.settled()
    expect(board.link().calls).to.include('renewToken another')
  })

  it('the board that is not set up says what is missing', async () => {
    const board = await openBoard({ token: '' })
    expect(board.text()).to.include('once your desktop has signed you in')
    board.element.bff = 'assist'
    await board.settled()
    expect(board.text()).to.include('Code: invalid_bff')
  })

  it('the board speaks each of its languages', async () => {
    for (const [lang, words] of [
      ['de', 'Verärgert, keine Antwort'],
      ['es', 'Con enfado, sin respuesta'],
      ['fr', 'En colère, sans réponse'],
      ['ja', '怒り・未回答'],
      ['ar', 'غاضب، بلا رد'],
    ] as const) {
      const board = await openJoined(MIXED, { lang })
      expect(board.row('angry').textContent, lang).to.include(words)
    }
  })
})

describe('what screen readers hear of the board', () => {
  const angry = (id: string) => calmRow(id, { level: 'manager', frustration: 0.9, unansweredSince: minutesAgo(0) })

  it('the name of a row says who, why, with whom, how they are and what they said', async () => {
    const row = calmRow('x', {
      customerName: 'Dana Whitfield',
      level: 'manager',
      frustration: 0.84,
      trend: 'rising',
      unansweredSince: minutesAgo(3),
      skill: 'Billing',
      lastText: 'Hello?',
      misunderstood: 2,
    })
    const board = await openJoined([row])
    expect(board.row('x').ariaLabel).to.equal(
      'Dana Whitfield, Angry, no answer, kim, Billing, Angry 84, rising, no answer for 3 min, the bot did not understand 2 times, “Hello?”',
    )
  })

  it('what is urgent when the board opens is not read out', async () => {
    const board = await openJoined()
    board.clock.pass(20_000)
    await board.settled()
    expect(board.spoken()).to.equal('')
  })

  it('what newly needs somebody is one sentence for all of a burst, and nothing else of it is said', async () => {
    const board = await openJoined()
    await board.push({ upserts: [angry('calm'), angry('tense'), calmRow('queued', { lastText: 'Hi' })] })
    board.clock.pass(1_000)
    await board.settled()
    expect(board.spoken()).to.equal('calm: Angry, no answer. 1 more conversation needs someone')
    board.clock.pass(5_000)
    await board.settled()
    expect(board.spoken(), 'it is not found later').to.equal('')
  })

  it('what follows within eight seconds waits, and is not said where it calmed down meanwhile', async () => {
    const board = await openJoined()
    await board.push({ upserts: [angry('calm')] })
    board.clock.pass(1_000)
    await board.push({ upserts: [angry('tense')] })
    await board.push({ upserts: [angry('queued')] })
    board.clock.pass(5_500)
    await board.settled()
    expect(board.spoken()).to.equal('')
    await board.push({ upserts: [calmRow('tense')] })
    board.clock.pass(2_500)
    await board.settled()
    expect(board.spoken()).to.equal('queued: Angry, no answer')
  })
})
