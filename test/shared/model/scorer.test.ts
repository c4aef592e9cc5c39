/** The scorer that both sides share, on a session that answers what a test scripts. */
import { describe, expect, it } from 'vitest'
import { ModelError, type ModelSpec } from '../../../shared/model/model-spec.ts'
import {
  createScorer,
  type Encode,
  encodeWithin,
  type ModelSession,
  type TokenTensor,
} from '../../../shared/model/scorer.ts'

const START = 101
const END = 102
/** A token a word, between a start and an end. */
const words: Encode = (text, withSpecialTokens) => {
  const content = text.split(' ').filter((word) => word !== '')
  const ids = content.map((word) => word.length)
  return withSpecialTokens ? [START, ...ids, END] : ids
}

const SPEC: ModelSpec = {
  labels: { count: 3, negative: 0, neutral: 1, positive: 2 },
  maxLength: 8,
  emptyTokenId: 0,
  masksTweets: false,
  outputs: { logits: 'logits', frustration: undefined },
  calibration: undefined,
  conversation: undefined,
  languages: undefined,
}
const WITH_HEAD: ModelSpec = { ...SPEC, outputs: { logits: 'logits', frustration: 'frustration' } }

interface ScriptedSession extends ModelSession {
  readonly runs: { readonly inputs: Readonly<Record<string, TokenTensor>>; readonly outputs: readonly string[] }[]
  readonly released: () => boolean
}

const session = (
  values: Readonly<Record<string, readonly number[]>> = { logits: [0, 0, 0] },
  overrides: Partial<ModelSession> = {},
): ScriptedSession => {
  const runs: ScriptedSession['runs'] = []
  let isReleased = false
  return {
    runs,
    released: () => isReleased,
    inputNames: ['input_ids', 'attention_mask'],
    outputNames: Object.keys(values),
    run: async (inputs, outputs) => {
      runs.push({ inputs, outputs })
      return values
    },
    release: async () => {
      isReleased = true
    },
    ...overrides,
  }
}

