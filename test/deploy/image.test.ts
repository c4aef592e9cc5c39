/** The image without Docker: its Dockerfile is read, what it installs is installed by hand, and what comes of it runs. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DockerfileParser } from 'dockerfile-ast'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod/mini'
import { environment } from '../../bff/config/environment.ts'
import { send } from '../support/http-client.ts'
import { freePort } from '../support/redis-server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const deploy = join(root, 'docs/deploy')

interface Step {
  readonly keyword: string
  readonly text: string
}
interface Stage {
  readonly name: string
  readonly workdir: string
  readonly steps: readonly Step[]
}

/** By `FROM`, which names a stage where another one takes from it. */
const stagesOf = (dockerfile: string): readonly Stage[] => {
  const stages: { name: string; workdir: string; steps: Step[] }[] = []
  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions()) {
    const keyword = instruction.getKeyword()
    const text = instruction.toString().slice(keyword.length).trim()
    if (keyword === 'FROM') stages.push({ name: / AS (\w+)$/.exec(text)?.[1] ?? 'image', workdir: '/', steps: [] })
    const stage = stages.at(-1)
    if (stage === undefined) continue
    if (keyword === 'WORKDIR') stage.workdir = text
    stage.steps.push({ keyword, text })
  }
  return stages
}
const stages = stagesOf(readFileSync(join(deploy, 'Dockerfile'), 'utf8'))
const stageNamed = (name: string): Stage => {
  const found = stages.find((stage) => stage.name === name)
  if (found === undefined) throw new Error(`there is no stage ${name}`)
  return found
}
const stepsOf = (name: string, keyword: string): string[] =>
  stageNamed(name).steps.flatMap((step) => (step.keyword === keyword ? [step.text] : []))
const listIn = (text: string | undefined): string[] =>
  z.array(z.string()).parse(JSON.parse(/\[.*\]/.exec(text ?? '')?.[0] ?? ''))
const variables = Object.fromEntries(
  stepsOf('image', 'ENV').flatMap((text) =>
    [...text.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
  ),
)

const files = mkdtempSync(join(tmpdir(), 'cx-assist-image-'))
// For whoever the image runs as.
chmodSync(files, 0o755)
afterAll(() => rmSync(files, { recursive: true, force: true }))
const placeOf = (stage: string, path: string): string => join(files, stage, path)

const run = (command: string, args: readonly string[], cwd: string) => {
  const env = { ...process.env, npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false' }
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 26 })
  return { status, stdout, output: `${stdout}${stderr}` }
}

/** `COPY --from=STAGE SOURCE… TARGET`. */
const copy = ({ name, workdir }: Stage, text: string): void => {
  const [, from = '', rest = ''] = /^--from=(\w+) (.*)$/.exec(text) ?? []
  const paths = rest.split(' ')
  const target = join(placeOf(name, workdir), paths.pop() ?? '')
  for (const path of paths) {
    const source = placeOf(from, path)
    const isFile = /\.json$/.test(path)
    mkdirSync(target, { recursive: true })
    cpSync(source, isFile ? join(target, basename(path)) : target, { recursive: true })
  }
}

