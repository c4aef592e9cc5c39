/** The peer, installed for benchmarks only: it brings 300 MB and is no dependency of ours. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { MADE_FOR_BENCH } from '../harness/places.ts'
import { type Context, NotMeasured } from '../harness/scenario.ts'

const PEER = '@huggingface/transformers@4.3.1'
const FOLDER = join(MADE_FOR_BENCH, 'peers')
const MODULES = join(FOLDER, 'node_modules')

export const PEER_NAME = 'transformers.js 4.3.1'
export const PEER_ENTRY = join(MODULES, '@huggingface', 'transformers', 'dist', 'transformers.web.js')
/** The release of the runtime that the peer asks for. */
export const PEER_RUNTIME = join(MODULES, 'onnxruntime-web', 'dist')

/** @throws {NotMeasured} if it is not here and cannot be fetched */
export const ensurePeer = (context: Context): void => {
  if (existsSync(PEER_ENTRY)) return
  context.say(`  installing ${PEER} below ${FOLDER}…`)
  mkdirSync(FOLDER, { recursive: true })
  // Its own folder and no scripts: neither the manifest nor the lockfile of the project learn of it.
  const args = ['install', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', PEER]
  const { status } = spawnSync('npm', args, {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0 || !existsSync(PEER_ENTRY)) {
    throw new NotMeasured(`${PEER} could not be installed below ${FOLDER}: it is fetched from the npm registry.`)
  }
}
