/** What a stand-in for a desktop has of the page that plays it, and what it is told in return. */

/** A conversation as far as a desktop tells its frames of one. */
export interface OpenConversation {
  readonly id: string
  readonly customerName: string
  readonly isEnded: boolean
}

interface Workspace {
  readonly agent: { readonly id: string; readonly name: string }
  /** Of the service that the panel comes from. */
  readonly panelOrigin: string
  /** A widget token of the agent's, as a server of the desktop's would mint it; empty while there is none. */
  token(): string
  /** What the agent has open. */
  open(): OpenConversation | undefined
  /** All that are with the agent, the open one among them. */
  mine(): readonly OpenConversation[]
  theme(): 'auto' | 'light' | 'dark'
  /** To the panel's window. */
  post(message: unknown, targetOrigin: string): void
  /** Puts a text in the place of what is in the reply. False: nothing can be written there now. */
  fill(text: string): boolean
  /** Notes what the real desktop would not understand; `rule` names the kind, for programs. */
  refuse(rule: string, why: string): void
  /** Notes what came of something, for people. */
  note(what: string): void
}

export interface StandIn {
  /** What the panel's window said. True: nobody else on the page may hear it. */
  heard(message: unknown): boolean
  /** The frame holds a page anew. */
  loaded?(): void
  /** Another conversation is open, the agent has others, or their token is another. */
  changed?(): void
  /** The agent went to another conversation; true: this desktop makes the frame anew for each. */
  readonly renewsFrame?: true
  /** This desktop hears nothing of frames that are not seen. */
  readonly isDeafWhileHidden?: true
  /** What it would say if `conversation` were open. */
  claim(conversation: OpenConversation): unknown
}

/** Plays one desktop. */
export type Play = (workspace: Workspace) => StandIn

/** What is no message of a desktop's at all. */
export const shapeOf = (message: unknown): string => {
  if (typeof message === 'string') return `a text of ${message.length} characters`
  if (typeof message !== 'object' || message === null) return `a ${message === null ? 'null' : typeof message}`
  const name: unknown = Reflect.get(message, 'type') ?? Reflect.get(message, 'messageType')
  return typeof name === 'string' ? `“${name.slice(0, 60)}”` : 'an object without a type'
}
