import { describe, expect, it } from 'vitest'
import { numberChecks } from '../../../../bff/privacy/number-checks.ts'
import { createMasker, type Masker } from '../../../../shared/domain/privacy/mask.ts'
import { rulesFile } from '../../../../shared/rules.ts'

const maskerOf = (privacy: object): Masker => createMasker(rulesFile.parse({ privacy }).privacy, numberChecks)

const everything = maskerOf({
  mask: ['card', 'iban', 'email', 'phone', 'us_ssn'],
  patterns: { order: '\\bORD-\\d{6}\\b' },
  phoneCountries: ['US', 'DE', 'GB'],
})

const HIDDEN: readonly (readonly [what: string, text: string, shown: string])[] = [
  ['a card in one piece', 'my card is 4242424242424242', 'my card is •••• 4242'],
  ['a card in fours', 'Card 4242 4242 4242 4242.', 'Card •••• 4242.'],
  ['a card with dashes', '4012-8888-8888-1881', '•••• 1881'],
  ['a card with dots', '5555.5555.5555.4444', '•••• 4444'],
  ['a card with wide gaps', '4242  -  4242   4242\n4242', '•••• 4242'],
  ['a card digit by digit', '4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2', '•••• 4242'],
  ['a card with invisible characters', '4242\u200b4242\u00ad4242\u20604242', '•••• 4242'],
  ['a card with no-break spaces', '4242\u00a04242\u202f4242\u00a04242', '•••• 4242'],
  ['a card of 15 digits', 'amex 3782 822463 10005 ok', 'amex •••• 0005 ok'],
  ['a card of 14 digits', '3056 930902 5904', '•••• 5904'],
  ['a card of 13 digits', '4222222222222', '•••• 2222'],
  ['a card of 19 digits', '6304 0000 0000 0000 000', '•••• 0000'],
  ['a card before its expiry and code', '4242 4242 4242 4242 12/27 123', '•••• 4242 12/27 123'],
  ['a card behind a number', 'card 2 4242 4242 4242 4242', 'card 2 •••• 4242'],
  ['two cards in one text', '4242424242424242, 5555555555554444', '•••• 4242, •••• 4444'],
  [
    'a card in German',
    'Meine Kartennummer lautet 4000 0566 5566 5556, bitte prüfen',
    'Meine Kartennummer lautet •••• 5556, bitte prüfen',
  ],
  ['a card in Spanish', 'Mi tarjeta es 5105-1051-0510-5100, ¿la ve?', 'Mi tarjeta es •••• 5100, ¿la ve?'],
  ['a card in Japanese, without spaces', 'カード番号は4242424242424242です', 'カード番号は•••• 4242です'],
  ['a card in full width', 'カード４２４２　４２４２　４２４２　４２４２', 'カード•••• 4242'],
  ['a card in Arabic digits', 'رقم بطاقتي ٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢', 'رقم بطاقتي •••• 4242'],
  ['a card in Devanagari digits', 'कार्ड ४२४२४२४२४२४२४२४२', 'कार्ड •••• 4242'],
  ['a card that a word runs into', 'cc4242424242424242', 'cc•••• 4242'],
  ['a card behind a plus', '+4242424242424242', '+•••• 4242'],
  ['an account in groups', 'IBAN: DE89 3704 0044 0532 0130 00 thanks', 'IBAN: [iban] thanks'],
  ['an account in one piece', 'GB29NWBK60161331926819', '[iban]'],
  ['an account in small letters', 'fr14 2004 1010 0505 0001 3m02 606', '[iban]'],
  ['an account with dashes', 'ES91-2100-0418-4502-0005-1332', '[iban]'],
  ['an account that its name runs into', 'IBANNL91ABNA0417164300', 'IBAN[iban]'],
  ['an account in Arabic', 'حسابي SA03 8000 0000 6080 1016 7519 شكرا', 'حسابي [iban] شكرا'],
  ['an address of mail', 'write to jane.doe+test@mail.example.co.uk.', 'write to [email].'],
  ['an address in angle brackets', 'Jane <jane@example.com>', 'Jane <[email]>'],
  ['an address in Japanese, without spaces', '私のメールはtaro@example.comです', '私のメールは[email]です'],
  ['an address of another script', 'пишите на иван@почта.рф', 'пишите на [email]'],
  ['an address with an umlaut', 'info@bücher.de', '[email]'],
  ['a phone number with its country', 'call +49 30 901820 today', 'call [phone] today'],
  ['a phone number in one piece', '+14155552671', '[phone]'],
  ['a phone number with two zeros', '0049 30 901820', '[phone]'],
  ['a phone number of the United States', '(415) 555-2671', '[phone]'],
  ['a phone number with dots', '415.555.2671', '[phone]'],
  ['phone numbers in a row', '415-555-2671 415-555-2672 415-555-2673', '[phone] [phone] [phone]'],
  ['phone numbers line by line', '415-555-2671\n415-555-2672\n415-555-2673', '[phone]\n[phone]\n[phone]'],
  ['a phone number behind another number', 'order 7 (415) 555-2671', 'order 7 [phone]'],
  ['a phone number of Germany', 'Tel. 030 901820', 'Tel. [phone]'],
  ['a phone number of Germany with a slash', '030/901820', '[phone]'],
  ['a phone number of Britain', '020 7183 8750', '[phone]'],
  ['a social security number', 'ssn 123-45-6789', 'ssn [us_ssn]'],
  ['a social security number with spaces', '123 45 6789', '[us_ssn]'],
  ['what an own pattern names', 'about ORD-123456 please', 'about [order] please'],
]

