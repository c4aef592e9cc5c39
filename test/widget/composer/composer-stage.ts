/** A reply in the page of the test, and a composer that writes in it. */
import { fixture, fixtureCleanup, html } from '@open-wc/testing'
import type { TemplateResult } from 'lit'
import type { Insertion, InsertOutcome } from '../../../widget/composer/composer.ts'
import { fieldComposer } from '../../../widget/composer/field.ts'
import { SOME_CONVERSATION } from '../scripted-link.ts'

export const insertion = (text: string, more: Partial<Insertion> = {}): Insertion => ({
  text,
  mode: 'insert',
  suggestionId: 'a',
  conversation: SOME_CONVERSATION,
  conversationId: SOME_CONVERSATION,
  ...more,
})

export interface ComposerStage {
  /** What takes the place of the panel: the agent goes there to insert. */
  readonly panel: HTMLElement
  insert(text: string, more?: Partial<Insertion>): Promise<InsertOutcome>
  replace(text: string): Promise<InsertOutcome>
  /** The first one that matches, in the page of the test. */
  find<E extends Element>(selector: string, kind: new () => E): E
}

const found = <E extends Element>(root: ParentNode, selector: string, kind: new () => E): E => {
  const element = root.querySelector(selector)
  if (!(element instanceof kind)) throw new Error(`nothing matches ${selector}`)
  return element
}

/** A page with a reply and something else that takes the focus. */
export const openComposer = async (reply: TemplateResult, selector = '.reply'): Promise<ComposerStage> => {
  // Selectors find what is first in the page.
  fixtureCleanup()
  const page = await fixture(
    html`<div>${reply}<section id="panel"><p>Words</p><input /><button>Insert</button></section></div>`,
  )
  const panel = found(page, '#panel', HTMLElement)
  const composer = fieldComposer({ near: panel, selector })
  const insert = async (text: string, more: Partial<Insertion> = {}): Promise<InsertOutcome> => {
    found(panel, 'button', HTMLButtonElement).focus()
    return composer.insert(insertion(text, more))
  }
  return {
    panel,
    insert,
    replace: (text) => insert(text, { mode: 'replace' }),
    find: (wanted, kind) => found(page, wanted, kind),
  }
}

/** In one word, with the reason where there is one. */
export const wordOf = (outcome: { readonly outcome: string; readonly reason?: string; readonly isAltered?: boolean }) =>
  [outcome.outcome, ...(outcome.reason ? [outcome.reason] : []), ...(outcome.isAltered ? ['altered'] : [])].join(': ')

export const undo = async (outcome: InsertOutcome): Promise<string> => {
  if (outcome.outcome === 'refused' || outcome.undo === undefined) return 'no undo'
  return wordOf(await outcome.undo())
}
