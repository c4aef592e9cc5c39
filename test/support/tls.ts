/** A certificate that nobody vouches for, and its key. */
import { readFileSync } from 'node:fs'

const at = (name: string): Buffer => readFileSync(new URL(`../golden/tls/${name}`, import.meta.url))

export const TLS = { key: at('key.pem'), cert: at('certificate.pem') }
