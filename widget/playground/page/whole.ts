/** The whole page: settings, a desk to try it, every state. */
import { html, render } from 'lit'
import { readSettings, type Settings, writeSettings } from '../settings.ts'
import { GROUPS } from '../states.ts'
import type { TokenName } from '../tokens.ts'
import { controlsPart } from './controls.ts'
import { makeDesktop } from './desktop.ts'
import { dressPage } from './dress.ts'
import { keepLog } from './event-log.ts'
import { groupId, makeGallery } from './gallery.ts'

/** As `<input type="color">` wants it. */
const hex = (colour: string): string => {
  const canvas = document.createElement('canvas').getContext('2d')
  if (canvas === null) return '#000000'
  canvas.fillStyle = colour
  const { fillStyle } = canvas
  return typeof fillStyle === 'string' && fillStyle.startsWith('#') ? fillStyle : '#000000'
}

export const showWhole = (root: HTMLElement): void => {
  let settings: Settings = readSettings(new URLSearchParams(location.search))
  // Until all states are brought about, what their panels tell is of no interest.
  let isReady = false
  const desk = makeDesktop(() => update())
  const gallery = makeGallery()
  const log = keepLog(
    (panel) => (panel === desk.element ? 'Try it' : isReady ? gallery.titleOf(panel) : undefined),
    () => update(),
  )

  const colourOf = (name: TokenName): string => {
    const panel = desk.element instanceof HTMLElement ? desk.element.shadowRoot : null
    if (panel === null) return '#000000'
    const probe = document.createElement('span')
    probe.style.color = `var(--_${name})`
    panel.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return hex(color)
  }
  const change = (changed: Partial<Settings>): void => {
    settings = { ...settings, ...changed }
    const query = writeSettings(settings).toString()
    history.replaceState(null, '', query === '' ? location.pathname : `?${query}`)
    wear()
    update()
  }
  const wear = (): void => {
    dressPage(settings)
    document.documentElement.style.setProperty('--panel-width', `${settings.width}px`)
    desk.dress(settings)
    gallery.dress(settings)
  }
  const update = (): void => {
    render(
      html`
        <a class="skip" href="#states">Skip to the states</a>
        <header class="top">
          <div>
            <h1>Playground</h1>
            <p>The assist panel in every state and every theme. It needs no server, and nothing leaves this page.</p>
          </div>
          <nav aria-label="Demo"><a href="/">Agent desktop</a> <a href="/validate">Check a payload</a></nav>
        </header>
        <div class="layout">
          <aside aria-label="Settings">
            ${controlsPart({ settings, colourOf, change })}
            <nav class="contents" aria-label="On this page">
              <ul>
                <li><a href="#try">Try it</a></li>
                ${GROUPS.map((group) => html`<li><a href="#${groupId(group)}">${group}</a></li>`)}
              </ul>
            </nav>
          </aside>
          <main>
            <section aria-labelledby="try">
              <h2 id="try" tabindex="-1">Try it</h2>
              ${desk.template()} ${log.template()}
            </section>
            <div id="states">${gallery.template(settings)}</div>
          </main>
        </div>
      `,
      root,
    )
  }

  wear()
  update()
  void desk
    .start()
    .then(() => gallery.play())
    .then(() => {
      isReady = true
      document.documentElement.dataset['ready'] = ''
      // The colours that tokens have are known only now.
      update()
    })
}
