/** The two ways a webhook proves where it comes from. */
import { createHmac } from 'node:crypto'

export const bearerHeaders = (secret: string): Record<string, string> => ({ authorization: `Bearer ${secret}` })

/** Standard Webhooks headers for `body`, sent now. */
export const signedHeaders = (secret: string, id: string, body: string): Record<string, string> => {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
