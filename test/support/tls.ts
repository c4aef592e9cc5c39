/** A certificate that nobody vouches for, and its key. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (name: string): Buffer => readFileSync(new URL(`../golden/tls/${name}`, import.meta.url))

export const TLS = { key: at('key.pem'), cert: at('certificate.pem') }

const pathOf = (name: string): string => fileURLToPath(new URL(`../golden/tls/${name}`, import.meta.url))

export const TLS_FILES = { key: pathOf('key.pem'), cert: pathOf('certificate.pem') }
