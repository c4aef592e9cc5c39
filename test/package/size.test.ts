/** The module that every agent's page loads stays small, and docs/size.md says what is in it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { DESKTOPS } from '../../shared/wire/desktops.ts'
import { CORE_LIMIT, measure } from '../size/measure.mjs'

const page = readFileSync(fileURLToPath(new URL('../../docs/size.md', import.meta.url)), 'utf8')
const { core, contents, lazy } = measure()

it('the element fits into 40 kB gzipped, with all that it needs from the start', () => {
  expect(core).toBeGreaterThan(30_000)
  expect(core).toBeLessThanOrEqual(CORE_LIMIT)
})

it('the element fetches words, view, scorer and runtime only when they are wanted', () => {
  const names = lazy.map(({ name }) => name)
  for (const name of ['workplace.js', 'en.js', 'ar.js', 'messages.js', 'browser-scorer.js', 'worker.js', 'field.js'])
    expect(names).toContain(name)
  expect(contents.map(({ name }) => name)).toEqual(expect.arrayContaining(['Lit', 'socket.io-client', 'zod/mini']))
})

it('the adapter to a desktop fits into 4 kB gzipped, with what all adapters share', () => {
  const sizeOf = (name: string): number => lazy.find((each) => each.name === name)?.gzip ?? Infinity
  for (const name of DESKTOPS) expect(sizeOf(`${name}.js`) + sizeOf('surroundings.js'), name).toBeLessThanOrEqual(4000)
})

it('the page of the hosted panel fetches the element, and of its own no more than 6 kB gzipped', () => {
  expect(lazy.find(({ name }) => name === 'panel.js')?.gzip).toBeLessThanOrEqual(6000)
})

it('the element is what docs/size.md says it is', () => {
  const [, told] = /in the core module, ([\d.]+) kB gzipped/.exec(page) ?? []
  expect(Math.abs(Number(told) - core / 1000)).toBeLessThan(0.5)
  for (const { name } of contents) expect(page).toContain(`| ${name} |`)
})
