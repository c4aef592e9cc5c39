/** Scopes a client may ask for, and which of them open which door. */
export const SCOPES = ['conversation:all', 'routing:all', 'conversations:read', 'conversations:modify'] as const

export const MAY_READ = ['conversations:read', 'conversations:modify', 'conversation:all', 'routing:all'] as const
export const MAY_MODIFY = ['conversations:modify', 'conversation:all'] as const
export const MAY_ROUTE = [['conversation:all'], ['routing:all']] as const
