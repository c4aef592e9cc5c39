/** Whether an upstream can be reached: DNS, TCP, TLS, each told apart. */
import { lookup } from 'node:dns/promises'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, TLSSocket } from 'node:tls'
import { daysLeft, endsSoon } from '../../certificate-end.ts'
import { orLateAfter } from '../../deadline.ts'
import { codeOf } from '../../fault.ts'
import { fail, type Line, ok, warn } from './line.ts'

interface Opened {
  readonly kind: 'open'
  /** When the certificate expires, in milliseconds since 1970; `undefined` without TLS. */
  readonly expiresAt: number | undefined
}
type Opening = Opened | { readonly kind: 'refused' | 'untrusted' | 'late'; readonly code: string }

const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80)
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

const open = (url: URL): { readonly opening: Promise<Opening>; readonly socket: Socket } => {
  const address = { host: hostOf(url), port: portOf(url) }
  const isSecure = url.protocol === 'https:'
  const socket = isSecure
    ? connectTls({ ...address, ...(isIP(address.host) === 0 ? { servername: address.host } : {}) })
    : connectTcp(address)
  const opening = new Promise<Opening>((resolve) => {
    let hasConnected = false
    socket.once('connect', () => {
      hasConnected = true
      if (!isSecure) resolve({ kind: 'open', expiresAt: undefined })
    })
    socket.once('secureConnect', () => {
      const expiresAt = socket instanceof TLSSocket ? Date.parse(socket.getPeerCertificate().valid_to) : Number.NaN
      resolve({ kind: 'open', expiresAt: Number.isNaN(expiresAt) ? undefined : expiresAt })
    })
    socket.once('error', (error) => resolve({ kind: hasConnected ? 'untrusted' : 'refused', code: codeOf(error) }))
  })
  return { opening, socket }
}

/** @param variable the one that holds the URL, for the mend. */
export const reach = async (
  name: string,
  address: string,
  variable: string,
  { timeoutMs, now }: { readonly timeoutMs: number; readonly now: () => number },
): Promise<Line> => {
  const url = new URL(address)
  const host = hostOf(url)
  const resolved = await orLateAfter(
    timeoutMs,
    lookup(host).then(
      () => 'found',
      (error: unknown) => codeOf(error),
    ),
    () => 'no answer in time',
  )
  if (resolved !== 'found') {
    return fail(name, `DNS: ${host} is not resolved (${resolved})`, `check ${variable}, and this machine’s DNS`)
  }
  const { opening, socket } = open(url)
  const opened = await orLateAfter(timeoutMs, opening, (): Opening => ({ kind: 'late', code: 'no answer in time' }))
  socket.destroy()
  const place = `${host}:${portOf(url)}`
  if (opened.kind === 'untrusted') {
    const fix = `see that the certificate is in force, names ${host}, and is signed by an authority that Node trusts (NODE_EXTRA_CA_CERTS)`
    return fail(name, `TLS: the certificate of ${place} is not accepted (${opened.code})`, fix)
  }
  if (opened.kind !== 'open') {
    return fail(
      name,
      `TCP: ${place} takes no connection (${opened.code})`,
      `check ${variable}, and the firewall between`,
    )
  }
  return judged(name, place, opened, now())
}

const judged = (name: string, place: string, { expiresAt }: Opened, now: number): Line => {
  if (expiresAt === undefined) return ok(name, `${place} takes connections, without TLS`)
  const until = new Date(expiresAt).toISOString().slice(0, 10)
  const days = daysLeft(expiresAt, now)
  const left = `${days} ${days === 1 ? 'day' : 'days'}`
  if (!endsSoon(days)) return ok(name, `${place} takes connections, TLS until ${until} (${left})`)
  return warn(
    name,
    `TLS: the certificate of ${place} expires in ${left}, on ${until}`,
    'have it renewed before that day',
  )
}
