/**
 * Letters that look like Latin ones. Key: what they look like, lower case. Value: their code points in hexadecimal.
 *
 * Source: confusables of Unicode Technical Standard 39 (Unicode 15.0), as ICU 72 reports them: every code point whose
 * skeleton, case-folded, is Latin letters, less those that NFKD and lower-casing turn into the same letters anyway.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: '251 391 3b1 410 430 13aa 15c5 1d45 237a 2c6d a4ee ab7a 102a0 16f40 1d6a8 1d6c2 1d6e2 1d6fc 1d71c 1d736 1d756 1d770 1d790 1d7aa 1e030 1e051',
  aa: 'a732 a733',
  ae: 'c6 e6 4d4 4d5 1d2d 10783',
  ai: '1fb3 1fbc',
  ao: 'a734 a735',
  ar: '1f707',
  au: 'a736 a737',
  av: 'a738 a739 a73a a73b',
  ay: 'a73c a73d',
  b: '13cf 13f4 13fc 1472 15af 15f7 a4d0 ab9f 10282 102a1 10301',
  c: '421 441 13df 1c83 1d04 2ca4 2ca5 a4da abaf 102a2 10302 10415 1043d 1051c 118e9 118f2 1e03f 1e05e 1f74c',
  d: '500 501 13a0 13e7 146f 15de 15ea a4d2 a4d3 ab70 abb7',
  dz: '2a3 10787',
  e: '415 435 4bc 4bd 13ac 212e 22ff 2d39 a4f0 ab32 ab7c 10286 1e035 1e056',
  f: '554 584 15b4 1e9d a4dd a798 a799 ab35 10287 102a5 10525 118a2 118c2 1d213',
  g: '18d 261 551 581 13c0 13f3 13fb 1d83 1da2 a4d6 a7ac ab90',
  h: '4ba 4bb 540 570 13bb 13c2 157c a4e7 ab8b ab92 102cf',
  i: '131 196 269 26a 345 399 3b9 406 456 4c0 4cf 13a5 1da5 1da6 1fbe 2373 a646 a647 a7ae ab75 118a3 118c3 1d6a4 1d6b0 1d6ca 1d6ea 1d704 1d724 1d73e 1d75e 1d778 1d798 1d7b2 1e04c 1e050 1e068',
  j: '37f 3f3 408 458 13ab 148d a4d9 ab7b 1e04d',
  k: '13e6 16d5 a4d7 abb6 10518',
  l: '1c0 5c0 5d5 5df 627 661 6f1 7ca 13de 14aa 16c1 2223 23fd 2d4f a4e1 a4f2 abae fe8d fe8e ff5c 1028a 10309 10320 10526 107b6 16f16 16f28 1d22a 1e8c7 1ee00 1ee80',
  ll: '1c1 5f0 2016 2225 107b7',
  ls: '2aa 10799',
  lt: '20b6',
  lz: '2ab 1079a',
  m: '13b7 15f0 16d6 a4df ab87 102b0 10311',
  mb: '1f76b',
  n: '548 54c 578 57c a4e0 10513',
  o: '39f 3a3 3bf 3c2 3c3 3f2 3f9 41e 43e 555 585 5e1 647 665 6be 6c1 6d5 6f5 7c0 966 9e6 a66 ae6 b20 b66 be6 c02 c66 c82 ce6 d02 d20 d66 d82 e50 ed0 101d 1040 10ff 12d0 1c82 1cbf 1d0f 1d11 2c9e 2c9f 2d54 3007 a4f3 ab3d fba6 fba7 fba8 fba9 fbaa fbab fbac fbad fee9 feea feeb feec 10292 102ab 10404 1042c 104c2 104ea 10516 114d0 118a8 118b7 118c8 118d7 118e0 1d6b6 1d6ba 1d6d0 1d6d3 1d6d4 1d6f0 1d6f4 1d70a 1d70d 1d70e 1d72a 1d72e 1d744 1d747 1d748 1d764 1d768 1d77e 1d781 1d782 1d79e 1d7a2 1d7b8 1d7bb 1d7bc 1e03c 1e05c 1ee24 1ee64 1ee84',
  oe: '152 153 a7f9',
  oo: '221e a698 a699 a74e a74f',
  p: '3a1 3c1 3f1 420 440 13e2 146d 1d68 2374 2ca2 2ca3 a4d1 abb2 10295 1d6b8 1d6d2 1d6e0 1d6f2 1d70c 1d71a 1d72c 1d746 1d754 1d766 1d780 1d78e 1d7a0 1d7ba 1d7c8 1e03e',
  q: '51a 51b 533 536 563 566 2d55',
  qe: '1f700',
  r: '413 433 13a1 13d2 1587 1d26 2c84 2c85 a4e3 ab47 ab48 ab71 aba2 16f35 1d216 1e033 1e054',
  rn: '11700 118e3',
  s: '1bc 1bd 405 455 13d5 13da a4e2 a731 aba5 abaa 10296 10420 10448 118a1 118c1 16f3a 1e069',
  ss: '392 3b2 3d0 13f0 13f8 1d5d 1d66 a7b4 a7b5 1d6a9 1d6c3 1d6e3 1d6fd 1d71d 1d737 1d757 1d771 1d791 1d7ab',
  t: '13a2 22a4 27d9 a4d4 ab72 10297 102b1 10315 16f0a 1f768',
  tf: 'a777',
  ts: '2a6 107ac',
  u: '1b2 28b 3a5 3c5 3d2 54d 57d 1200 144c 1d1c 1db8 1db9 222a 22c3 a4f4 a79e a79f ab4e ab52 ab5f 104ce 104f6 118b8 118d8 16f42 1d6bc 1d6d6 1d6f6 1d710 1d730 1d74a 1d76a 1d784 1d7a4 1d7be',
  ue: '1d6b',
  uo: 'ab63',
  v: '39d 3bd 474 475 5d8 667 6f7 13d9 142f 1d20 2228 22c1 2d38 a4e6 a6df aba9 1051d 11706 118a0 118c0 16f08 1d20d 1d6b4 1d6ce 1d6ee 1d708 1d728 1d742 1d762 1d77c 1d79c 1d7b6',
  vb: '1f76c',
  w: '19c 26f 460 461 51c 51d 531 561 13b3 13d4 1d21 1d5a a4ea ab83 aba4 1170a 1170e 1170f 118e6 118ef',
  x: 'd7 425 445 1541 157d 166d 166e 16b7 2573 292b 292c 2a2f 2d5d a4eb 10290 102b4 10317 10322 10527 118ec 1e043 1e061',
  y: '194 263 28f 2e0 393 3b3 423 443 4ae 4af 10e7 13a9 13bd 1ca7 1d5e 1d67 1d8c 1efe 1eff 213d 213e a4ec ab5a ab79 ab8d 102b2 107b2 118bc 118dc 16f43 1d6aa 1d6c4 1d6e4 1d6fe 1d71e 1d738 1d758 1d772 1d792 1d7ac 1e041 1e04f 1e05f',
  z: '13c3 1d22 a4dc ab93 102f5 118a4 118c4 118e5',
}

/**
 * What readers take for Latin letters and UTS 39 does not, since it wants them to look the same: letters with a stroke,
 * small capitals, and Greek, Cyrillic and phonetic letters that differ a little.
 */
