/** The script of the hosted panel's page: names its elements, and lets them fill the frame. */
import '../register.ts'
import { define } from '../define.ts'
import { HostedPanel } from './hosted-panel.ts'

// Constructed, so that the page's policy need allow no styles.
const sheet = new CSSStyleSheet()
sheet.replaceSync('html, body { block-size: 100%; margin: 0; font-family: system-ui, sans-serif; }')
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]

define('cx-assist-hosted', HostedPanel)
