/** The picture of the architecture shows the folders as they are. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { cruiseTree } from './borders/borders.mjs'
import { draw } from './picture/draw.mjs'
import { plansOf, withoutDetours } from './picture/folders.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const arrows = (...names: readonly string[]) =>
  names.map((name) => {
    const [from = '', to = ''] = name
    return { from, to }
  })

describe('the picture of the architecture', () => {
  it('in the repository is the one that `npm run picture` draws', async () => {
    const { modules } = await cruiseTree(root)
    expect(await draw(plansOf(modules))).toBe(readFileSync(`${root}docs/architecture.svg`, 'utf8'))
  })

  it('leaves out an arrow that a longer way says as well', () => {
    expect(withoutDetours(arrows('ab', 'bc', 'ac', 'cd', 'ad'))).toEqual(arrows('ab', 'bc', 'cd'))
  })

  it('shows every arrow of a circle, so that it is seen', () => {
    const circle = arrows('ab', 'bc', 'ca', 'ac')
    expect(withoutDetours(circle)).toEqual(circle)
  })

  it('puts files into boxes by folder, and the sides into the order in which they know each other', () => {
    const plans = plansOf([
      { source: 'bff/flows/routing/routing.ts', dependencies: [{ resolved: 'bff/ports/cxone.ts' }] },
      { source: 'bff/ports/cxone.ts', dependencies: [{ resolved: 'shared/wire/assist.ts' }] },
    ])
    expect(plans.find(({ side }) => side === 'bff')).toEqual({
      side: 'bff',
      folders: ['flows/routing', 'ports'],
      arrows: [{ from: 'flows/routing', to: 'ports' }],
      knows: ['shared'],
    })
    expect(plans.map(({ side }) => side)).toEqual(['simulator', 'widget', 'bff', 'shared'])
  })
})
