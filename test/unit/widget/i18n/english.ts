import { en } from '../../../../widget/i18n/catalogues/en.ts'
import { Language } from '../../../../widget/i18n/language.ts'
import { messagesOf } from '../../../../widget/i18n/messages.ts'

export const english = new Language({
  tag: 'en-GB',
  wordsTag: 'en-GB',
  direction: 'ltr',
  text: messagesOf(en, 'en-GB', 'ltr'),
})
