/** The module as it is shipped: by its name, in Node, without touching anything, and small. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

const BUILT = fileURLToPath(new URL('../../../dist/public/validate/validate.js', import.meta.url))
const LARGEST_BYTES = 25 * 1024

it('the validator is found by its name and gives a verdict in Node', async () => {
  const name = 'cx-assist/validate'
  const module: Readonly<Record<string, unknown>> = await import(/* @vite-ignore */ name)
  expect(Object.keys(module).toSorted()).toEqual(['WEBHOOKS', 'guessWebhook', 'schemas', 'validate', 'validateText'])
  const { validate } = module
  expect(typeof validate === 'function' && validate('routing', {})).toMatchObject({ status: 422 })
})

it('the validator is one file that loads no other, and small', () => {
  const text = readFileSync(BUILT, 'utf8')
  expect(text).not.toMatch(/\bimport\s*[({"']|\bfrom\s*["']/)
  expect(gzipSync(text).length).toBeLessThan(LARGEST_BYTES)
})
