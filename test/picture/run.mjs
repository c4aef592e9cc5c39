/** `npm run picture`: draws which folder knows which into docs/architecture.svg. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruiseTree } from '../borders/borders.mjs'
import { draw } from './draw.mjs'
import { plansOf } from './folders.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const picture = fileURLToPath(new URL('../../docs/architecture.svg', import.meta.url))

const { modules } = await cruiseTree(root)
mkdirSync(dirname(picture), { recursive: true })
writeFileSync(picture, await draw(plansOf(modules)))
