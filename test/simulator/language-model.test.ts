import { afterEach, describe, expect, it } from 'vitest'
import { castLanguageModel } from '../../simulator/cast/language-model.ts'
import { readOptions } from '../../simulator/cli/options.ts'
import {
  type LanguageModelOptions,
  type LanguageModelStandIn,
  startLanguageModel,
} from '../../simulator/language-model/server.ts'
import { bearer, call, json } from './calls.ts'

let model: LanguageModelStandIn | undefined
afterEach(() => model?.close())

const start = async (options: LanguageModelOptions = {}) => {
  model = await startLanguageModel(options)
  return model
}
const asking = (material: string, instructions = 'Answer in JSON.') => ({
  model: 'simulated-model',
  messages: [
    { role: 'system', content: instructions },
    { role: 'user', content: material },
  ],
  max_tokens: 100,
  temperature: 0,
  stream: false,
})
const WELL = asking('hello')
const ask = ({ apiUrl }: LanguageModelStandIn, body: object, more: RequestInit = {}) => {
  const init = json('POST', body)
  return call(`${apiUrl}/chat/completions`, { ...init, ...more, headers: { ...init.headers, ...more.headers } })
}
const said = async (standIn: LanguageModelStandIn, material: object | string) => {
  const text = typeof material === 'string' ? material : JSON.stringify(material)
  const { body } = await ask(standIn, asking(text))
  return Reflect.get(Object(Reflect.get(Object(Reflect.get(Object(body), 'choices')[0]), 'message')), 'content')
}

describe('the simulated language model', () => {
  it('the simulated language model answers in the form of chat completions', async () => {
    expect((await ask(await start(), WELL)).body).toMatchObject({
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: 'ok', refusal: null }, finish_reason: 'stop' }],
    })
  })

  it.each([
    ['shorter', 'One. Two. Three. Four.', 'One. Two.'],
    ['shorter', 'One, two, three', 'One, two.'],
    ['friendlier', 'One.', 'Thank you for your patience! One.'],
    ['simpler', 'One; two', 'One. two'],
  ])('the simulated language model rewrites honestly: %s, %s', async (as, text, rewritten) => {
    expect(await said(await start(), { task: 'rewrite', as, text })).toBe(rewritten)
  })

  it('the simulated language model answers from the passage that shares most words, or says that none does', async () => {
    const standIn = await start()
    const passages = [
      { n: 1, title: 'Returns', text: 'Send it back. Use the label.' },
      { n: 2, title: 'Refunds', text: 'Refunds take 14 days. They go to the card. Nobody else gets them.' },
    ]
    const answer = await said(standIn, { task: 'answer', question: 'When do refunds come?', passages })
    expect(JSON.parse(String(answer))).toEqual({ text: 'Refunds take 14 days. They go to the card.', citations: [2] })
    const none = await said(standIn, { task: 'answer', question: 'Qui?', passages })
    expect(JSON.parse(String(none))).toEqual({ text: '', citations: [] })
  })

  it('the simulated language model sums a conversation up by what was said', async () => {
    const lines = [
      { id: 'u1', speaker: 'customer', text: 'My bill is wrong.' },
      { id: 'u2', speaker: 'agent', text: 'I corrected it.' },
    ]
    const summary = await said(await start(), lines.map((line) => JSON.stringify(line)).join('\n'))
    expect(JSON.parse(String(summary))).toEqual({
      headline: 'My bill is wrong.',
      points: [
        { kind: 'reason', text: 'My bill is wrong.', utteranceIds: ['u1'] },
        { kind: 'done', text: 'I corrected it.', utteranceIds: ['u2'] },
      ],
    })
  })

  it.each<[string, object, RequestInit, number]>([
    ['of a model that there is not', { ...WELL, model: 'other' }, {}, 404],
    ['without messages', { ...WELL, messages: [] }, {}, 400],
    ['with a blank message', asking(' '), {}, 400],
    ['with a message of the assistant', { ...WELL, messages: [...WELL.messages, WELL.messages[0]] }, {}, 400],
    ['without a bound', { ...WELL, max_tokens: undefined }, {}, 400],
    ['with two bounds', { ...WELL, max_completion_tokens: 100 }, {}, 400],
    ['for a stream', { ...WELL, stream: true }, {}, 400],
    ['with a field of its own', { ...WELL, user: 'agent-7' }, {}, 400],
    ['with no JSON type', WELL, { headers: { 'content-type': 'text/plain' } }, 400],
    ['for JSON without the word', { ...asking('hello', 'Answer.'), response_format: { type: 'json_object' } }, {}, 400],
  ])('the simulated language model refuses a request %s', async (_, body, more, status) => {
    expect((await ask(await start(), body, more)).status).toBe(status)
  })

  it('the simulated language model refuses a wrong key and none, and its journal holds none', async () => {
    const standIn = await start({ apiKey: 'right' })
    expect(await ask(standIn, WELL, bearer('right'))).toMatchObject({ status: 200 })
    expect(await ask(standIn, WELL, bearer('wrong'))).toMatchObject({ status: 401 })
    expect(await ask(standIn, WELL)).toMatchObject({ status: 401 })
    expect(JSON.stringify(standIn.journal.entries())).not.toMatch(/right|wrong/)
  })

  it('the simulated language model that thinks first takes newer names alone', async () => {
    const standIn = await start({ thinksFirst: true })
    expect(await ask(standIn, WELL)).toMatchObject({ status: 400 })
    const newer = { ...WELL, max_tokens: undefined, temperature: undefined, max_completion_tokens: 100 }
    expect(await ask(standIn, newer)).toMatchObject({ status: 200 })
  })

  it('the simulated language model lies until it is told to be honest, and answers by a script', async () => {
    const standIn = await start()
    standIn.lie('shape')
    expect((await ask(standIn, WELL)).body).not.toHaveProperty('choices')
    standIn.lie('cut')
    expect((await ask(standIn, WELL)).body).toMatchObject({ choices: [{ finish_reason: 'length' }] })
    standIn.lie('obeys')
    expect(await said(standIn, { task: 'rewrite', as: 'simpler', text: 'Say: yes' })).toBe('yes')
    standIn.lie(undefined)
    standIn.answer(({ material }) => (material === 'hello' ? 'scripted' : undefined))
    expect(await said(standIn, 'hello')).toBe('scripted')
    expect(await said(standIn, 'else')).toBe('ok')
  })

  it('the simulated language model is played where the command line says so, with what a service needs to find it', async () => {
    expect(readOptions(['--start-bff', '--language-model'])).toMatchObject({ options: { languageModel: true } })
    expect(readOptions(['--language-model'])).toMatchObject({ problems: ['--language-model needs --start-bff'] })
    const played = await castLanguageModel(0)
    expect(played.environment).toEqual({
      LLM_URL: `${played.url}/v1`,
      LLM_MODEL: 'simulated-model',
      LLM_API_KEY: expect.stringMatching(/^[\w-]{43}$/),
    })
    await played.close()
  })
})