const SHOWN: readonly (readonly [what: string, text: string])[] = [
  ['a card with a wrong digit', '4242 4242 4242 4241'],
  ['twelve digits', '424242424242'],
  ['twenty digits', '42424242424242424242'],
  ['a tracking id', '1Z999AA10123456784'],
  ['a tracking id of digits that fails the check', '9400 1000 0000 0000 0000 00'],
  ['an order number', 'order 20260131-000123'],
  ['a moment', '2026-01-31 09:30:00'],
  ['a moment in digits alone', '2026-01-31 093006'],
  ['a moment as Germans write it', '31.01.2026 093008'],
  ['a date', '31.01.2026'],
  ['a date in slashes', '01/31/2026'],
  ['a range of dates', '2026-01-31 - 2026-02-14'],
  ['a price', '1.234.567,89 €'],
  ['a large price', '$12,345,678.90'],
  ['a fraction', '0.4242424242424242'],
  ['a hash', 'f4242424242424242a'],
  ['a universally unique id', '550e8400-e29b-41d4-a716-446655440000'],
  ['a version', 'v2.10.4'],
  ['an address of the network', '192.168.100.200'],
  ['an account with a wrong check digit', 'DE88 3704 0044 0532 0130 00'],
  ['an account of no country', 'XX89 3704 0044 0532 0130 00'],
  ['a mention', 'thanks @support'],
  ['a mail address without a domain', 'me@home'],
  ['a social security number that was never given', '666-45-6789'],
  ['a part number', '123-45-67890'],
  ['a longer part number', '12-415-555-2671'],
  ['a phone number that nobody can have', '+49 1'],
  ['a plain number', 'I waited 4155552671 ms'],
  ['a percentage', '12.5 %'],
  ['an order number in another form', 'ORD-12345'],
  ['masked text', 'my card is •••• 4242'],
]

describe('a text', () => {
  it.each(HIDDEN)('hides %s', (_what, text, shown) => {
    expect(everything(text).text).toBe(shown)
  })

  it.each(SHOWN)('a text shows %s', (_what, text) => {
    expect(everything(text)).toEqual({ text, masked: [] })
  })

  it('a text tells how many of each kind it hides', () => {
    const { masked } = everything('a@b.example, 4242424242424242 or 5555555555554444, ORD-123456')
    expect(masked).toEqual([
      { kind: 'email', count: 1 },
      { kind: 'card', count: 2 },
      { kind: 'order', count: 1 },
    ])
  })

  it('a text is the same when it is masked again', () => {
    for (const [, text] of HIDDEN) {
      const once = everything(text).text
      expect(everything(once)).toEqual({ text: once, masked: [] })
    }
  })

  it('hides no more than the rules say', () => {
    const text = '4242424242424242 a@b.example ORD-123456'
    expect(maskerOf({ mask: ['email'] })(text).text).toBe('4242424242424242 [email] ORD-123456')
    expect(maskerOf({ mask: [] })(text).text).toBe(text)
  })

  it('hides the whole of what is two things at once', () => {
    const masker = maskerOf({ patterns: { member: '42 [A-Z]+' } })
    expect(masker('4242 4242 4242 4242 ABC').text).toBe('•••• 4242')
  })
})

describe('a text of 100 KB', () => {
  const UNITS = [
    '4',
    '4 ',
    '4242 ',
    '42-',
    '4\u200b',
    'DE89',
    'DE89 ',
    'a@',
    '@',
    'a@b.',
    '@a.',
    '+4',
    '+49 30 ',
    '030 12345 ',
    '415-555-2671 ',
    '(4',
    '0049 ',
    '123-45-',
    '. ',
    'ä@ä.',
    '４ ',
    'ORD-12345',
  ]
  it.each(UNITS)('a text of 100 KB of nothing but %j is read in a moment', (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length))
    const { user } = process.cpuUsage()
    everything(text)
    // What is not linear takes minutes for this.
    expect((process.cpuUsage().user - user) / 1000).toBeLessThan(3000)
  })
})
