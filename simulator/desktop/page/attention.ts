/** Tells the server which conversation is open here and whether somebody writes in it: at each change, and now and then. */
import { ATTENTION_MS, type Attention } from '../wire.ts'
import { tellAttention } from './server.ts'

export const keepAttention = (): ((attention: Attention) => void) => {
  let told: Attention = { conversationId: null, isWriting: false }
  const isSame = (other: Attention): boolean =>
    other.conversationId === told.conversationId && other.isWriting === told.isWriting
  const tell = (): void => {
    // Whoever looks at something else answers nobody here.
    tellAttention(document.visibilityState === 'visible' ? told : { conversationId: null, isWriting: false })
  }
  setInterval(tell, ATTENTION_MS / 3)
  document.addEventListener('visibilitychange', tell)
  return (attention) => {
    if (isSame(attention)) return
    told = attention
    tell()
  }
}