describe('the image', () => {
  let service: ChildProcess | undefined
  afterAll(() => service?.kill('SIGKILL'))

  beforeAll(async () => {
    // What the first stage does is what is done here all the time: the package is built and packed.
    const built = placeOf('build', stageNamed('build').workdir)
    mkdirSync(join(built, 'widget'), { recursive: true })
    for (const name of ['package-lock.json', 'widget/package.json']) cpSync(join(root, name), join(built, name))
    const packed = run('npm', ['pack', '--silent', '--pack-destination', built], root)
    expect(packed.status, packed.output).toBe(0)
    const command =
      stepsOf('build', 'RUN')
        .at(-1)
        ?.replace(/^npm pack --silent && /, '') ?? ''
    expect(run('/bin/sh', ['-c', command], built)).toMatchObject({ status: 0 })
    const install = stageNamed('install')
    mkdirSync(placeOf('install', install.workdir), { recursive: true })
    for (const { keyword, text } of install.steps) {
      if (keyword === 'COPY') copy(install, text)
      if (keyword !== 'RUN') continue
      const { status, output } = run('/bin/sh', ['-c', text], placeOf('install', install.workdir))
      expect(status, output).toBe(0)
    }
  }, 900_000)

  it('the image is built in stages, and only what the last one takes is in it', () => {
    expect(stages.map(({ name }) => name)).toEqual(['build', 'install', 'image'])
    expect(stepsOf('image', 'COPY')).toEqual([`--from=install ${stageNamed('install').workdir} ./`])
    expect(stepsOf('image', 'RUN')).toEqual([])
  })

  it('the image runs as nobody in particular, and owns nothing of what it runs', () => {
    expect(stepsOf('image', 'USER')).toEqual(['1000:1000'])
    expect(stepsOf('image', 'COPY').join(' ')).not.toContain('--chown')
  })

  it('the image sets variables that the service takes, and shows their ports', () => {
    const names = Object.keys(variables).filter((name) => name !== 'NODE_ENV')
    expect(names.filter((name) => !(name in environment.shape))).toEqual([])
    expect(stepsOf('image', 'EXPOSE')).toEqual([`${variables['PORT']} ${variables['ADMIN_PORT']}`])
  })

  it('the image holds no package that is for development', () => {
    const modules = join(placeOf('install', stageNamed('install').workdir), 'node_modules')
    expect(existsSync(join(modules, 'express'))).toBe(true)
    for (const name of ['typescript', 'vite', 'vitest', 'playwright-core', '@biomejs', '@energetic-ai']) {
      expect(existsSync(join(modules, name)), name).toBe(false)
    }
  })

  it('the image starts, is found healthy by its own check, traces, and stops in order', async () => {
    const [port, adminPort] = [await freePort(), await freePort()]
    const env = {
      ...variables,
      PATH: process.env['PATH'],
      PORT: String(port),
      ADMIN_PORT: String(adminPort),
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    }
    const cwd = placeOf('install', stageNamed('install').workdir)
    const [program = '', ...args] = listIn(stepsOf('image', 'CMD')[0])
    expect(program).toBe('node')
    // As the image does, where that is allowed: it can write nowhere then.
    const asNobody = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {}
    const running = spawn(process.execPath, args, { cwd, env, ...asNobody, stdio: ['ignore', 'pipe', 'pipe'] })
    service = running
    let said = ''
    for (const stream of [running.stdout, running.stderr])
      stream.on('data', (text: Buffer) => (said += text.toString()))
    const isUp = (): Promise<number> =>
      send(`http://127.0.0.1:${port}`, '/healthz').then(
        ({ status }) => status,
        () => (running.exitCode === null ? 0 : -1),
      )
    await expect.poll(isUp, { message: said }).toBe(200)
    const [checker = '', ...checking] = listIn(stepsOf('image', 'HEALTHCHECK')[0])
    expect(checker).toBe('node')
    const health = () => spawnSync(process.execPath, checking, { env, encoding: 'utf8' }).status
    expect(health()).toBe(0)
    expect((await send(`http://127.0.0.1:${port}`, '/widget/cx-assist.js')).status).toBe(200)
    const parts = z.looseObject({ checks: z.array(z.looseObject({ name: z.string(), state: z.string() })) })
    const stateOf = async (name: string): Promise<string | undefined> =>
      parts.parse((await send(`http://127.0.0.1:${port}`, '/readyz')).body).checks.find((part) => part.name === name)
        ?.state
    for (const name of ['sentiment', 'knowledge', 'fallback-index']) await expect.poll(() => stateOf(name)).toBe('ok')
    const ended = once(running, 'exit')
    running.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(health()).not.toBe(0)
  })
})

