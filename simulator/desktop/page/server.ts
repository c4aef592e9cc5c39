/** The desktop's own server: events in, messages out. */
import type * as z from 'zod/mini'
import {
  type Attention,
  type DesktopEventData,
  type DesktopEventName,
  type DesktopSession,
  desktopError,
  desktopEvents,
  desktopSession,
} from '../wire.ts'

const RETRY_MS = 3_000

export interface FeedListener {
  lost(): void
  conversations(data: DesktopEventData<'conversations'>): void
  conversation(data: DesktopEventData<'conversation'>): void
  line(data: DesktopEventData<'line'>): void
}

/** Subscribes for ever. Returns the undo. */
export const subscribe = (listener: FeedListener): (() => void) => {
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined

  const on = <N extends DesktopEventName>(
    name: N,
    schema: z.ZodMiniType<DesktopEventData<N>>,
    take: (data: DesktopEventData<N>) => void,
  ) => {
    source?.addEventListener(name, (event: MessageEvent<unknown>) => {
      const parsed = schema.safeParse(JSON.parse(String(event.data)))
      if (parsed.success) take(parsed.data)
    })
  }

  const open = (): void => {
    source = new EventSource('/desktop/events')
    on('conversations', desktopEvents.conversations, listener.conversations)
    on('conversation', desktopEvents.conversation, listener.conversation)
    on('line', desktopEvents.line, listener.line)
    source.onerror = () => {
      listener.lost()
      // Browsers go on trying after a broken connection, but give up on a refusal.
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS)
    }
  }
  open()
  return () => {
    clearTimeout(retry)
    source?.close()
  }
}

const causeOf = async (response: Response): Promise<string> => {
  const parsed = desktopError.safeParse(await response.json().catch(() => undefined))
  return parsed.success ? parsed.data.error : `the server answered ${response.status}`
}

const ask = async (path: string, request: RequestInit = {}): Promise<Response> => {
  const response = await fetch(path, request).catch(() => {
    throw new Error('the desktop server cannot be reached')
  })
  if (!response.ok) throw new Error(await causeOf(response))
  return response
}

const fetchSessionAt = async (path: string): Promise<DesktopSession> => {
  const response = await ask(path)
  return desktopSession.parse(await response.json())
}

/** Rejects with a sentence for the agent. */
export const fetchSession = (): Promise<DesktopSession> => fetchSessionAt('/desktop/session')

/** The same for the supervisor. */
export const fetchSupervisor = (): Promise<DesktopSession> => fetchSessionAt('/desktop/supervisor')

/** Says what is open here, so that nobody else answers. That it is not heard costs no more than that. */
export const tellAttention = (attention: Attention): void => {
  const body = JSON.stringify(attention)
  const headers = { 'content-type': 'application/json' }
  ask('/desktop/attention', { method: 'PUT', headers, body, keepalive: true }).catch(() => undefined)
}

/** Rejects with a sentence for the agent. */
export const endConversation = async (conversationId: string): Promise<void> => {
  await ask(`/desktop/conversations/${encodeURIComponent(conversationId)}/end`, { method: 'POST' })
}

/** Rejects with a sentence for the agent. */
export const sendMessage = async (conversationId: string, text: string): Promise<void> => {
  await ask(`/desktop/conversations/${encodeURIComponent(conversationId)}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  })
}
