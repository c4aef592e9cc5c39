/** The sign-in in a hosted panel: offered where the desktop gives no token and the service has a sign-in. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Text } from '../i18n/catalogue.ts'
import { type SignInState, WINDOW_NAME } from './sign-in-desk.ts'

export interface SignInInput {
  readonly text: Text
  readonly state: SignInState
  /** An agent wants to sign in. */
  begin(): void
  /** They open the window by the link. */
  byHand(): void
}

export const signInStyles = css`
  .sign-in {
    display: grid;
    justify-items: center;
    gap: 8px;
  }

  .sign-in a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }

  .signed-in {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: center;
  }

  .signed-in bdi {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .signed-in button {
    min-block-size: 24px;
    padding: 0 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: none;
    color: var(--_accent);
    font: inherit;
    cursor: pointer;
  }

  .signed-in button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
`

const wordsOf = (state: SignInState, text: Text): string | undefined => {
  switch (state.kind) {
    case 'ready':
      return undefined
    case 'refused':
      return text('signIn.refused', { reason: state.reason })
    default:
      return text(`signIn.${state.kind}`)
  }
}

/** Leads to where a window should have: an act of the agent's own, which no browser blocks. */
const byHandPart = (address: string, words: string, opened: () => void): TemplateResult =>
  html`<a href=${address} target=${WINDOW_NAME} rel="opener" @click=${opened}>${words}</a>`

/** Shown only while nobody is signed in. */
export const signInPart = ({ text, state, begin, byHand }: SignInInput): TemplateResult =>
  html`<div class="sign-in" data-kind=${state.kind}>
    <p role="status">${wordsOf(state, text) ?? nothing}</p>
    ${state.kind === 'blocked' ? byHandPart(state.address, text('signIn.openByHand'), byHand) : nothing}
    ${state.kind === 'out' && state.address !== undefined ? byHandPart(state.address, text('signIn.outOfProvider'), () => undefined) : nothing}
    <button @click=${begin}>${text(state.kind === 'open' ? 'signIn.again' : 'signIn.begin')}</button>
  </div>`

export interface SignedInInput {
  readonly text: Text
  /** Whose token it is. */
  readonly agentId: string
  readonly isOutFailed: boolean
  signOut(): void
}

/** Below the panel, while somebody is signed in. */
export const signedInLine = ({ text, agentId, isOutFailed, signOut }: SignedInInput): TemplateResult =>
  html`<p class="line signed-in">
    <bdi>${text('signIn.as', { agent: agentId })}</bdi>
    <button @click=${signOut}>${text('signIn.signOut')}</button>
    <span role="status">${isOutFailed ? text('signIn.outFailed') : nothing}</span>
  </p>`
