/** The demo's page for supervisors: `<cx-board>`, embedded as any integrator would. */
import { html, nothing, render } from 'lit'
import type { CxBoard } from '../../../../widget/board/cx-board.ts'
import type { CxBoardErrorEvent } from '../../../../widget/board/events.ts'
import { initials } from '../format.ts'
import { fetchSupervisor } from '../server.ts'
import { keepSession } from '../session.ts'
import { applyTheme, nextTheme, storedTheme } from '../theme.ts'

const RELOAD_MS = 5_000
const root = document.querySelector<HTMLElement>('#board-page') ?? document.body
const board: CxBoard = document.createElement('cx-board')

let theme = storedTheme()
let name = ''
let problem: string | null = null
let isLoaded = false

const update = (): void => {
  board.theme = theme
  applyTheme(theme)
  const page = html`<header class="top">
      <h1 class="brand"><i aria-hidden="true"></i>Supervisor</h1>
      <span class="banner" role="status">${problem ?? nothing}</span>
      <a href="/">Agent desktop</a>
      <button class="theme" @click=${changeTheme}>Theme: ${theme}</button>
      ${name === '' ? nothing : html`<span class="signed-in"><span class="avatar small" aria-hidden="true">${initials(name)}</span><span class="own-name">${name}</span></span>`}
    </header>
    <main>${board}</main>`
  render(page, root)
}

const changeTheme = (): void => {
  theme = nextTheme(theme)
  update()
}

const load = (bffUrl: string): void => {
  const script = document.createElement('script')
  script.type = 'module'
  script.crossOrigin = 'anonymous'
  script.src = `${bffUrl}/widget/board/cx-board.js`
  script.onerror = () => {
    script.remove()
    problem = 'The board could not be loaded. Trying again.'
    update()
    setTimeout(() => load(bffUrl), RELOAD_MS)
  }
  document.head.append(script)
}

const session = keepSession(
  ({ agentName, bffUrl, token }) => {
    name = agentName
    problem = null
    if (!isLoaded) load(bffUrl)
    isLoaded = true
    board.bff = bffUrl
    board.token = token
    update()
  },
  (cause) => {
    problem = `Not signed in to the assist service: ${cause}. Trying again.`
    update()
  },
  fetchSupervisor,
)
board.addEventListener('cx-board-error', ({ detail }: CxBoardErrorEvent) => {
  if (detail.code === 'unauthorized') session.renew()
})
board.addEventListener('cx-board-token-expiring', () => session.renew())
update()
