import { hash } from 'node:crypto'

const DIGEST_BYTES = 16

/** Stands for a text of any length: half of its SHA-256, in base64url. Kept by stores, so it stays as it is. */
export const textDigest = (text: string): string =>
  hash('sha256', text, 'buffer').subarray(0, DIGEST_BYTES).toString('base64url')
