import { expect } from '@open-wc/testing'
import type { KnowledgeResult } from '../../../../shared/wire/knowledge.ts'
import { SLOW_AFTER_MS } from '../../../../widget/desk/knowledge-desk.ts'
import { press, settled } from '../../desktop.ts'
import type { Panel } from '../../panel.ts'
import { hear, reported } from '../suggestions/suggested.ts'
import { focusedText, offering, openFound, result } from './searching.ts'

const answerWith = (panel: Panel, citations: readonly string[], results: readonly KnowledgeResult[]): void => {
  panel.link().replies['knowledge:answer'] = { answer: { ok: true, text: 'Within five days.', citations, results } }
}
const MODEL = offering(true)

const openAnswered = async (results = [result('x'), result('y')], theme: 'light' | 'dark' = 'light') => {
  const desktop = await openFound(results, { ...MODEL, theme })
  answerWith(desktop.panel, ['y'], results)
  ;(await desktop.panel.button('Answer from these')).click()
  await settled(desktop.panel)
  return desktop
}

describe('an answer that a model writes', () => {
  it('an answer is offered only where there is a model, and never asked for by itself', async () => {
    const without = await openFound([result('x')])
    expect(await without.panel.text()).not.to.include('Answer from these')
    const { panel } = await openFound([result('x')], MODEL)
    expect(await panel.text()).to.include('Answer from these')
    expect(panel.link().asked('knowledge:answer')).to.deep.equal([])
  })

  it('an answer is marked as written by a model, and leads to what it is taken from', async () => {
    const { panel } = await openAnswered()
    expect(await panel.text()).to.match(/Written by a model Within five days\. Title of y/u)
    const named = (await panel.one('.card.written')).getAttribute('aria-labelledby') ?? ''
    expect(named).to.match(/^byline-0 text-0$/u)
    ;(await panel.one('.citations button')).click()
    await settled(panel)
    expect(focusedText()).to.equal('Found text of y')
  })

  it('an answer is inserted and taken back by keys, and told to the host, and not reported as a suggestion', async () => {
    const { panel, reply } = await openAnswered()
    const told = hear(panel)
    await press('ArrowDown')
    expect(focusedText()).to.equal('Within five days.')
    await press('+', 'Enter')
    await settled(panel)
    expect(reply.value).to.equal('Within five days.')
    expect(told).to.have.length(2)
    expect(told[0]).to.match(/^insert answer-\d+: Within five days\.$/u)
    expect(reported(panel)).to.deep.equal([])
    await press('F8', 'z')
    await settled(panel)
    expect(reply.value).to.equal('')
  })

  it('an answer that is taken from something internal is for agents only itself', async () => {
    const { panel, reply } = await openAnswered([result('x'), result('y', { internal: true })])
    await press('ArrowDown', 'Enter')
    await settled(panel)
    expect(reply.value).to.equal('')
    expect(await panel.text()).to.include('For agents only. Insert anyway?')
  })

  it('an answer keeps its place free while it is written, so that nothing moves when it comes', async () => {
    const { panel } = await openFound([result('x'), result('y')], MODEL)
    let give: (() => void) | undefined
    panel.link().replies['knowledge:answer'] = new Promise((resolve) => {
      give = () =>
        resolve({ answer: { ok: true, text: 'Within five days.', citations: ['y'], results: [result('y')] } })
    })
    ;(await panel.button('Answer from these')).click()
    await settled(panel)
    expect(await panel.text()).to.include('A model is writing an answer from these…')
    panel.clock.pass(SLOW_AFTER_MS)
    expect(await panel.text()).to.include('The model is still writing…')
    const places = async (): Promise<number[]> =>
      (await panel.all('[role=search] .card:not(.written)')).map((each) => each.getBoundingClientRect().top)
    const before = await places()
    give?.()
    await settled(panel)
    const after = await places()
    expect(after).to.have.length(2)
    for (const [index, top] of after.entries()) expect(top).to.be.closeTo(before[index] ?? 0, 8)
  })

  it('an answer that is refused is told in words, beside what was found', async () => {
    const { panel } = await openFound([result('x')], MODEL)
    panel.link().replies['knowledge:answer'] = { refused: 'not_found' }
    ;(await panel.button('Answer from these')).click()
    await settled(panel)
    expect(await panel.text())
      .to.include('No answer: none of these texts answers it.')
      .and.to.include('Found text of x')
    expect(await panel.button('Try once more')).to.be.instanceOf(HTMLButtonElement)
  })

  for (const theme of ['light', 'dark'] as const) {
    it(`an answer is accessible, ${theme}`, async () => {
      const { panel } = await openAnswered([result('x'), result('y', { internal: true })], theme)
      await expect(panel.element).to.be.accessible()
    })
  }
})
