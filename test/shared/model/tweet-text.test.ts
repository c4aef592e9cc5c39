import { describe, expect, it } from 'vitest'
import { maskTweet } from '../../../shared/model/tweet-text.ts'

describe('tweets', () => {
  it.each([
    ['', ''],
    ['no mention, no link', 'no mention, no link'],
    ['@support help', '@user help'],
    ['thanks @a_b @c!', 'thanks @user @user'],
    ['@ alone', '@ alone'],
    ['mail a@b.example', 'mail a@b.example'],
    ['see https://shop.example/x?y=1', 'see http'],
    ['http://a.example http://b.example', 'http http'],
    ['httpd is masked too', 'http is masked too'],
    ['(http://a.example) is not', '(http://a.example) is not'],
    ['HTTP://A.EXAMPLE is not', 'HTTP://A.EXAMPLE is not'],
  ])('the preprocessing of TweetEval models makes %j to %j', (text, masked) => {
    expect(maskTweet(text)).toBe(masked)
  })

  it('the preprocessing of TweetEval models keeps white space as it is, and takes only single spaces for the ends of words', () => {
    expect(maskTweet('  a   b ')).toBe('  a   b ')
    expect(maskTweet('x\n@you  @me\tand more')).toBe('x\n@you  @user more')
  })
})
