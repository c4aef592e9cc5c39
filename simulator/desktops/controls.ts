/** What somebody does to the panel from without: hides its frame, loads it anew, lets it wait, lies to it. */
import { html, type TemplateResult } from 'lit'
import type { Hearing } from './frame.ts'

export interface ControlsInput {
  readonly hearing: Hearing
  /** How much of what the panel said is held back. */
  readonly held: number
  readonly isHidden: boolean
  /** Whether there is a conversation that can be ended. */
  readonly mayEnd: boolean
  hear(hearing: Hearing): void
  reload(): void
  hide(isHidden: boolean): void
  lie(): void
  end(): void
}

const HEARINGS = { now: 'at once', later: 'later', never: 'never' } satisfies Record<Hearing, string>
const isHearing = (value: string): value is Hearing => Object.hasOwn(HEARINGS, value)

export const controlsView = (input: ControlsInput): TemplateResult => html`<details class="controls" open>
  <summary>What happens to the panel</summary>
  <fieldset
    @change=${({ target }: Event) => {
      if (target instanceof HTMLInputElement && isHearing(target.value)) input.hear(target.value)
    }}
  >
    <legend>This desktop hears it${input.held > 0 ? ` (${input.held} held)` : ''}</legend>
    ${Object.entries(HEARINGS).map(
      ([value, word]) =>
        html`<label
          ><input type="radio" name="hearing" value=${value} .checked=${value === input.hearing} />${word}</label
        >`,
    )}
  </fieldset>
  <div class="acts">
    <button type="button" @click=${input.reload}>Reload the frame</button>
    <button type="button" aria-pressed=${input.isHidden ? 'true' : 'false'} @click=${() => input.hide(!input.isHidden)}>
      Hide the frame
    </button>
    <button type="button" @click=${input.lie}>Lie from another origin</button>
    <button type="button" ?disabled=${!input.mayEnd} @click=${input.end}>End the conversation</button>
  </div>
</details>`
