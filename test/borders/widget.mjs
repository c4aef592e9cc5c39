/** widget/: the root is the public face; parts and state know ports; only cx-assist.ts picks what stands behind them. */
import { forbid } from './rule.mjs'

const PORTS = [
  '^widget/composer/composer\\.ts$',
  '^widget/link/(link|widget-config)\\.ts$',
  '^widget/sentiment/sentiment\\.ts$',
]

export const widget = [
  forbid(
    'widget-knows-shared-and-itself',
    'The widget knows shared and itself: never bff, simulator or test.',
    // Scripts that pack it are no part of it.
    { path: '^widget/', pathNot: '^widget/[^/]+\\.mjs$' },
    { path: '^(bff|simulator|test)/' },
  ),
  forbid(
    'parts-know-ports',
    'Parts, state, desks and the session know ports; only cx-assist.ts picks what stands behind them.',
    { path: '^widget/(desk|parts|session|state)/' },
    { path: '^widget/(composer|link|sentiment)/', pathNot: PORTS },
  ),
  forbid(
    'state-is-innermost',
    'State is what is known: it does not know how that is shown, pressed, told or worked with.',
    { path: '^widget/state/' },
    { path: '^widget/(desk|i18n|keys|parts|session)/' },
  ),
  forbid(
    'adapters-know-no-view',
    'Composers, links and scorers work without any view.',
    { path: '^widget/(composer|link|sentiment)/' },
    { path: '^widget/(desk|i18n|parts|session|state|workplace)/' },
  ),
  forbid(
    'workplace-is-fetched-whole',
    'What comes once there is something to see is fetched as one, by the element alone.',
    { path: '^widget/[^/]+/', pathNot: '^widget/workplace/' },
    { path: '^widget/workplace/' },
  ),
  forbid(
    'page-knows-nothing',
    'What is known of pages in general needs nothing of ours.',
    { path: '^widget/page/' },
    { path: '^widget/(?!page/)' },
  ),
  forbid(
    'words-know-no-view',
    'Words and keys are the same whatever shows them.',
    { path: '^widget/(i18n|keys)/' },
    { path: '^widget/(composer|desk|parts|sentiment|session|state|workplace)/' },
  ),
  forbid(
    'public-face-is-outermost',
    'Below the public face nobody imports from it, but for the names, events and attributes that are public themselves.',
    { path: '^widget/[^/]+/', pathNot: '^widget/(board|frameworks|hosted|playground)/' },
    { path: '^widget/[^/]+\\.ts$', pathNot: '^widget/(attributes|define|events)\\.ts$' },
  ),
  forbid(
    'frameworks-know-the-public-face',
    'A wrapper for a framework knows what any integrator knows.',
    { path: '^widget/frameworks/' },
    { path: '^widget/[^/]+/', pathNot: '^widget/(frameworks/|board/[^/]+\\.ts$)' },
  ),
  forbid(
    'panel-knows-no-board',
    'The board is a second element, which no agent loads: nothing of the panel leans on it.',
    { path: '^widget/', pathNot: '^widget/((board|frameworks|playground)/|element-props\\.ts$)' },
    { path: '^widget/board/' },
  ),
  forbid(
    'board-knows-pieces-of-the-panel',
    'The board shares words, links, looks and small pieces with the panel, and else has it as any page has: by its name.',
    { path: '^widget/board/', pathNot: '^widget/board/beside/load-panel\\.ts$' },
    {
      path: '^widget/',
      pathNot: [
        '^widget/board/',
        '^widget/(attributes|cx-assist\\.styles|define|events)\\.ts$',
        '^widget/(i18n|link)/',
        '^widget/parts/shared/',
        '^widget/parts/panel/(empty|status-line|wordless)\\.ts$',
        '^widget/session/(bff-address|clock|token-watch)\\.ts$',
      ],
    },
  ),
  forbid(
    'one-place-loads-the-panel',
    'Only load-panel.ts fetches the panel, and only once a conversation is opened.',
    { path: '^widget/board/', pathNot: '^widget/board/beside/load-panel\\.ts$' },
    { path: '^widget/register\\.ts$' },
  ),
  forbid(
    'board-state-is-innermost',
    'What is known of the board does not know how it is told, shown or worked with.',
    { path: '^widget/board/state/' },
    { path: '^widget/', pathNot: '^widget/board/state/' },
  ),
  forbid(
    'board-link-knows-no-view',
    'The board’s link works without any view.',
    { path: '^widget/board/link/' },
    { path: '^widget/board/(?!link/)' },
  ),
  forbid(
    'playground-is-not-shipped',
    'What is shipped does not know the playground.',
    { path: '^(bff|shared|simulator|widget)/', pathNot: '^widget/playground/' },
    { path: '^widget/playground/' },
  ),
  forbid(
    'hosted-comes-last',
    'The page that hosts the panel fills it as any integrator does: nothing of the panel knows it.',
    { path: '^widget/', pathNot: '^widget/hosted/' },
    { path: '^widget/hosted/' },
  ),
  forbid(
    'adapters-of-desktops-stand-alone',
    'The adapter to one desktop goes without another one noticing.',
    { path: '^widget/desktops/(chatwoot|cognigy|cxone|generic)\\.ts$' },
    { path: '^widget/desktops/(chatwoot|cognigy|cxone|generic)\\.ts$' },
  ),
  forbid(
    'desktops-stand-alone',
    'An adapter to a foreign desktop goes with that desktop: it meets the widget at its public face.',
    { path: '^widget/desktops/' },
    { path: '^widget/[^/]+/', pathNot: '^widget/desktops/' },
  ),
]
