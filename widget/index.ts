/** The package `cx-assist`: the element's class, its events and their types. To import it names no element. */
import { CxAssist } from './cx-assist.ts'
import { define as defineElement } from './define.ts'

export type { Density, Scoring, Theme, Transcript } from './attributes.ts'
export type { RefusalCode } from './composer/composer.ts'
export { CxAssist } from './cx-assist.ts'
export * from './events.ts'
export type { KeyAct, KeyChanges } from './keys/key-map.ts'
export type { KeyStore } from './keys/key-store.ts'
export { scorerWith } from './sentiment/lazy-scorer.ts'

/** Names `<cx-assist>`, unless the page has an element of that name. `import 'cx-assist/define'` does the same. */
export const define = (): void => {
  defineElement('cx-assist', CxAssist)
}
