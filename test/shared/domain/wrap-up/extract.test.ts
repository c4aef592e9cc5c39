/** A summary by rules: what it takes from a conversation, and that it takes nothing from elsewhere. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extract } from '../../../../shared/domain/wrap-up/extract.ts'
import type { SummaryMaterial } from '../../../../shared/domain/wrap-up/material.ts'
import type { SpokenUtterance } from '../../../../shared/domain/wrap-up/reading.ts'
import type { Speaker } from '../../../../shared/wire/vocabulary.ts'
import type { SummaryPointKind } from '../../../../shared/wire/wrap-up.ts'

type Line = readonly [Speaker, string]

const materialOf = (lines: readonly Line[], more: Partial<SummaryMaterial> = {}): SummaryMaterial => ({
  utterances: lines.map(([speaker, text], n) => ({ utteranceId: `u${n}`, speaker, text })),
  scores: [],
  elevatedFrom: 0.35,
  ...more,
})

const textsOf = (
  kind: SummaryPointKind,
  lines: readonly Line[],
  more: Partial<SummaryMaterial> = {},
  language = 'en',
) =>
  extract(materialOf(lines, more), language)
    .points.filter((point) => point.kind === kind)
    .map(({ text }) => text)

describe('the reason', () => {
  it('the reason is what the customer asked for first, and no greeting', () => {
    expect(
      textsOf('reason', [
        ['customer', 'Hello!'],
        ['agent', 'Hello, how can I help?'],
        ['customer', 'Hi there, I want to cancel my subscription.'],
      ]),
    ).toEqual(['“I want to cancel my subscription.”'])
  })

  it('the reason is no answer to a question, however much it says', () => {
    expect(
      textsOf('reason', [
        ['customer', 'My kettle arrived broken.'],
        ['agent', 'What is your address?'],
        ['customer', 'I need it at 5 Harbour Lane please.'],
      ]),
    ).toEqual(['“My kettle arrived broken.”'])
  })

  it('the reason carries the intent that an agent or the bot was sure of, and is the utterance that it was understood from', () => {
    const lines: readonly Line[] = [
      ['customer', 'Good evening, the weather is awful today.'],
      ['customer', 'My bill is far too high.'],
    ]
    const { headline, points } = extract(materialOf(lines, { intent: { name: 'billing_inquiry', utteranceId: 'u1' } }))
    expect(headline).toBe('billing inquiry: “My bill is far too high.”')
    expect(points[0]).toEqual({
      kind: 'reason',
      text: 'billing inquiry: “My bill is far too high.”',
      utteranceIds: ['u1'],
    })
  })

  it('the reason is the wish that the bot’s card tells of too, of several', () => {
    const lines: readonly Line[] = [
      ['customer', 'I need some tea.'],
      ['customer', 'I need my refund.'],
    ]
    const handover = { summary: 'Waits for a refund', collected: {} }
    expect(textsOf('reason', lines, { handover })[0]).toBe('“I need my refund.”')
  })

  it('what the customer wanted besides is a reason of its own', () => {
    expect(
      textsOf('reason', [
        ['customer', 'I want to return these boots.'],
        ['agent', 'That is possible.'],
        ['customer', 'I also need to change my delivery address.'],
      ]),
    ).toEqual(['“I want to return these boots.”', '“I also need to change my delivery address.”'])
  })

  it('the reason is not made up where the customer asked for nothing, and the headline says so', () => {
    const { headline, points } = extract(materialOf([['customer', 'Hello']]))
    expect(headline).toBe('The customer asked for nothing that is recorded')
    expect(points).toEqual([])
  })
})

describe('facts', () => {
  it('facts are what the customer answered, under the name by which they were asked, and the newest counts', () => {
    expect(
      textsOf('facts', [
        ['customer', 'I want a refund.'],
        ['agent', 'Could I get your order number, please?'],
        ['customer', '5512'],
        ['agent', 'Sorry, can you confirm your order number?'],
        ['customer', 'It is 5521.'],
        ['agent', 'When did it arrive?'],
        ['customer', 'On Saturday.'],
      ]),
    ).toEqual(['order number: “It is 5521.”', '“When did it arrive?” “On Saturday.”'])
  })

  it('facts are numbers and days that the customer named unasked', () => {
    expect(
      textsOf('facts', [
        ['customer', 'I want a refund.'],
        ['agent', 'Certainly.'],
        ['customer', 'My order was ORD-991. It was lovely.'],
      ]),
    ).toEqual(['“My order was ORD-991.”'])
  })

  it('facts of the bot’s card stand there where somebody said them, and else not', () => {
    const lines: readonly Line[] = [['customer', 'I want a refund for account 99 88 77.']]
    const handover = { collected: { account_number: '998877', tier: 'gold' } }
    expect(textsOf('facts', lines, { handover })).toEqual(['account number: “998877”'])
  })

  it.each([
    [
      'asked for',
      [
        ['agent', 'And your PIN as well please?'],
        ['customer', 'It is 3100.'],
      ],
    ],
    ['told unasked', [['customer', 'By the way my pin number is 3100.']]],
    ['told without a digit', [['customer', 'my password is swordfish3100']]],
    ['told in German', [['customer', 'Ich möchte mein Konto sperren, mein Passwort lautet 3100.']]],
  ] as const)('a secret that was %s is not written down', (_how, lines) => {
    const summary = extract(materialOf([['customer', 'I want a refund.'], ...lines]))
    expect(JSON.stringify(summary)).not.toContain('3100')
  })
})

describe('what was done and promised', () => {
  it('what the agent did, could not do and promised is told with times as they were said', () => {
    const lines: readonly Line[] = [
      ['customer', 'I want a refund.'],
      ['agent', 'Let me check that for you. I’ve already refunded the kettle.'],
      ['agent', 'Unfortunately we cannot refund the postage.'],
      ['agent', 'I will call you back within 24 hours. Is there anything else I can help you with?'],
    ]
    expect(textsOf('done', lines)).toEqual([
      '“I’ve already refunded the kettle.”',
      '“Unfortunately we cannot refund the postage.”',
    ])
    expect(textsOf('promised', lines)).toEqual(['“I will call you back within 24 hours.”'])
  })

  it('what was done is said to be the bot’s where it was, and once however often it was said', () => {
    const { points } = extract(
      materialOf([
        ['customer', 'I want a refund.'],
        ['bot', 'Your ticket has been created.'],
        ['bot', 'Your ticket has been created.'],
      ]),
    )
    expect(points.filter(({ kind }) => kind === 'done')).toEqual([
      { kind: 'done', text: '“Your ticket has been created.” (bot)', utteranceIds: ['u1', 'u2'] },
    ])
  })

  it('what the customer was told stands there as told where nothing was done', () => {
    expect(
      textsOf('done', [
        ['customer', 'How high is my balance?'],
        ['agent', 'The balance on the account stands at 40 dollars.'],
      ]),
    ).toEqual(['Told: “The balance on the account stands at 40 dollars.”'])
  })
})

describe('what is open', () => {
  it('what is open is what either side asked last and nobody answered', () => {
    expect(
      textsOf('open', [
        ['customer', 'Where is my parcel?'],
        ['agent', 'It has left the warehouse.'],
        ['customer', 'When does it arrive?'],
        ['agent', 'Which street do you live in?'],
      ]),
    ).toEqual(['The customer asked: “When does it arrive?”', 'The agent asked: “Which street do you live in?”'])
  })

  it('an offer of further help is not open', () => {
    expect(
      textsOf('open', [
        ['customer', 'I want a refund.'],
        ['agent', 'It is refunded. Is there anything else that I can do for you?'],
      ]),
    ).toEqual([])
  })
})

describe('the mood', () => {
  const lines: readonly Line[] = [
    ['customer', 'I want a refund.'],
    ['customer', 'This is the third time!'],
    ['customer', 'You are useless.'],
    ['customer', 'Fine, thanks.'],
  ]
  const scored = (...figures: readonly number[]) => ({
    scores: figures.map((frustration, n) => ({ utteranceId: `u${n}`, frustration })),
  })

  it.each([
    [
      [0.1, 0.4, 0.8, 0.1],
      'Frustration rose on “This is the third time!”, was highest on “You are useless.”, calm since “Fine, thanks.”.',
    ],
    [[0.1, 0.1, 0.5, 0.6], 'Frustration rose on “You are useless.”, was highest on “Fine, thanks.”, not calm since.'],
    [[0.1, 0.1, 0.2, 0.1], 'Calm throughout.'],
  ])('the mood of the figures %j is told so: %s', (figures, text) => {
    expect(textsOf('mood', lines, scored(...figures))).toEqual([text])
  })

  it('the mood that nobody scored is not told', () => {
    expect(textsOf('mood', lines)).toEqual([])
  })
})

describe('languages', () => {
  it.each([
    [
      'de',
      [
        'Guten Tag, ich möchte meinen Vertrag kündigen.',
        'Wie lautet bitte Ihre Kundennummer?',
        '4711',
        'Ich habe den Vertrag gekündigt.',
        'Sie erhalten innerhalb von 2 Tagen eine Bestätigung.',
      ],
    ],
    [
      'es',
      [
        'Hola, quiero cancelar mi contrato.',
        '¿Me puede dar su número de cliente?',
        '4711',
        'Su contrato ha sido cancelado.',
        'Recibirá un correo en un plazo de 24 horas.',
      ],
    ],
    [
      'fr',
      [
        'Bonjour, je voudrais résilier mon contrat.',
        'Pouvez-vous me donner votre numéro de client ?',
        '4711',
        'Votre contrat a été résilié.',
        'Vous recevrez un courriel sous 24 heures.',
      ],
    ],
    [
      'ja',
      [
        'こんにちは。契約を解約したいです。',
        'お客様番号を教えていただけますか？',
        '4711',
        '解約の手続きが完了しました。',
        '24時間以内に確認メールをお送りします。',
      ],
    ],
    [
      'ar',
      [
        'السلام عليكم، أريد إلغاء العقد.',
        'ما هو رقم العميل؟',
        '4711',
        'تم إلغاء العقد بنجاح.',
        'سوف تصلك رسالة خلال 24 ساعة.',
      ],
    ],
  ] as const)(
    'a conversation in %s is told by reason, facts, what was done and what was promised',
    (language, said) => {
      const speakers: readonly Speaker[] = ['customer', 'agent', 'customer', 'agent', 'agent']
      const { points } = extract(materialOf(said.map((text, n) => [speakers[n] ?? 'agent', text] as const)), language)
      expect(points.map(({ kind, utteranceIds }) => `${kind} ${utteranceIds.join(' ')}`)).toEqual([
        'reason u0',
        'facts u1 u2',
        'done u3',
        'promised u4',
      ])
    },
  )

  it('the words around what was said are those of the language that is asked for, and English where there are none', () => {
    const lines: readonly Line[] = [['customer', 'When does it arrive?']]
    const headlines = ['de', 'es', 'fr-CA', 'ja', 'ar', 'tlh'].map(
      (language) => textsOf('open', lines, {}, language)[0],
    )
    expect(headlines).toEqual([
      'Kundschaft fragte: „When does it arrive?“',
      'Preguntó el cliente: «When does it arrive?»',
      'Le client a demandé : « When does it arrive? »',
      'お客様からの質問：「When does it arrive?」',
      'سأل العميل: «When does it arrive?»',
      'The customer asked: “When does it arrive?”',
    ])
  })
})

describe('any conversation', () => {
  const phrase = fc.constantFrom(
    'I want a refund.',
    'Hello',
    'May I have your name, please?',
    'It is 5512.',
    'I have sent it.',
    'I will call you within 2 hours.',
    'When?',
    'Is there anything else?',
    'my pin is 1234',
    'よろしいですか？',
    'Dr.',
    '…',
    'Unfortunately not.',
  )
  const text = fc.oneof(
    phrase,
    fc.string({ unit: 'grapheme' }),
    fc.array(phrase, { maxLength: 5 }).map((all) => all.join(' ')),
  )
  const speaker = fc.constantFrom<Speaker>('customer', 'agent', 'bot')
  const utterances = fc
    .array(fc.record({ speaker, text }), { maxLength: 40 })
    .map((all) => all.map((each, n): SpokenUtterance => ({ utteranceId: `u${n}`, ...each })))
  const figure = fc.double({ min: 0, max: 1, noNaN: true })

  it('each point names utterances that there are, and every quotation in it was said in them', () => {
    const squeezed = (all: string): string => all.replaceAll(/\s+/gu, ' ')
    fc.assert(
      fc.property(utterances, fc.array(figure, { maxLength: 40 }), (said, figures) => {
        const scores = figures.map((frustration, n) => ({ utteranceId: `u${n}`, frustration }))
        const material = { utterances: said, scores, elevatedFrom: 0.35, handover: { collected: { order: '5512' } } }
        const byId = new Map(said.map((each) => [each.utteranceId, each.text]))
        for (const { text: shown, utteranceIds } of extract(material).points) {
          expect(utteranceIds.length).toBeGreaterThan(0)
          const named = utteranceIds.map((id) => byId.get(id))
          expect(named).not.toContain(undefined)
          const source = squeezed(named.join(' '))
          for (const [, quoted = ''] of shown.matchAll(/“([^“”]*)”/gu)) {
            for (const piece of quoted.split('…')) expect(source).toContain(squeezed(piece).trim())
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a summary is the same each time', () => {
    fc.assert(
      fc.property(utterances, (said) => {
        const material = { utterances: said, scores: [], elevatedFrom: 0.35 }
        expect(extract(material)).toEqual(extract(material))
      }),
    )
  })

  it('a summary of the longest conversation there is stays short', () => {
    const long = Array.from(
      { length: 200 },
      (_, n): Line => [n % 2 === 0 ? 'customer' : 'agent', 'I will book it for 5. '.repeat(450)],
    )
    const { points, headline } = extract(materialOf(long))
    expect(JSON.stringify({ points, headline }).length).toBeLessThan(20_000)
  })
})