describe('compose', () => {
  const service = z.strictObject({
    build: z.optional(z.strictObject({ context: z.string(), dockerfile: z.string() })),
    image: z.string(),
    command: z.optional(z.array(z.string())),
    env_file: z.optional(z.string()),
    environment: z.optional(z.record(z.string(), z.string())),
    ports: z.optional(z.array(z.string())),
    volumes: z.optional(z.array(z.string())),
    tmpfs: z.optional(z.array(z.string())),
    depends_on: z.optional(z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') }))),
    healthcheck: z.optional(z.looseObject({ test: z.array(z.string()) })),
    read_only: z.literal(true),
    cap_drop: z.tuple([z.literal('ALL')]),
    cap_add: z.optional(z.array(z.string())),
    security_opt: z.tuple([z.literal('no-new-privileges:true')]),
    mem_limit: z.optional(z.string()),
    stop_grace_period: z.string(),
    restart: z.literal('unless-stopped'),
  })
  const compose = z.strictObject({
    name: z.string(),
    services: z.record(z.string(), service),
    volumes: z.record(z.string(), z.nullable(z.object({}))),
  })
  const { services, volumes } = compose.parse(parse(readFileSync(join(deploy, 'compose.yaml'), 'utf8')))

  it('compose builds the image that there is, from the root of the repository', () => {
    const { context = '', dockerfile = '' } = services['cx-assist']?.build ?? {}
    expect(existsSync(join(deploy, context, dockerfile))).toBe(true)
    expect(existsSync(join(deploy, context, 'package-lock.json'))).toBe(true)
  })

  it('compose sets variables that the service takes, and leads to a Redis that keeps what it is given', () => {
    const { environment: set = {}, depends_on: needs = {} } = services['cx-assist'] ?? {}
    expect(Object.keys(set).filter((name) => !(name in environment.shape))).toEqual([])
    const { hostname } = new URL(set['REDIS_URL'] ?? '')
    expect(Object.keys(needs)).toEqual([hostname])
    expect(services[hostname]?.healthcheck).toBeDefined()
    expect(services[hostname]?.command?.join(' ')).toContain('--appendonly yes --maxmemory-policy noeviction')
    expect(services[hostname]?.volumes?.map((volume) => volume.split(':')[0])).toEqual(Object.keys(volumes))
  })

  it('compose leaves the figures inside', () => {
    expect(services['cx-assist']?.ports?.some((port) => port.endsWith(`:${variables['ADMIN_PORT']}`))).toBe(false)
  })
})

describe('the unit', () => {
  const unit = readFileSync(join(deploy, 'systemd/cx-assist.service'), 'utf8')
  const settingOf = (name: string): string | undefined => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1]
  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0

  it('the unit starts the program that the image starts, with what the service takes', () => {
    expect(settingOf('ExecStart')).toBe(
      `/usr/bin/node ${settingOf('WorkingDirectory')}/${listIn(stepsOf('image', 'CMD')[0])[1]}`,
    )
    const names = [...(settingOf('Environment') ?? '').matchAll(/(\w+)=/g)].map(([, name = '']) => name)
    expect(names.filter((name) => name !== 'NODE_ENV' && !(name in environment.shape))).toEqual([])
    expect(settingOf('Environment')).toContain(`DATA_DIR=/var/lib/${settingOf('StateDirectory')}`)
  })

  it('the unit grants the time that a stop takes', () => {
    expect(Number(settingOf('TimeoutStopSec'))).toBeGreaterThan(16)
  })

  it.skipIf(!hasSystemd)('the unit is one that systemd takes, and exposes next to nothing', () => {
    const path = join(deploy, 'systemd/cx-assist.service')
    const args = ['security', '--offline=yes', '--threshold=20', path]
    const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
    expect(status, `${stdout}${stderr}`).toBe(0)
    const { stderr: problems } = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' })
    // The program is where the unit says on the machine that it is for.
    expect(problems.split('\n').filter((line) => line !== '' && !/is not executable|not found/.test(line))).toEqual([])
  })
})
