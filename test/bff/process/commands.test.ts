/** Every command tells what it takes, refuses what it does not know in a sentence, and starts nothing by the way. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand, startBffProcess } from '../../support/bff-process.ts'
import { send } from '../../support/http-client.ts'

const folder = mkdtempSync(join(tmpdir(), 'commands-'))
/** The first command builds what is not, and says so. */
beforeAll(() => runCommand(['help', 'token']), 300_000)
afterAll(() => rmSync(folder, { recursive: true }))

const COMMANDS = [
  'serve',
  'simulate',
  'diagnose',
  'doctor',
  'index',
  'knowledge',
  'migrate',
  'record',
  'replay',
  'rules',
  'score',
  'store',
  'token',
]
/** These two have figures of their own for what they find. */
const wrongUsageOf = (command: string): number => (command === 'diagnose' || command === 'doctor' ? 64 : 2)

describe('--help', () => {
  it.each([
    ...COMMANDS.map((command) => [command]),
    ['index', 'build'],
    ['index', 'evaluate'],
    ['knowledge', 'build'],
    ['knowledge', 'evaluate'],
    ['knowledge', 'search'],
    ['knowledge', 'gaps'],
    ['rules', 'check'],
    ['diagnose', 'handover'],
  ])('--help of %s %s tells how it is used, and ends with 0', async (...words) => {
    const { code, output } = await runCommand([...words, '--help'])
    expect(output).toMatch(new RegExp(`^Usage:\\s+cx-assist ${words[0]}`))
    expect(code).toBe(0)
  })

  it('--help lists every command, as "help" does, and "help COMMAND" is its own', async () => {
    const { output } = await runCommand(['--help'])
    for (const command of COMMANDS) expect(output).toMatch(new RegExp(`^ {2}${command} `, 'm'))
    expect((await runCommand(['help'])).output).toBe(output)
    expect((await runCommand(['help', 'serve'])).output).toMatch(/^Usage: cx-assist serve/)
  })
})

describe('unknown to a command', () => {
  it.each(COMMANDS)('what a command does not know is refused in a sentence by %s: an option', async (command) => {
    const { code, output } = await runCommand([command, '--colour', 'blue'])
    expect(output).toMatch(new RegExp(`^cx-assist ${command}: .*--colour`))
    expect(output).not.toMatch(/\n\s+at |ERR_/)
    expect(code).toBe(wrongUsageOf(command))
  })

  it.each([
    ['serve', 'now'],
    ['simulate', 'now'],
    ['doctor', 'now'],
    ['score', 'text'],
    ['token', 'agent-7'],
    ['index', 'tidy'],
    ['index', 'build', 'nlu.csv'],
    ['migrate', 'now'],
    ['record', 'now'],
    ['record', '--log', 'x', '--since', 'noon', '--until', 'one', '--out', 'y'],
    ['replay'],
    ['replay', 'x', '--bff', 'https://cx.example.com'],
    ['replay', 'x', '--bff', 'http://127.0.0.1:1', '--speed', '0'],
    ['rules', 'tidy'],
    ['rules'],
    ['store', 'tidy'],
    ['store'],
    ['diagnose', 'routing'],
  ])('what a command does not know is refused in a sentence by %s: %s', async (...words) => {
    const { code, output } = await runCommand(words)
    expect(output).toMatch(new RegExp(`^cx-assist ${words[0]}: \\S`))
    expect(output).not.toMatch(/\n\s+at |ERR_/)
    expect(code).toBe(wrongUsageOf(words[0] ?? ''))
  })

  it.each([['sevre'], ['--serve'], ['__proto__'], ['toString']])(
    'what a command does not know is no command: %s',
    async (word) => {
      const { code, output } = await runCommand([word])
      expect(output).toMatch(/^cx-assist: there is no (?:command|option) /)
      expect(code).toBe(2)
    },
  )
})

describe('serve', () => {
  it('the command serve listens where its options say, whatever the environment says', async () => {
    const program = join(process.cwd(), 'dist/bff/service/serve.js')
    const bff = await startBffProcess({ PORT: '1' }, program, ['--port', '0', '--host', '127.0.0.1'])
    try {
      expect((await send(bff.url, '/healthz')).status).toBe(200)
    } finally {
      expect((await bff.stop()).code).toBe(0)
    }
  })

  it.each(['x', '-1', '65536', '8080.5', ''])('the command serve refuses a port that is none: %j', async (port) => {
    const { code, output } = await runCommand(['serve', `--port=${port}`])
    expect(output).toBe('cx-assist serve: --port must be a whole number from 0 to 65535\n')
    expect(code).toBe(2)
  })
})

