/** Whether a customer may read a text, by what is known and nothing else. */
import { describe, expect, it } from 'vitest'
import { readableBy } from '../../../../shared/domain/knowledge/language.ts'

describe('a customer and a language', () => {
  it.each([
    ['de', 'Hallo', 'de-AT', true],
    ['de-CH', 'Hallo', 'de', true],
    ['de', 'Hello', 'en', false],
    ['de', 'Hello', undefined, true],
  ])('a customer whose language is told (%s, %j) reads %s: %s', (told, text, language, may) => {
    expect(readableBy({ told, text })(language)).toBe(may)
  })

  it.each([
    ['Where is it?', 'en', true],
    ['Where is it?', 'es', true],
    ['Where is it?', 'ja', false],
    ['Where is it?', 'ar', false],
    ['荷物はどこですか', 'ja', true],
    ['荷物はどこですか', 'zh', false],
    ['荷物はどこですか', 'en', false],
    ['东西', 'zh-Hant', true],
    ['东西', 'ja', true],
    ['أين طردي', 'ar', true],
    ['أين طردي', 'fa', true],
    ['أين طردي iPhone', 'en', false],
    ['Где посылка', 'uk', true],
    ['Где посылка', 'de', false],
    ['12345', 'ja', true],
    ['Where is it?', 'no tag', true],
  ])('a customer whose language nobody told reads by their letters: %j, %s: %s', (text, language, may) => {
    expect(readableBy({ told: undefined, text })(language)).toBe(may)
  })
})
