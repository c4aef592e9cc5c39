/** A window for the panel alone, which looks as the page does where the panel stands in it. */
import { aroundOf } from '../../page/nearness.ts'
import { isDocument, isShadow } from '../../page/nodes.ts'

type View = Window & typeof globalThis

export interface OwnWindow {
  readonly view: View
  /** Stands for the panel's element. */
  readonly place: HTMLElement
  readonly root: ShadowRoot
}

interface PictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<View>
}

const WIDTH = 420
const HEIGHT = 760
/** What a page may set anywhere above its panel. */
const TOKENS = [
  ...['surface', 'surface-muted', 'text', 'text-muted', 'line', 'accent', 'accent-soft', 'calm', 'watch', 'watch-soft'],
  ...['act', 'act-soft', 'radius', 'font-size'],
].map((name) => `--cx-assist-${name}`)
/** What the page's rules go by, and what the panel itself does. */
const ATTRIBUTES = ['id', 'class', 'theme', 'density', 'lang', 'dir']

const isPictureInPicture = (value: unknown): value is PictureInPicture =>
  typeof value === 'object' && value !== null && 'requestWindow' in value && typeof value.requestWindow === 'function'

/** Above all other windows, where there is such a thing; frames may not have it. */
const pictureInPicture = (page: View): PictureInPicture | undefined => {
  const found = 'documentPictureInPicture' in page ? page.documentPictureInPicture : undefined
  return page.top === page && isPictureInPicture(found) ? found : undefined
}

/** `undefined` where the browser does not allow it. To be called on an agent's press. */
const openView = async (page: View): Promise<View | undefined> => {
  const asked = pictureInPicture(page)?.requestWindow({ width: WIDTH, height: HEIGHT })
  const pinned = await asked?.catch(() => undefined)
  if (pinned) return pinned
  return page.open('', '', `popup,width=${WIDTH},height=${HEIGHT}`)?.document.defaultView ?? undefined
}

/** Rules of the page that are about the panel, and its fonts; what is laid out otherwise has no place here. */
const isAboutPanel = (rule: CSSRule): boolean =>
  rule.cssText.startsWith('@font-face') || /cx-assist|::part\(/u.test(rule.cssText)

const rulesIn = (sheet: CSSStyleSheet): readonly CSSRule[] => {
  try {
    return [...sheet.cssRules].flatMap((rule) =>
      rule instanceof CSSImportRule ? (rule.styleSheet ? rulesIn(rule.styleSheet) : []) : [rule],
    )
  } catch {
    // Another origin's, which nobody may read.
    return []
  }
}

const sheetOf = (view: View, rules: readonly CSSRule[], baseURL: string): CSSStyleSheet => {
  const sheet = new view.CSSStyleSheet({ baseURL })
  sheet.replaceSync(rules.map((rule) => rule.cssText).join('\n'))
  return sheet
}

/** The page's own for the panel, from where that stands outwards. */
const pageSheets = (view: View, element: Element): CSSStyleSheet[] => {
  const roots = new Set(aroundOf(element).map((each) => each.getRootNode()))
  const rooted = [...roots].filter((root) => isDocument(root) || isShadow(root))
  return rooted
    .flatMap((root) => [...root.styleSheets, ...root.adoptedStyleSheets])
    .map((sheet) => ({ rules: rulesIn(sheet).filter(isAboutPanel), base: sheet.href ?? element.baseURI }))
    .filter(({ rules }) => rules.length > 0)
    .map(({ rules, base }) => sheetOf(view, rules, base))
}

/** Windows without an address are read as pages of the nineties, unless they say otherwise. */
const asModernPage = (page: Document): void => {
  if (page.compatMode !== 'BackCompat') return
  try {
    page.open()
    page.write('<!doctype html><body></body>')
  } catch {
    // The page forbids it; most looks the same.
  }
  page.close()
}

/** What may change while the window is open: looks, language and name. */
export const dress = ({ view, place }: OwnWindow, element: HTMLElement, title: string): void => {
  const { document: page } = view
  const computed = getComputedStyle(element)
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name)
    if (value === null) place.removeAttribute(name)
    else place.setAttribute(name, value)
  }
  for (const name of [...TOKENS, 'color-scheme', 'font-family'])
    place.style.setProperty(name, computed.getPropertyValue(name))
  page.documentElement.lang = element.ownerDocument.documentElement.lang
  // A class of the page's root is how many pages say that it is dark.
  page.documentElement.className = element.ownerDocument.documentElement.className
  page.title = title
}

/** `undefined` where the browser does not allow it. */
export const openOwnWindow = async (element: HTMLElement, title: string): Promise<OwnWindow | undefined> => {
  const { shadowRoot } = element
  const home = element.ownerDocument.defaultView
  const view = home ? await openView(home) : undefined
  if (view === undefined || shadowRoot === null) return undefined
  const { document: page } = view
  asModernPage(page)
  // Of that window, where nothing is called so: rules for the element hold, and it is none.
  const place = page.createElement(element.localName)
  const root = place.attachShadow({ mode: 'open' })
  const own = { view, place, root }
  page.adoptedStyleSheets = pageSheets(view, element)
  root.adoptedStyleSheets = shadowRoot.adoptedStyleSheets.map((sheet) => sheetOf(view, rulesIn(sheet), element.baseURI))
  page.body.style.margin = '0'
  for (const [name, value] of [
    ['position', 'fixed'],
    ['inset', '0'],
    ['margin', '0'],
    ['inline-size', 'auto'],
    ['block-size', 'auto'],
    ['max-inline-size', 'none'],
  ] as const)
    place.style.setProperty(name, value, 'important')
  dress(own, element, title)
  page.body.append(place)
  return own
}
