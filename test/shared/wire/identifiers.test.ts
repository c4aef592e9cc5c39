import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identifier } from '../../../shared/wire/identifiers.ts'

const isId = (value: unknown): boolean => identifier.safeParse(value).success

describe('an id', () => {
  it.each(['conv_abc123', 'a', 'a/b', '..%2f', '.hidden', '...', 'späti', '会話', '🙂', 'a b', 'x'.repeat(256)])(
    'an id may be %j',
    (id) => {
      expect(isId(id)).toBe(true)
    },
  )

  it.each([
    '',
    ' ',
    '\u00a0\u2003',
    '.',
    '..',
    'a\u0000b',
    'a\nb',
    '\u007f',
    'x'.repeat(257),
    7,
    null,
    undefined,
    {},
    [],
    ['a'],
    true,
  ])('an id is not %j', (id) => {
    expect(isId(id)).toBe(false)
  })

  it.each(['\ud800', 'a\udfff', '\udc00\ud800'])('an id is not %j, which no URL can carry', (id) => {
    expect(isId(id)).toBe(false)
  })

  it('an id always fits into one path segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (id) => {
        if (!isId(id)) return
        const { pathname } = new URL(`http://host/v2/conversations/${encodeURIComponent(id)}/routing`)
        expect(pathname.split('/')).toHaveLength(5)
        expect(decodeURIComponent(pathname.split('/')[3] ?? '')).toBe(id)
      }),
      { numRuns: 500 },
    )
  })
})
