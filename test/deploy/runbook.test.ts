/** Whoever is told of something finds what to do about it: each alert and each part of /readyz has its entry in the runbook. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { readinessAnswer } from '../../shared/wire/widget-api.ts'
import { buildBff, type Environment, startBffProcess } from '../support/bff-process.ts'
import { send } from '../support/http-client.ts'

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const runbook = readFileSync(`${docs}runbook.md`, 'utf8')

interface Entry {
  readonly name: string
  readonly text: string
}
const [, alertText = '', partText = ''] = runbook.split(/^## .*$/m)
const entriesIn = (text: string): readonly Entry[] =>
  text
    .split(/^### /m)
    .slice(1)
    .map((entry) => ({ name: entry.slice(0, entry.indexOf('\n')), text: entry }))
const names = (entries: readonly Entry[]): string[] => entries.map(({ name }) => name).toSorted()
const alerts = entriesIn(alertText)
const parts = entriesIn(partText)

describe('the runbook', () => {
  beforeAll(() => buildBff(), 300_000)

  it('the runbook has an entry for each alert, and for no other', () => {
    const folder = `${docs}deploy/prometheus/`
    const rules = readdirSync(folder).map((name) => readFileSync(`${folder}${name}`, 'utf8'))
    const told = rules.flatMap((text) => [...text.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name))
    expect(told.length).toBeGreaterThan(15)
    expect(names(alerts)).toEqual(told.toSorted())
  })

  it('the runbook has an entry for each part that the page on operation tells of', () => {
    const operate = readFileSync(`${docs}operate.md`, 'utf8')
    const [, table = ''] = /^\| part \|.*\n\|[ -|]*\n((?:\|.*\n)+)/m.exec(operate) ?? []
    const told = [...table.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name = '']) => name)
    expect(told.length).toBeGreaterThan(10)
    expect(names(parts)).toEqual([...told, 'process'].toSorted())
  })

  it.each<[string, Environment]>([
    ['the tutorial dialects', {}],
    [
      'the vendor dialects',
      { CXONE_DIALECT: 'vendor', COGNIGY_DIALECT: 'vendor', COGNIGY_ASSIST_URL: 'http://127.0.0.1:9/assist' },
    ],
  ])('the runbook has an entry for each part that a service in %s has', async (_what, env) => {
    const bff = await startBffProcess({
      TRANSLATE_URL: 'http://127.0.0.1:9',
      LLM_URL: 'http://127.0.0.1:9',
      LLM_MODEL: 'any',
      KNOWLEDGE: 'off',
      ...env,
    })
    const { checks } = readinessAnswer.parse((await send(bff.url, '/readyz')).body)
    bff.signal('SIGKILL')
    await bff.ended
    expect(checks.length).toBeGreaterThan(8)
    expect(checks.map(({ name }) => name).filter((name) => !names(parts).includes(name))).toEqual([])
  })

  it('the runbook says in each entry what it means and what to do', () => {
    for (const { name, text } of alerts) {
      expect(text, name).toMatch(/\*\*Means\*\*/)
      expect(text, name).toMatch(/\*\*(Do|do)\*\*/)
      expect(text, name).toMatch(/\*\*Look\*\*/)
    }
    for (const { name, text } of parts) {
      expect(text, name).toMatch(/\*\*Means\*\*/)
      expect(text, name).toMatch(/\*\*(Do|Look)\*\*/)
    }
  })
})