describe('a scorer', () => {
  it('a scorer feeds one row of tokens with a mask of ones, and asks for the outputs it needs', async () => {
    const scripted = session({ logits: [0, 0, 0], frustration: [0], hidden: [1, 2, 3] })
    await createScorer({ spec: WITH_HEAD, encode: words, session: scripted }).score('my card is lost')
    expect(scripted.runs).toEqual([
      {
        inputs: {
          input_ids: { data: BigInt64Array.of(101n, 2n, 4n, 2n, 4n, 102n), dims: [1, 6] },
          attention_mask: { data: BigInt64Array.of(1n, 1n, 1n, 1n, 1n, 1n), dims: [1, 6] },
        },
        outputs: ['logits', 'frustration'],
      },
    ])
  })

  it('a scorer feeds token types of zero to a graph that wants them, and no mask to one that does not', async () => {
    const scripted = session({ logits: [0, 0, 0] }, { inputNames: ['token_type_ids', 'input_ids'] })
    await createScorer({ spec: SPEC, encode: words, session: scripted }).score('hello')
    expect(scripted.runs[0]?.inputs).toEqual({
      token_type_ids: { data: BigInt64Array.of(0n, 0n, 0n), dims: [1, 3] },
      input_ids: { data: BigInt64Array.of(101n, 5n, 102n), dims: [1, 3] },
    })
  })

  it('a scorer gives probabilities by the order of the labels', async () => {
    const labels = { count: 3, negative: 2, neutral: 0, positive: 1 }
    const scripted = session({ logits: [Math.log(2), Math.log(3), Math.log(5)] })
    const scores = await createScorer({ spec: { ...SPEC, labels }, encode: words, session: scripted }).score('x')
    expect(scores.neutral).toBeCloseTo(0.2, 12)
    expect(scores.positive).toBeCloseTo(0.3, 12)
    expect(scores.negative).toBeCloseTo(0.5, 12)
    expect(scores).not.toHaveProperty('frustration')
  })

  it('a scorer gives a neutral of 0 where a model knows only two classes', async () => {
    const labels = { count: 2, negative: 1, neutral: undefined, positive: 0 }
    const scripted = session({ logits: [0, Math.log(3)] })
    const scores = await createScorer({ spec: { ...SPEC, labels }, encode: words, session: scripted }).score('x')
    expect(scores).toEqual({ negative: expect.closeTo(0.75, 12), neutral: 0, positive: expect.closeTo(0.25, 12) })
  })

  it('a scorer gives frustration by the head of its own, as it is where there is no curve', async () => {
    const scripted = session({ logits: [0, 0, 0], frustration: [Math.log(4)] })
    const scores = await createScorer({ spec: WITH_HEAD, encode: words, session: scripted }).score('x')
    expect(scores.frustration).toBeCloseTo(0.8, 12)
  })

  it('a scorer puts the head through the curve of the folder', async () => {
    const calibration: ModelSpec['calibration'] = {
      input: 'frustration',
      points: [
        [0, 0],
        [0.8, 0.4],
        [1, 1],
      ],
    }
    const scripted = session({ logits: [0, 0, 0], frustration: [Math.log(4)] })
    const scores = await createScorer({ spec: { ...WITH_HEAD, calibration }, encode: words, session: scripted }).score(
      'x',
    )
    expect(scores.frustration).toBeCloseTo(0.4, 12)
  })

  it('a scorer puts negative and some neutral through the curve where the folder says so', async () => {
    const calibration: ModelSpec['calibration'] = {
      input: { neutralWeight: 0.5 },
      points: [
        [0, 0],
        [1, 0.5],
      ],
    }
    const scripted = session({ logits: [Math.log(2), Math.log(3), Math.log(5)] })
    const scores = await createScorer({ spec: { ...SPEC, calibration }, encode: words, session: scripted }).score('x')
    expect(scores.frustration).toBeCloseTo((0.2 + 0.5 * 0.3) / 2, 12)
  })

  it('a scorer masks mentions and links only where the model was trained so', async () => {
    const seen: string[] = []
    const encode: Encode = (text) => {
      seen.push(text)
      return [1]
    }
    await createScorer({ spec: { ...SPEC, masksTweets: true }, encode, session: session() }).score('@me http://x')
    await createScorer({ spec: SPEC, encode, session: session() }).score('@me http://x')
    expect(seen).toEqual(['@user http', '@me http://x'])
  })

  it('a scorer looks at no more of a text than ten thousand characters', async () => {
    let longest = 0
    const encode: Encode = (text) => {
      longest = Math.max(longest, text.length)
      return [1]
    }
    await createScorer({ spec: SPEC, encode, session: session() }).score('x'.repeat(1_000_000))
    expect(longest).toBe(10_000)
  })

  it('a scorer runs one after the other, in the order it was asked', async () => {
    const log: string[] = []
    const scripted = session(undefined, {
      run: async (inputs) => {
        const name = `${inputs['input_ids']?.data[1]}`
        log.push(`begin ${name}`)
        await Promise.resolve()
        await Promise.resolve()
        log.push(`end ${name}`)
        return { logits: [0, 0, 0] }
      },
    })
    const scorer = createScorer({ spec: SPEC, encode: words, session: scripted })
    await Promise.all(['a', 'bb', 'ccc'].map((text) => scorer.score(text)))
    expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3'])
  })

  it('a scorer hears an utterance where it was said, if the model knows conversations, and the three classes as they are', async () => {
    const conversation = {
      cues: { apology: 1, inability: 0, negation: 0, insistence: 2 },
      prior: 0,
      decay: 1,
      points: [
        [0, 0],
        [1, 1],
      ] as const,
    }
    const values = { logits: [1, 0, 0], frustration: [-1] }
    const scored = (spec: ModelSpec, text: string, before?: string) =>
      createScorer({ spec, encode: words, session: session(values) }).score(text, before)
    const knowing: ModelSpec = { ...WITH_HEAD, conversation }
    const alone = await scored(WITH_HEAD, 'still waiting', 'I am sorry')
    expect(await scored(knowing, 'I wait', 'Hello')).toEqual(alone)
    const { frustration = Number.NaN, ...classes } = await scored(knowing, 'still waiting', 'I am sorry')
    expect(alone).toMatchObject(classes)
    expect(Math.log(frustration / (1 - frustration))).toBeCloseTo(-1 + 1 + 2, 9)
  })

  it('a scorer goes on after a run that failed', async () => {
    let runs = 0
    const scripted = session(undefined, {
      run: async () => {
        runs += 1
        if (runs === 1) throw new Error('lost device')
        return { logits: [0, 0, 0] }
      },
    })
    const scorer = createScorer({ spec: SPEC, encode: words, session: scripted })
    const [first, second] = await Promise.allSettled([scorer.score('a'), scorer.score('b')])
    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled'])
  })

  it('a scorer frees its session only when what was asked is done', async () => {
    const scripted = session()
    const scorer = createScorer({ spec: SPEC, encode: words, session: scripted })
    const scoring = scorer.score('x').then(() => scripted.released())
    await scorer.release()
    expect(await scoring).toBe(false)
    expect(scripted.released()).toBe(true)
  })
})