describe('token', () => {
  const env = { WIDGET_TOKEN_SECRET: 'a-widget-token-secret-of-32-characters' }
  it.each([
    [[], /--agent is missing/],
    [['--agent', ''], /--agent must have at least 1 character\b/],
    [['--agent', 'x'.repeat(300)], /--agent must have at most 256 characters/],
    [['--agent', 'a', '--conversation', ''], /--conversation must have at least 1 character/],
    [['--agent', 'a', '--ttl', 'long'], /--ttl must be a whole number of seconds, from 1 to 86400/],
    [['--agent', 'a', '--ttl', '0'], /--ttl must be at least 1/],
    [['--agent', 'a', '--ttl', '1e9'], /--ttl must be a whole number of seconds/],
    [['--agent', 'a', '--ttl', '999999'], /--ttl must be at most 86400/],
  ])('the command token names the option and what it must be, in words: %j', async (args, words) => {
    const { code, output } = await runCommand(['token', ...args], env)
    expect(output).toMatch(words)
    expect(output).not.toMatch(/Invalid input|Too small|agentId|ttlSeconds/)
    expect(code).toBe(2)
  })
})

describe('rules check', () => {
  const check = async (content: string) => {
    const path = join(folder, 'rules.json')
    writeFileSync(path, content)
    const { code, output } = await runCommand(['rules', 'check', path])
    return { code, lines: output.trimEnd().replaceAll(path, 'rules.json').split('\n') }
  }

  it('rules check says ok of a file that the service takes', async () => {
    expect(await check('{"routing":{"confidenceThreshold":0.5}}')).toEqual({ code: 0, lines: ['rules.json: ok'] })
  })

  it('rules check names line, column, path and reason of each problem', async () => {
    const content = `{
  "routing": { "confidenceThreshold": 85, "defaultSkil": "x" },
  "policy": {
    "phraseDetails": { "legal action": { "filler": -1 } },
    "prohibitedPhrases": ["fine", "!!!", 7]
  },
  "rooting": {}
}`
    expect(await check(content)).toEqual({
      code: 1,
      lines: [
        'rules.json:2:39: routing.confidenceThreshold must be at most 1',
        'rules.json:2:43: routing.defaultSkil is no key that there is: defaultSkill is meant, probably',
        'rules.json:4:52: policy.phraseDetails.legal action.filler must be at least 0',
        'rules.json:5:35: policy.prohibitedPhrases.1 must hold a letter or a digit',
        'rules.json:5:42: policy.prohibitedPhrases.2 is a number, not a text',
        'rules.json:7:3: rooting is no key that there is: routing is meant, probably',
      ],
    })
  })

  it.each([
    ['{\n  "routing": {},\n}', /^rules\.json:3:1: is not valid JSON \(line 3, column 1\): a name in double quotes/],
    ['', /^rules\.json: is not valid JSON: it is empty/],
    ['{"widget":{"model":"/a/"},\n"widget":{}}', /^rules\.json:2:1: widget stands here a second time/],
    [
      '{"policy":{"mustBlock":["all is well"]}}',
      /^rules\.json:1:25: policy\.mustBlock\.0 is not stopped by these phrases/,
    ],
  ])('rules check finds what is wrong in %j', async (content, told) => {
    const { code, lines } = await check(content)
    expect(lines[0]).toMatch(told)
    expect(code).toBe(1)
  })

  it('rules check says why a file cannot be read', async () => {
    const { code, output } = await runCommand(['rules', 'check', join(folder, 'none.json')])
    expect(output).toMatch(/none\.json: cannot be read \(ENOENT\)/)
    expect(code).toBe(1)
  })

  it('rules check takes the file that the service reads where none is named', async () => {
    const path = join(folder, 'named.json')
    writeFileSync(path, '{}')
    expect(await runCommand(['rules', 'check'], { CX_ASSIST_CONFIG: path })).toEqual({
      code: 0,
      output: `${path}: ok\n`,
    })
  })
})
