/** What the doctor is told of the vendor's Cognigy, and what is asked of it for that: nothing is written. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Probe } from '../../../../bff/ports/upstream.ts'
import { answerJson } from '../../../support/scripted-upstream.ts'
import { API_KEY, ASSIST_PATH, openVendorStage, type StageOptions, type VendorStage, within } from './stage.ts'

let stage: VendorStage
const open = async (options?: StageOptions): Promise<void> => {
  await stage?.close()
  stage = await openVendorStage(options)
}
beforeEach(() => open())
afterEach(() => stage.close())

const KEY = 'Cognigy API: key'
const ANSWER = 'Cognigy suggestions: answer'
const probe = (name: string, wanted?: { readonly suggestions?: boolean }): Probe | undefined =>
  stage.cognigy.probes(wanted).find((each) => each.name === name)
const ask = async (name: string, wanted?: { readonly suggestions?: boolean }) => {
  const found = probe(name, wanted)
  if (found?.kind !== 'question') throw new Error(`${name} is no question`)
  return await within(found.ask)
}
const answers = (status: number, body: unknown = {}) =>
  stage.answers((_request, response) => answerJson(response, body, status))

describe('the doctor’s question for the key', () => {
  it.each([
    [200, 'ok'],
    [404, 'ok'],
    [400, 'ok'],
    [401, 'fail'],
    [403, 'fail'],
    [429, 'warn'],
    [500, 'fail'],
  ])('the doctor’s question for the key is answered with %d: %s, and changes nothing', async (status, state) => {
    answers(status)
    expect((await ask(KEY)).state).toBe(state)
    const [request] = stage.upstream.requests
    expect(request).toMatchObject({ method: 'GET', headers: { 'x-api-key': API_KEY } })
    expect(request?.path).toMatch(/^\/new\/v2\.0\//)
  })

  it('the doctor’s question for the key is not asked where there is none', async () => {
    await open({ writes: 'answer', vendor: { apiUrl: undefined, apiKey: undefined, endpointUrl: undefined } })
    expect(probe('Cognigy API')).toMatchObject({ kind: 'unset' })
    expect(probe('Cognigy endpoint')).toMatchObject({
      kind: 'unset',
      fix: expect.stringContaining('COGNIGY_ENDPOINT_URL'),
    })
    expect(probe(KEY)).toBeUndefined()
  })
})

describe('the doctor’s question for suggestions', () => {
  it('the doctor’s question for suggestions is asked where it is wanted only, since it costs a session', async () => {
    expect(probe(ANSWER)).toMatchObject({ kind: 'unset', detail: expect.stringContaining('--suggest') })
    answers(200, { outputStack: [{ text: '', data: { suggestions: [{ text: 'Yes' }] } }] })
    expect(await ask(ANSWER, { suggestions: true })).toEqual({ state: 'ok', detail: 'the flow suggested 1' })
    expect(stage.upstream.asked).toEqual([`POST ${ASSIST_PATH}`])
  })

  it.each([
    [200, { outputStack: [] }, 'warn'],
    [200, 'text', 'fail'],
    [404, {}, 'fail'],
    [500, {}, 'fail'],
  ])('the doctor’s question for suggestions finds in %d %j: %s', async (status, body, state) => {
    answers(status, body)
    expect((await ask(ANSWER, { suggestions: true })).state).toBe(state)
  })

  it('the doctor’s question for suggestions shows the host of the endpoint and never its path', () => {
    expect(JSON.stringify(stage.cognigy.probes({ suggestions: true }))).not.toContain(ASSIST_PATH.slice(1))
    expect(probe('Cognigy suggestions')).toMatchObject({ kind: 'address', url: stage.upstream.url })
  })
})
