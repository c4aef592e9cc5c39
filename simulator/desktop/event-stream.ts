/** Server-Sent Events to one page. */
import type { Request, Response } from 'express'
import type { Inbox } from './inbox.ts'

const KEEP_ALIVE_MS = 15_000
const RETRY_MS = 1000
/** A page that reads nothing for so long is cut off; it comes back by itself and gets the whole list. */
const LARGEST_BACKLOG_BYTES = 4 * 1024 * 1024

/** Sends the whole list, then every change, until the page goes away. */
export const serveEvents = (desk: Inbox, request: Request, response: Response): void => {
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  response.flushHeaders()
  const write = (text: string): void => {
    if (response.writableLength > LARGEST_BACKLOG_BYTES) response.destroy()
    else response.write(text)
  }
  const send = (name: string, data: unknown): void => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  write(`retry: ${RETRY_MS}\n\n`)
  send('conversations', desk.list())
  const unsubscribe = desk.subscribe(send)
  const keepAlive = setInterval(() => write(': still here\n\n'), KEEP_ALIVE_MS)
  keepAlive.unref()
  request.once('close', () => {
    clearInterval(keepAlive)
    unsubscribe()
  })
}
