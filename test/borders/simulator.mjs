/** simulator/: plays the vendors and the desktop, and meets the service over the wire only. */
import { forbid } from './rule.mjs'

/** The agents' side of a check without a browser. */
const HEADLESS = '^simulator/check/headless-widget\\.ts$'

export const simulator = [
  forbid(
    'simulator-is-over-the-wire',
    'The simulator plays the vendors and the desktop: it meets the service over the wire only.',
    { path: '^simulator/' },
    { path: '^(bff|test)/' },
  ),
  forbid(
    'desktop-embeds-the-public-face',
    'The desktop embeds the widget as any desktop does, by its public face.',
    { path: '^simulator/', pathNot: HEADLESS },
    { path: '^widget/[^/]+/', pathNot: '^widget/board/[^/]+\\.ts$' },
  ),
  forbid(
    'headless-widget-needs-no-view',
    'A widget without a browser is its link and its state.',
    { path: HEADLESS },
    { path: '^widget/', pathNot: '^widget/(link|state)/' },
  ),
  forbid(
    'stand-ins-stand-alone',
    'Each vendor is played without the other one, and without knowing the play.',
    { path: '^simulator/(cognigy|cxone|language-model|translate)/' },
    { path: '^simulator/', pathNot: '^simulator/($1|http)/' },
  ),
  forbid(
    'played-desktops-stand-alone',
    'Each desktop of others is played without the other ones, and without knowing the page that plays it.',
    { path: '^simulator/desktops/played/', pathNot: '^simulator/desktops/played/stand-ins\\.ts$' },
    { path: '^(bff|shared|simulator|widget)/', pathNot: '^simulator/desktops/played/workspace\\.ts$' },
  ),
]