const ALMOST_ALIKE: Readonly<Record<string, string>> = {
  a: '250 252 1d00 2c65',
  b: '180 183 243 253 299 412 42c 432 44c',
  c: '188 23c 254 2184 a793',
  d: '110 111 256 257 18b 18c 1d05',
  e: '190 1dd 247 259 25b 3b5 404 42d 454 44d 1d07 2c7b',
  f: '192 a730',
  g: '1e5 260 262',
  h: '126 127 29c 41d 43d',
  i: '197 268 457',
  j: '249 25f 1d0a',
  k: '199 39a 3ba 41a 43a 49b 1d0b',
  l: '141 142 19a 26b 29f 2c61 1d0c',
  m: '271 39c 41c 43c 1d0d',
  n: '14a 14b 19e 272 273 274 3ae 3b7 418 41f 438 43f 1d0e',
  o: 'd8 f8 275 3b4 424 444',
  p: 'fe 1a5 1d18 1d7d',
  q: '24b 1eb',
  r: '24d 27c 27d 27e 280 42f 44f',
  s: '23f 282 10bd 2d1d a731',
  t: '166 167 1ab 1ad 288 3a4 3c4 422 442 1d1b',
  u: '173 244 289 3bc 446',
  w: '3c9 428 448',
  x: '3c7',
  y: '1b4 24f',
  z: '1b6 225 240 290 396 3b6',
}

/** What looks like another letter than its small or its compatibility form does: Greek capitals, lunate sigma, long s. */
const BY_LOOKS: Readonly<Record<string, string>> = {
  b: '392',
  c: '3f2 3f9',
  f: '17f',
  h: '397',
  m: '39c',
  n: '39d',
  y: '3a5',
  z: '396',
}

/** Alphabets in boxes and bubbles, A to Z, that compatibility forms do not undo: the code point of their A. */
const ENCLOSED = [0x1f150, 0x1f170, 0x1f1e6]

const read = (table: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(table).flatMap(([latin, codes]) =>
    codes.split(' ').map((code): [string, string] => [String.fromCodePoint(Number.parseInt(code, 16)), latin]),
  )

const enclosed = ENCLOSED.flatMap((first) =>
  Array.from('abcdefghijklmnopqrstuvwxyz', (latin, n): [string, string] => [String.fromCodePoint(first + n), latin]),
)

/** Code point to the Latin letters it looks like. */
export const lookAlikes: ReadonlyMap<string, string> = new Map([
  ...read(ALMOST_ALIKE),
  ...read(LOOK_ALIKES),
  ...enclosed,
])

/** The same, where the letter as it stands looks like another one than what folding makes of it. */
export const unfoldedLookAlikes: ReadonlyMap<string, string> = new Map(read(BY_LOOKS))

/** What looks like a letter and may as well be meant as the sign it is: `legal|action`, `refund×`, a footnote's number. */
export const ambiguousSigns: ReadonlySet<string> = new Set([
  ...'|¦ǀǁǂǃ¹²³⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉',
  ...read(LOOK_ALIKES).flatMap(([sign]) => (/[\p{S}\p{P}]/u.test(sign) ? [sign] : [])),
])
