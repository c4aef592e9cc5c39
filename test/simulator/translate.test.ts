import { afterEach, expect, it } from 'vitest'
import { startTranslate, type TranslateOptions, type TranslateStandIn } from '../../simulator/translate/server.ts'
import { bearer, call, json } from './calls.ts'

let translate: TranslateStandIn | undefined
afterEach(() => translate?.close())

const start = async (options: TranslateOptions = {}) => {
  translate = await startTranslate(options)
  translate.teach('de', 'hallo', 'en', 'hello')
  return translate
}
const WELL = { q: 'hallo', source: 'de', target: 'en', format: 'text' }
const ask = ({ url }: TranslateStandIn, body: object, more: RequestInit = {}) => {
  const init = json('POST', body)
  return call(`${url}/translate`, { ...init, ...more, headers: { ...init.headers, ...more.headers } })
}

it('the simulated translator gives one text for one, a list for a list, and what it was not taught as it is', async () => {
  const standIn = await start()
  expect(await ask(standIn, WELL)).toMatchObject({ status: 200, body: { translatedText: 'hello' } })
  expect(await ask(standIn, { ...WELL, q: ['hallo', 'Berlin'] })).toMatchObject({
    status: 200,
    body: { translatedText: ['hello', 'Berlin'] },
  })
  expect(standIn.asked()).toEqual(['hallo', 'hallo', 'Berlin'])
})

it('the simulated translator tells its languages', async () => {
  const { url } = await start({ languages: ['de', 'en'] })
  expect((await call(`${url}/languages`)).body).toEqual([
    { code: 'de', name: 'DE', targets: ['de', 'en'] },
    { code: 'en', name: 'EN', targets: ['de', 'en'] },
  ])
})

it.each<[string, object, RequestInit]>([
  ['without a text', { ...WELL, q: undefined }, {}],
  ['with a blank text', { ...WELL, q: ' ' }, {}],
  ['with a blank text among others', { ...WELL, q: ['hallo', ''] }, {}],
  ['with an empty list', { ...WELL, q: [] }, {}],
  ['without a language', { ...WELL, source: undefined }, {}],
  ['with a language that it does not have', { ...WELL, source: 'ja' }, {}],
  ['with markup', { ...WELL, format: 'html' }, {}],
  ['with a field of its own', { ...WELL, conversationId: 'conv_1' }, {}],
  ['with a key in a header', WELL, bearer('key')],
])('the simulated translator refuses a request %s', async (_, body, more) => {
  const { status, body: answer } = await ask(await start(), body, more)
  expect(status).toBe(400)
  expect(answer).not.toHaveProperty('translatedText')
})

it('the simulated translator refuses a wrong key as such, and says that one is missing', async () => {
  const standIn = await start({ apiKey: 'right' })
  expect(await ask(standIn, { ...WELL, api_key: 'right' })).toMatchObject({ status: 200 })
  expect(await ask(standIn, { ...WELL, api_key: 'wrong' })).toMatchObject({ status: 403 })
  expect(await ask(standIn, WELL)).toMatchObject({ status: 400, body: { error: 'an API key is needed' } })
  expect(JSON.stringify(standIn.journal.entries())).not.toMatch(/right|wrong/)
})

it('the simulated translator takes no list where it is told so, and no longer one than it may', async () => {
  const standIn = await start({ takesArrays: false })
  expect(await ask(standIn, { ...WELL, q: ['hallo'] })).toMatchObject({ status: 400 })
  await standIn.close()
  expect(await ask(await start({ mostTexts: 2 }), { ...WELL, q: ['a', 'b', 'c'] })).toMatchObject({ status: 400 })
})

it('the simulated translator lies until it is told to be honest', async () => {
  const standIn = await start()
  standIn.lie('shape')
  expect((await ask(standIn, WELL)).body).toEqual({ translation: 'hello' })
  standIn.lie('fewer')
  expect((await ask(standIn, { ...WELL, q: ['hallo', 'hallo'] })).body).toEqual({ translatedText: ['hello'] })
  standIn.lie('numbers')
  expect((await ask(standIn, WELL)).body).toEqual({ translatedText: [0] })
  standIn.lie(undefined)
  expect((await ask(standIn, WELL)).body).toEqual({ translatedText: 'hello' })
})
