/** How people smuggle words past filters: our own collection, on purpose not the one that the policy has. */

/** The same numbers for the same seed, in [0, 1). */
export type Random = () => number

/** Mulberry32. */
export const seeded = (seed: number): Random => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pick = <T>(random: Random, items: readonly [T, ...T[]]): T =>
  items[Math.floor(random() * items.length)] ?? items[0]

export type Disguise = (text: string, random: Random) => string

const eachLetter = (text: string, change: (letter: string) => string): string => Array.from(text, change).join('')

/** Puts something between some neighbouring letters, and not where a word ends. */
const between =
  (share: number, items: readonly [string, ...string[]]): Disguise =>
  (text, random) =>
    text.replace(/(?<=\p{L})(?=\p{L})/gu, () => (random() < share ? pick(random, items) : ''))

const SPACES = ['\u00a0', '\u2003', '\u2009', '\u202f', '\u3000', '\u1680', '\u2007', '\t', '  ', ' \u00a0 '] as const
const INVISIBLE = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u180e', '\u3164'] as const
const MARKS = ['\u0301', '\u0308', '\u0323', '\u0327', '\u0336', '\u0489', '\u20d2'] as const
const SIGNS = ['.', '-', '_', '*', '·', '/', '~', '’', ',', '•', '|', '\u02bc', '\uff5c'] as const

/** By letter: what strangers type instead, small and capital. */
const STRANGERS: Readonly<Record<string, string>> = {
  a: 'аɑαᴀ@',
  b: 'ЬВᏴʙ',
  c: 'сϲᴄⅽС',
  d: 'ԁđᴅⅾ',
  e: 'еєεҽɛЕΕ',
  f: 'ƒꜰ',
  g: 'ɡցɢ',
  h: 'һнʜհΗ',
  i: 'іιıɪΙІ',
  j: 'јϳ',
  k: 'кκᴋΚ',
  l: 'ӏⅼłʟΙІ',
  m: 'мᴍⅿΜМ',
  n: 'ոηɴΝпո',
  o: 'оοօᴏøОΟ',
  p: 'рρᴘΡ',
  q: 'ԛ',
  r: 'гʀᴦ',
  s: 'ѕꜱႽЅ',
  t: 'тτᴛТΤŧ',
  u: 'υսᴜμ',
  v: 'ѵνᴠ',
  w: 'ԝωᴡш',
  x: 'хχ',
  y: 'уүʏΥγ',
  z: 'ᴢƶΖ',
}

const strange =
  (share: number): Disguise =>
  (text, random) =>
    eachLetter(text, (letter) => {
      const [first, ...others] = Array.from(STRANGERS[letter.toLowerCase()]?.replace('@', '') ?? '')
      return first !== undefined && random() < share ? pick(random, [first, ...others]) : letter
    })

/** Alphabets that Unicode holds a second time: the code points of their A and a. */
const alphabet =
  (capital: number, small: number): Disguise =>
  (text) =>
    eachLetter(text, (letter) => {
      const code = letter.codePointAt(0) ?? 0
      if (/[A-Z]/.test(letter)) return String.fromCodePoint(capital + code - 65)
      return /[a-z]/.test(letter) ? String.fromCodePoint(small + code - 97) : letter
    })

const MATHEMATICAL = [0x1d400, 0x1d468, 0x1d4d0, 0x1d56c, 0x1d5a0, 0x1d5d4, 0x1d608, 0x1d63c, 0x1d670] as const

/** Every one leaves a text that a person still reads at once. */
export const DISGUISES: Readonly<Record<string, Disguise>> = {
  'upper case': (text) => text.toUpperCase(),
  'mixed case': (text, random) => eachLetter(text, (letter) => (random() < 0.5 ? letter.toUpperCase() : letter)),
  'spaces inside words': between(0.5, [' ', '  ', '\u2009', '\u00a0']),
  'exotic spaces': (text, random) => text.replaceAll(' ', () => pick(random, SPACES)),
  'line breaks': (text, random) => text.replaceAll(' ', () => pick(random, ['\n', '\r\n', ' \n ', '\u2028', '\u0085'])),
  'no spaces': (text) => text.replaceAll(' ', ''),
  'invisible characters': between(0.6, INVISIBLE),
  'soft hyphens': between(1, ['\u00ad']),
  'one sign between letters': (text, random) => between(1, [pick(random, SIGNS)])(text, random),
  'signs between words': (text, random) => text.replaceAll(' ', () => pick(random, SIGNS)),
  diacritics: (text, random) =>
    eachLetter(text, (letter) => (/\p{L}/u.test(letter) ? letter + pick(random, MARKS) : letter)),
  'full width': alphabet(0xff21, 0xff41),
  mathematical: (text, random) => {
    const capital = pick(random, MATHEMATICAL)
    return alphabet(capital, capital + 26)(text, random)
  },
  circled: alphabet(0x24b6, 0x24d0),
  'in dark boxes': (text, random) => alphabet(0x1f170, 0x1f170)(text, random),
  'in dark bubbles': (text, random) => alphabet(0x1f150, 0x1f150)(text, random),
  'some strange letters': strange(0.3),
  'strange letters wherever there are any': strange(1),
  'curly quotes around words': (text) => text.replace(/\p{L}+/gu, '“$&”'),
  'a footnote': (text) => `${text}¹`,
  'written backwards': (text) => `\u202e${Array.from(text).reverse().join('')}\u202c`,
  'digits for letters': (text) => text.replaceAll('o', '0').replaceAll('i', '1'),
}
