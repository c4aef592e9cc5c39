/** What stands around what was said, in the languages of the panel. */
import type { Speaker } from '../../wire/vocabulary.ts'
import type { SummaryLanguage } from './lexicon.ts'

export interface SummaryWords {
  quote(said: string): string
  readonly noAsk: string
  /** Who asked what nobody answered. */
  asked(speaker: Speaker, quoted: string): string
  byBot(quoted: string): string
  /** What the customer was told, where nothing shows that it was done or promised. */
  told(quoted: string): string
  rose(quoted: string): string
  highest(quoted: string): string
  calmSince(quoted: string): string
  readonly notCalm: string
  readonly calmThroughout: string
  /** Between the parts of a course, and at its end. */
  readonly comma: string
  readonly stop: string
  /** Between what something is called and what it is. */
  readonly colon: string
}

const english: SummaryWords = {
  quote: (said) => `“${said}”`,
  noAsk: 'The customer asked for nothing that is recorded',
  asked: (speaker, quoted) => `The ${speaker} asked: ${quoted}`,
  byBot: (quoted) => `${quoted} (bot)`,
  told: (quoted) => `Told: ${quoted}`,
  rose: (quoted) => `Frustration rose on ${quoted}`,
  highest: (quoted) => `was highest on ${quoted}`,
  calmSince: (quoted) => `calm since ${quoted}`,
  notCalm: 'not calm since',
  calmThroughout: 'Calm throughout.',
  comma: ', ',
  stop: '.',
  colon: ': ',
}

const german: SummaryWords = {
  ...english,
  quote: (said) => `„${said}“`,
  noAsk: 'Kein Anliegen ist festgehalten',
  asked: (speaker, quoted) => `${{ customer: 'Kundschaft', agent: 'Agent', bot: 'Bot' }[speaker]} fragte: ${quoted}`,
  told: (quoted) => `Gesagt: ${quoted}`,
  rose: (quoted) => `Frust gestiegen bei ${quoted}`,
  highest: (quoted) => `am höchsten bei ${quoted}`,
  calmSince: (quoted) => `ruhig seit ${quoted}`,
  notCalm: 'seither nicht ruhig',
  calmThroughout: 'Durchgehend ruhig.',
}

const spanish: SummaryWords = {
  ...english,
  quote: (said) => `«${said}»`,
  noAsk: 'No consta ninguna petición del cliente',
  asked: (speaker, quoted) =>
    `Preguntó ${{ customer: 'el cliente', agent: 'el agente', bot: 'el bot' }[speaker]}: ${quoted}`,
  told: (quoted) => `Se le dijo: ${quoted}`,
  rose: (quoted) => `La frustración subió con ${quoted}`,
  highest: (quoted) => `fue máxima con ${quoted}`,
  calmSince: (quoted) => `en calma desde ${quoted}`,
  notCalm: 'sin calma desde entonces',
  calmThroughout: 'En calma todo el tiempo.',
}

const french: SummaryWords = {
  ...english,
  quote: (said) => `« ${said} »`,
  noAsk: 'Aucune demande du client n’est notée',
  asked: (speaker, quoted) =>
    `${{ customer: 'Le client', agent: 'L’agent', bot: 'Le bot' }[speaker]} a demandé : ${quoted}`,
  told: (quoted) => `Information donnée : ${quoted}`,
  rose: (quoted) => `La frustration est montée à ${quoted}`,
  highest: (quoted) => `au plus haut à ${quoted}`,
  calmSince: (quoted) => `calme depuis ${quoted}`,
  notCalm: 'pas de calme depuis',
  calmThroughout: 'Calme du début à la fin.',
  colon: ' : ',
}

const japanese: SummaryWords = {
  quote: (said) => `「${said}」`,
  noAsk: 'お客様のご要望は記録されていません',
  asked: (speaker, quoted) =>
    `${{ customer: 'お客様', agent: 'オペレーター', bot: 'ボット' }[speaker]}からの質問：${quoted}`,
  byBot: (quoted) => `${quoted}（ボット）`,
  told: (quoted) => `案内：${quoted}`,
  rose: (quoted) => `${quoted}で不満が高まり`,
  highest: (quoted) => `${quoted}で最も高く`,
  calmSince: (quoted) => `${quoted}から落ち着いています`,
  notCalm: 'その後も落ち着いていません',
  calmThroughout: '終始落ち着いています。',
  comma: '、',
  stop: '。',
  colon: '：',
}

const arabic: SummaryWords = {
  quote: (said) => `«${said}»`,
  noAsk: 'لم يُسجَّل أي طلب للعميل',
  asked: (speaker, quoted) => `سأل ${{ customer: 'العميل', agent: 'الموظف', bot: 'البوت' }[speaker]}: ${quoted}`,
  byBot: (quoted) => `${quoted} (البوت)`,
  told: (quoted) => `قيل للعميل: ${quoted}`,
  rose: (quoted) => `ارتفع الاستياء عند ${quoted}`,
  highest: (quoted) => `وبلغ ذروته عند ${quoted}`,
  calmSince: (quoted) => `وهدأ منذ ${quoted}`,
  notCalm: 'ولم يهدأ بعد ذلك',
  calmThroughout: 'هادئ طوال المحادثة.',
  comma: '، ',
  stop: '.',
  colon: ': ',
}

export const SUMMARY_WORDS: Readonly<Record<SummaryLanguage, SummaryWords>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  ja: japanese,
  ar: arabic,
}
