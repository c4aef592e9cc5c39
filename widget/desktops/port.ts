/** The port between a hosted panel and the desktop around it: what a desktop tells, and how a text gets into its reply. */

/** What a desktop told of what the agent has open. What it did not name stays as it was. */
export interface DesktopContext {
  /** Any id of the conversation; `null`: none is open. */
  readonly conversation?: string | null | undefined
  /** Of the agent, from `POST /api/widget/token`; absent where the desktop cannot mint one. */
  readonly token?: string | undefined
  readonly theme?: 'auto' | 'light' | 'dark' | undefined
  readonly lang?: string | undefined
  /** Whether the desktop holds the conversation for over. */
  readonly ended?: boolean | undefined
  /** Whether it takes texts into its reply, where that is not the same for every desktop of its kind. */
  readonly writes?: boolean | undefined
}

/** What became of asking the desktop to tell. */
export type DesktopTrouble =
  /** It said no; the reason is its own, and may be empty. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** What is around the panel is of an origin that the operator has not named. */
  | { readonly kind: 'wrong_origin'; readonly origin: string }

export interface DesktopListener {
  told(context: DesktopContext): void
  troubled(trouble: DesktopTrouble): void
}

/** How a text gets into the reply: by the element's own talk with the page around, by a message, or by the agent's hand. */
export type Writing = 'composer-origin' | 'message' | 'clipboard'

/** What the agent did with a text, for desktops that want to know. */
export interface Deed {
  readonly action: string
  readonly suggestionId: string
}

export interface Desktop {
  readonly writing: Writing
  /** Origin of the page around, once it is known for sure. */
  origin(): string | undefined
  /**
   * Asks again, where no answer came, the token runs out, or the frame is shown again. Gives whether an answer is to be
   * expected.
   */
  ask(): boolean
  /** Only where `writing` is `message`: puts the text into the reply. Nobody answers whether it is there. */
  write?(text: string): void
  /** Only of desktops that pass on what the agent does. */
  report?(deed: Deed): void
  /** Takes leave of the desktop. Closing twice is harmless. */
  close(): void
}

export interface DesktopParts {
  /** The window that the panel is in. */
  readonly inside: Window
  /** Of pages that may be around: nothing is sent to another, and nothing from another is heard. */
  readonly origins: readonly string[]
  /** Of the panel, told where a desktop wants to know it. */
  readonly version: string
  readonly listener: DesktopListener
}

/** Begins to talk with the desktop, at once. */
export type OpenDesktop = (parts: DesktopParts) => Desktop
