/** An element that keeps its looks when it is moved into another document: that of a frame, or of a window of its own. */
import { adoptStyles, type CSSResultOrNative, LitElement } from 'lit'

/** By document, then by text: a constructed style sheet can be used in the document that it was made for, and in no other. */
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>()

const sheetFor = (document: Document, view: Window & typeof globalThis, text: string): CSSStyleSheet => {
  const made = sheets.get(document) ?? new Map<string, CSSStyleSheet>()
  sheets.set(document, made)
  const known = made.get(text)
  if (known !== undefined) return known
  const sheet = new view.CSSStyleSheet()
  sheet.replaceSync(text)
  made.set(text, sheet)
  return sheet
}

const dress = (root: ShadowRoot, styles: readonly CSSResultOrNative[]): void => {
  const { ownerDocument: owner } = root
  const view = owner.defaultView
  if (owner === document) adoptStyles(root, [...styles])
  // A document without a window shows nothing.
  else if (view !== null) {
    const texts = styles.map((style) => ('cssText' in style ? style.cssText : ''))
    root.adoptedStyleSheets = texts.map((text) => sheetFor(owner, view, text))
  }
}

export class PortableElement extends LitElement {
  #styles: readonly CSSResultOrNative[] | undefined

  /** As Lit's, which knows one document only. */
  protected override createRenderRoot(): ShadowRoot {
    const { shadowRootOptions } = PortableElement
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions)
    dress(root, this.#worn)
    return root
  }

  /** Instead of those of its class. */
  protected wear(styles: readonly CSSResultOrNative[]): void {
    this.#styles = styles
    if (this.shadowRoot) dress(this.shadowRoot, styles)
  }

  /** By the browser, once it is in another document. */
  adoptedCallback(): void {
    if (this.shadowRoot) dress(this.shadowRoot, this.#worn)
  }

  get #worn(): readonly CSSResultOrNative[] {
    if (this.#styles !== undefined) return this.#styles
    const made = this.constructor
    return 'elementStyles' in made && Array.isArray(made.elementStyles) ? made.elementStyles : []
  }
}
