import { describe, expect, it } from 'vitest'
import { encodeBy, numbersOf, reasonOf } from '../../../shared/model/from-library.ts'

describe('what a library says', () => {
  it('is its first line, cut short', () => {
    expect(reasonOf(new Error('no such operator\n    at somewhere'))).toBe('no such operator')
    expect(reasonOf('x'.repeat(500))).toHaveLength(200)
  })
})

describe('the values of an output', () => {
  it('are taken where they are floating point numbers of either size', () => {
    for (const data of [new Float32Array([0.5]), new Float64Array([0.5])]) expect(numbersOf('logits', data)).toBe(data)
  })

  it('are refused, by the name of the output, where they are anything else', () => {
    for (const data of [new BigInt64Array(1), ['yes'], undefined]) {
      expect(() => numbersOf('logits', data)).toThrow(
        'the output "logits" of the model holds no floating point numbers',
      )
    }
  })
})

describe('an encoder', () => {
  const idsOf = (ids: readonly number[]) => encodeBy(() => ({ encode: () => ({ ids }) }))

  it('gives the ids of the library, with special tokens only where they are wanted', () => {
    const asked: boolean[] = []
    const encode = encodeBy(() => ({
      encode: (_, { add_special_tokens }) => {
        asked.push(add_special_tokens)
        return { ids: [0, 5, 2] }
      },
    }))
    expect(encode('hello', true)).toEqual([0, 5, 2])
    encode('hello', false)
    expect(asked).toEqual([true, false])
  })

  it('refuses a text for which the library leaves a hole', () => {
    expect(() => idsOf([0, Number.NaN])('hello', true)).toThrow('nor one for the unknown')
  })

  it('is refused, with what the library says, where it cannot read the tokenizer', () => {
    const build = () => {
      throw new Error('Unknown model type\nand more')
    }
    expect(() => encodeBy(build)).toThrow('tokenizer.json cannot be used: Unknown model type')
  })
})
