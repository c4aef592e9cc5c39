/** `cx-assist migrate` on folders as earlier and later versions left them. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MIGRATIONS } from '../../../bff/store/sqlite/migrations.ts'
import { DatabaseSync } from '../../../bff/store/sqlite/sqlite-api.ts'
import { storeVersion } from '../../../bff/store/sqlite/upkeep.ts'
import { STORE_FORMAT } from '../../../shared/wire/formats.ts'
import { runCommand, startBffProcess } from '../../support/bff-process.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
let folder = ''
/** The first command builds what is not. */
beforeAll(() => runCommand(['help', 'migrate']), 300_000)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const inFolder = (...parts: readonly string[]): string => join(folder, ...parts)
const file = (dataDir: string): string => join(dataDir, 'cx-assist.sqlite')

/** A database in the layout of an earlier version, with a conversation in it; or one that says so of itself. */
const oldStore = (version: number, says = version): string => {
  const dataDir = inFolder('data')
  mkdirSync(dataDir)
  const database = new DatabaseSync(file(dataDir))
  for (const migration of MIGRATIONS.slice(0, version)) database.exec(migration)
  database.exec(`INSERT INTO meta VALUES ('kept', 7); PRAGMA user_version = ${says}`)
  database.close()
  return dataDir
}
const keptIn = (path: string): readonly unknown[] => {
  const database = new DatabaseSync(path)
  try {
    return database.prepare("SELECT value FROM meta WHERE name = 'kept'").all()
  } finally {
    database.close()
  }
}
/** A folder of this version whose manifest says another one. */
const folderOf = (from: string, manifest: string, version: number): string => {
  const to = inFolder(manifest)
  cpSync(join(root, from), to, { recursive: true })
  const path = join(to, manifest)
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"formatVersion": ?\d+/, `"formatVersion":${version}`))
  return to
}
const migrate = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  runCommand(['migrate', ...args], env)

describe('migrate', () => {
  it('migrate knows as many layouts of the store as there are', () => {
    expect(MIGRATIONS).toHaveLength(STORE_FORMAT)
  })

  it('migrate --dry-run says what would be done to an older store, changes nothing, and ends with 1', async () => {
    const dataDir = oldStore(1)
    const before = readFileSync(file(dataDir))
    const { code, output } = await migrate({ DATA_DIR: dataDir }, '--dry-run')
    expect(output).toMatch(/^part +found +wanted\nstore +1 +4 +.*: is backed up and brought up from 1 to 4$/m)
    expect(code).toBe(1)
    expect(readFileSync(file(dataDir)).equals(before)).toBe(true)
  })

  it('migrate backs an older store up and brings it up, and has nothing to do then', async () => {
    const dataDir = oldStore(1)
    const backup = join(dataDir, 'cx-assist.version-1.sqlite')
    const first = await migrate({ DATA_DIR: dataDir })
    expect(first.output).toContain(`brought up from 1; the backup is ${backup}`)
    expect(first.code).toBe(0)
    expect(storeVersion(dataDir)).toBe(STORE_FORMAT)
    expect(keptIn(file(dataDir))).toEqual([{ value: 7 }])
    expect(keptIn(backup)).toEqual([{ value: 7 }])
    const second = await migrate({ DATA_DIR: dataDir }, '--dry-run')
    expect(second.output).toMatch(/^store +4 +4 +.*: nothing to do$/m)
    expect(second.code).toBe(0)
  })

  it('migrate changes nothing where the backup cannot be made', async () => {
    const dataDir = oldStore(1)
    const backup = inFolder('there')
    writeFileSync(backup, '')
    const { code, output } = await migrate({ DATA_DIR: dataDir }, '--backup', backup)
    expect(output).toContain('is there already')
    expect(code).toBe(1)
    expect(storeVersion(dataDir)).toBe(1)
  })

  it('migrate is refused while a service runs on the folder', async () => {
    const dataDir = inFolder('live')
    const bff = await startBffProcess({ DATA_DIR: dataDir, SENTIMENT_MODEL: 'off', KNOWLEDGE: 'off' })
    try {
      const database = new DatabaseSync(file(dataDir))
      database.exec('PRAGMA user_version = 1')
      database.close()
      const { code, output } = await migrate({ DATA_DIR: dataDir })
      expect(output).toContain('is in use by another process')
      expect(code).toBe(1)
      expect(existsSync(join(dataDir, 'cx-assist.version-1.sqlite'))).toBe(false)
    } finally {
      await bff.stop()
    }
  })

  it('migrate refuses a store, an index, knowledge and a model of a newer version, each with a sentence', async () => {
    const { code, output } = await migrate({
      DATA_DIR: oldStore(2, 9),
      FALLBACK_INDEX: folderOf('dist/fallback-index', 'index.json', 9),
      KNOWLEDGE: folderOf('dist/knowledge', 'knowledge.json', 9),
      SENTIMENT_MODEL: folderOf('models/full', 'manifest.json', 9),
    })
    for (const part of ['store', 'index', 'knowledge', 'model']) {
      expect(output).toMatch(new RegExp(`^${part} +9 .*a newer version of cx-assist wrote it: start that one$`, 'm'))
    }
    expect(code).toBe(1)
  })

  it('migrate leaves an older store as it is while something else is refused', async () => {
    const dataDir = oldStore(1)
    const { code } = await migrate({ DATA_DIR: dataDir, KNOWLEDGE: folderOf('dist/knowledge', 'knowledge.json', 1) })
    expect(code).toBe(1)
    expect(storeVersion(dataDir)).toBe(1)
  })

  it('migrate says how to build knowledge of an older version again, and which rules do not fit', async () => {
    const rules = inFolder('rules.json')
    writeFileSync(rules, '{"routing":{"threshold":1}}')
    const { code, output } = await migrate({
      KNOWLEDGE: folderOf('dist/knowledge', 'knowledge.json', 1),
      CX_ASSIST_CONFIG: rules,
    })
    expect(output).toMatch(/^knowledge +1 +2 .*build it again from the same sources: cx-assist knowledge build$/m)
    expect(output).toMatch(/^rules .*routing\.threshold.*"cx-assist rules check" tells all$/m)
    expect(code).toBe(1)
  })

  it('migrate finds nothing to do where all is of this version, or nothing is named', async () => {
    const { code, output } = await migrate({
      FALLBACK_INDEX: join(root, 'dist/fallback-index'),
      KNOWLEDGE: join(root, 'dist/knowledge'),
      SENTIMENT_MODEL: join(root, 'models/full'),
    })
    expect(output.match(/nothing to do/g)).toHaveLength(3)
    expect(output).toContain('DATA_DIR is not set')
    expect(code).toBe(0)
  })
})