describe('what a scorer refuses', () => {
  it.each([
    ['a graph that wants pictures', { inputNames: ['input_ids', 'pixel_values'] }, '"pixel_values"'],
    ['a graph without tokens', { inputNames: ['attention_mask'] }, 'input_ids'],
    ['a graph without the output that is promised', { outputNames: ['last_hidden_state'] }, 'no output "logits"'],
  ])('a scorer refuses %s', (_, overrides, part) => {
    expect(() => createScorer({ spec: SPEC, encode: words, session: session(undefined, overrides) })).toThrow(
      expect.objectContaining({ name: 'ModelError', message: expect.stringContaining(part) }),
    )
  })

  it('a scorer refuses a graph without the head that config.json names', () => {
    expect(() => createScorer({ spec: WITH_HEAD, encode: words, session: session() })).toThrow(
      'no output "frustration"',
    )
  })

  it.each([
    ['no number', { logits: [0, Number.NaN, 0] }, SPEC],
    ['an infinite one', { logits: [0, Number.POSITIVE_INFINITY, 0] }, SPEC],
    ['fewer logits than labels', { logits: [0, 0] }, SPEC],
    ['more logits than labels', { logits: [0, 0, 0, 0] }, SPEC],
    ['no number from the head', { logits: [0, 0, 0], frustration: [Number.NaN] }, WITH_HEAD],
    ['nothing from the head', { logits: [0, 0, 0], frustration: [] }, WITH_HEAD],
  ])('a scorer refuses a result with %s', async (_, values, spec) => {
    const scorer = createScorer({ spec, encode: words, session: session(values) })
    await expect(scorer.score('my own words')).rejects.toThrow(ModelError)
    await expect(scorer.score('my own words')).rejects.not.toThrow('words')
  })
})

describe('truncation', () => {
  const within = (text: string, maxLength: number, encode: Encode = words) => encodeWithin(encode, text, maxLength, 9)

  it('truncation leaves what fits as it is', () => {
    expect(within('a bb ccc', 5)).toEqual([START, 1, 2, 3, END])
  })

  it('truncation leaves out the end of the text, and keeps what stands around it', () => {
    expect(within('a bb ccc dddd', 5)).toEqual([START, 1, 2, 3, END])
    expect(within('a bb ccc dddd', 3)).toEqual([START, 1, END])
  })

  it.each([
    ['two in front', (ids: readonly number[]) => [START, START, ...ids], [START, START, 1, 2]],
    ['two behind', (ids: readonly number[]) => [...ids, END, END], [1, 2, END, END]],
    ['none', (ids: readonly number[]) => ids, [1, 2, 3, 4]],
  ])('truncation finds the special tokens wherever they stand: %s', (_, around, expected) => {
    const encode: Encode = (text, special) => (special ? around(words(text, false)) : words(text, false))
    expect(within('a bb ccc dddd eeeee ffffff', 4, encode)).toEqual(expected)
  })

  it('truncation is not misled by a text that looks like special tokens', () => {
    const encode: Encode = (_, special) => (special ? [7, 7, 7, 7, 7, 7] : [7, 7, 7, 7])
    expect(within('x', 4, encode)).toEqual([7, 7, 7, 7])
  })

  it('truncation gives one token of padding for a text without tokens', () => {
    expect(within('', 5, () => [])).toEqual([9])
  })
})
