/** What is built asks nobody for anything but the server that it came from, and the one that it is told of. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../dist/', import.meta.url))
const files = ['public', 'package'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(m?js|css|html)$/.test(path))
    .map((path) => `${folder}/${path}`),
)

/** Names of things, and pages that messages for developers point to: nothing of them is ever asked for. */
const NEVER_LOADED = [
  /^http:\/\/www\.w3\.org\//,
  /^https:\/\/socket\.io\/docs\//,
  /^https:\/\/web\.dev\/cross-origin-isolation-guide\//,
  /^https:\/\/rolldown\.rs\/in-depth\//,
  // The playground's texts: names that nobody has. Nor has the one that errors name as an example.
  /^https:\/\/([\w-]+\.)*example(\.com)?([/,]|$)/,
]
const ADDRESS = /(?:(?:https?|wss?|ftp):|["'`(]\s*)\/\/[\w[][^\s"'`)<>\\]*/g

describe('what is built', () => {
  it.each(files)('what is built names no address of another server: %s', (path) => {
    const found = readFileSync(`${root}${path}`, 'utf8').match(ADDRESS) ?? []
    expect(found.filter((address) => !NEVER_LOADED.some((known) => known.test(address)))).toEqual([])
  })

  it('what is built is there: the element in one file, its class for bundlers, the validator, the demo', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'public/widget/cx-assist.js',
        'package/index.js',
        'public/validate/validate.js',
        'public/desktop/index.html',
      ]),
    )
  })
})
