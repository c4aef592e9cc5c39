/** The demo whose BFF is killed in the middle of its conversations: what is started again goes on with them. */
import { expect, it } from 'vitest'
import { simulate } from './simulate.ts'

/** What a conversation leads to, told after the process of this BFF. */
const AT_WORK = /the BFF is process (\d+)(?:(?!the BFF is process)[\s\S])*?(?:→ |frustration \d+ of )/

it('cx-assist simulate plays conversations to their end although its BFF is killed twice, and finds each event on the widget once and in order', async () => {
  const demo = simulate('--once', '--limit', '6', '--concurrent', '6', '--speed', '25', '--port', '28571')
  const killed: number[] = []
  while (killed.length < 2) {
    const [, pid] = await demo.said(new RegExp(`(?:the BFF was killed[\\s\\S]*?){${killed.length}}${AT_WORK.source}`))
    killed.push(Number(pid))
    process.kill(Number(pid), 'SIGKILL')
  }
  expect(await demo.ended(), demo.output()).toBe(0)
  expect(demo.output()).toMatch(
    /checked 6 conversations: \d+ utterances and \d+ routings sent, all on the widget in order/,
  )
})
