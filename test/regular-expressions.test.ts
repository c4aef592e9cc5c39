import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { it } from 'vitest'
import { expressionsIn } from './support/regular-expressions.ts'
process.env['RECHECK_BACKEND'] = 'pure'
const { checkSync } = await import('recheck')
const root = fileURLToPath(new URL('..', import.meta.url))
it('x', () => {
  const files = execFileSync('git', ['ls-files', 'bff', 'shared', 'widget', 'simulator'], { cwd: root, encoding: 'utf8' }).split('\n').filter((f) => /\.(m?ts|mjs|js|tsx)$/.test(f))
  const all = files.map((f) => expressionsIn(root, f))
  const known = all.flatMap((x) => x.known)
  console.log(known.length, 'unknown', all.flatMap((x) => x.unknown))
  for (const e of known) {
    const t = performance.now()
    const r = checkSync(e.pattern, e.flags, { timeout: 5000 })
    const ms = performance.now() - t
    if (r.status !== 'safe' || ms > 500) console.log(e.at, `/${e.pattern}/${e.flags}`, r.status, r.complexity?.type, r.checker, Math.round(ms), r.status === 'vulnerable' ? JSON.stringify(r.attack.pattern).slice(0, 100) : r.status === 'unknown' ? r.error.kind : '')
  }
}, 600000)
