/** `npm run visual`: compares every state with its kept picture; `-- --update` keeps what it looks like now. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { commandOf, ensureBuilt } from '../../bff/cli/build.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const isUpdating = process.argv.includes('--update')

await ensureBuilt()
const { status } = spawnSync(process.execPath, [commandOf('vitest'), 'run', 'test/visual'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...(isUpdating ? { VISUAL_UPDATE: '1' } : {}) },
})
process.exitCode = status ?? 1
