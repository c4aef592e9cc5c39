/** `cx-assist score`: line N answers line N, whatever the lines are. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { linesOf, scoreLines } from '../../../bff/scoring/score-lines.ts'
import { softmax } from '../../../shared/model/softmax.ts'
import { buildBff, openScore, pipeScore, runCommand } from '../../support/bff-process.ts'
import { readShortGolden } from '../../support/golden-model.ts'
import { copyTinyRoberta, type ModelCopy, TINY_ROBERTA } from '../../support/model-folder.ts'

const score = (input: string | Uint8Array, ...args: readonly string[]) =>
  pipeScore(['--model', TINY_ROBERTA, ...args], input)

let model: ModelCopy | undefined
beforeAll(() => buildBff())
afterEach(() => {
  model?.remove()
  model = undefined
})

describe('cx-assist score', () => {
  it('cx-assist score prints three probabilities and the frustration of the calibrated rule, with six decimals', async () => {
    const golden = readShortGolden(TINY_ROBERTA).filter(({ text }) => !text.includes('\n'))
    const { code, stdout, stderr } = await score(`${golden.map(({ text }) => text).join('\n')}\n`)
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const expected = golden.map(({ logits }) => {
      const [negative = 0, neutral = 0, positive = 0] = softmax(logits)
      return [negative, neutral, positive, negative + 0.25 * neutral]
    })
    const lines = stdout.split('\n')
    expect(lines.pop()).toBe('')
    expect(lines).toHaveLength(golden.length)
    for (const [i, line] of lines.entries()) {
      expect(line).toMatch(/^(?:[01]\.\d{6}\t){3}[01]\.\d{6}$/)
      for (const [n, figure] of line.split('\t').map(Number).entries()) {
        expect(figure).toBeCloseTo(expected[i]?.[n] ?? Number.NaN, 4)
      }
    }
  })

  it('cx-assist score answers each line of a file, empty ones and those of another system too, also without a last line end', async () => {
    const [empty, hello, last] = (await score('\nhello\nlast one')).stdout.split('\n')
    const { stdout } = await score('hello\r\n\r\n\nhello\n\nlast one')
    expect(stdout.split('\n')).toEqual([hello, empty, empty, hello, empty, last, ''])
  })

  it('cx-assist score prints nothing for nothing', async () => {
    expect(await score('')).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it.each([
    [['--modle', 'x'], 2, "unknown option '--modle'"],
    [['utterances.txt'], 2, 'utterances.txt'],
    [['--model', '/nowhere'], 1, '/nowhere: there is no such folder'],
  ])('cx-assist score says what is wrong with %j in a sentence, and exits with %i', async (args, code, reason) => {
    const ended = await pipeScore([...args], 'hello\n')
    expect(ended.stderr).toMatch(/^cx-assist score: .*\n$/)
    expect(ended.stderr).toContain(reason)
    expect(ended.stdout).toBe('')
    expect(ended.code).toBe(code)
  })

  it('cx-assist score says in one sentence what is wrong with a folder, before it reads a line', async () => {
    model = copyTinyRoberta()
    model.manifest()
    model.write('tokenizer.json', '{}')
    const { code, stdout, stderr } = await pipeScore(['--model', model.path], 'hello\n')
    expect(stderr).toMatch(/^cx-assist score: \S+: tokenizer\.json has 2 bytes where manifest\.json says \d+\n$/)
    expect(stdout).toBe('')
    expect(code).toBe(1)
  })

  it('cx-assist score tells its options', async () => {
    const { code, stdout } = await pipeScore(['--help'], '')
    expect(stdout).toContain('--model DIR')
    expect(code).toBe(0)
    expect((await runCommand(['--help'])).output).toMatch(/^ {2}score +\S/m)
  })

  it('cx-assist score ends quietly when its reader has read enough', async () => {
    const child = openScore(['--model', TINY_ROBERTA])
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      stderr += piece
    })
    child.stdin.on('error', () => undefined)
    child.stdout.once('data', () => child.stdout.destroy())
    const pump = (): void => {
      while (child.stdin.writable && child.stdin.write('where is my order\n'.repeat(100)));
    }
    child.stdin.on('drain', pump)
    pump()
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  it('cx-assist score answers each line as it comes, before its input ends', async () => {
    const child = openScore(['--model', TINY_ROBERTA])
    child.stdin.write('hello\n')
    const first = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve))
    expect(first).toMatch(/^[^\n]+\n$/)
    child.stdin.end()
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
  })
})

describe('lines', () => {
  const pieces = async function* (...texts: readonly (string | Uint8Array)[]) {
    for (const text of texts) yield typeof text === 'string' ? Buffer.from(text) : text
  }
  const read = async (...texts: readonly (string | Uint8Array)[]): Promise<string[]> => {
    const lines: string[] = []
    for await (const some of linesOf(pieces(...texts))) lines.push(...some)
    return lines
  }

  it('lines are whole, wherever the input was cut', async () => {
    const bytes = Buffer.from('Grüße 😡\r\n\nhello\r\nend')
    for (let at = 0; at <= bytes.length; at += 1) {
      const cut = await read(bytes.subarray(0, at), bytes.subarray(at))
      expect(cut).toEqual(['Grüße 😡', '', 'hello', 'end'])
    }
    expect(await read(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(['Grüße 😡', '', 'hello', 'end'])
  })

  it('lines end with a line feed and nothing else', async () => {
    expect(await read('a\u2028b\u2029c\u0085d\vé\ff\rg\n')).toEqual(['a\u2028b\u2029c\u0085d\vé\ff\rg'])
  })

  it('lines may be no UTF-8, and may begin with a byte order mark', async () => {
    expect(await read(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0x0a, 0xff, 0x0a))).toEqual(['a', '\uFFFD'])
  })

  it('lines have a bound where a file has none', async () => {
    const mebibyte = 'x'.repeat(1024 * 1024)
    const [line] = await read(...Array.from({ length: 64 }, () => mebibyte))
    expect(line?.length).toBe(64 * 1024)
  })

  it('lines are answered one after the other, and only as fast as the answers are taken', async () => {
    const log: string[] = []
    const scorer = {
      score: async (text: string) => {
        log.push(`score ${text}`)
        return { negative: 1, neutral: 0, positive: 0 }
      },
    }
    const write = async (text: string) => {
      log.push(`write ${text.split('\n').length - 1}`)
      await new Promise((resolve) => setImmediate(resolve))
      log.push('written')
    }
    await scoreLines(pieces('a\nb\n', 'c\n'), scorer, write)
    expect(log).toEqual(['score a', 'score b', 'write 2', 'written', 'score c', 'write 1', 'written'])
  })

  it('lines that cannot be scored are named by number, and nothing of them is said', async () => {
    const score = async (text: string) => {
      if (text === 'my secret') throw new RangeError(text)
      return { negative: 1, neutral: 0, positive: 0 }
    }
    const scoring = scoreLines(pieces('fine\nmy secret\n'), { score }, async () => undefined)
    await expect(scoring).rejects.toThrow('line 2: a fault of the runtime')
  })
})
