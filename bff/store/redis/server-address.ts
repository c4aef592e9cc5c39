/** Where Redis is: `redis://` and `rediss://` name a server, `redis-sentinel://` the sentinels that know which one leads. */
export type ServerAddress =
  | { readonly kind: 'server'; readonly url: string }
  | {
      readonly kind: 'sentinels'
      readonly sentinels: readonly { readonly host: string; readonly port: number }[]
      /** What the sentinels call the server that leads. */
      readonly name: string
      readonly username: string | undefined
      readonly password: string | undefined
      readonly isEncrypted: boolean
    }

const SENTINELS = /^redis(s?)-sentinel:\/\/(?:([^@/]*)@)?([^@/]+)\/([\w.-]+)$/
const SENTINEL_PORT = 26_379

const decoded = (part: string | undefined): string | undefined =>
  part === undefined || part === '' ? undefined : decodeURIComponent(part)

/** What the client would only refuse when it is opened. */
const isServer = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { hostname, pathname, username, password } = new URL(text)
  try {
    decodeURIComponent(username + password)
  } catch {
    return false
  }
  return hostname !== '' && /^\/?\d*$/.test(pathname)
}

/** @returns `undefined` where it is none of these */
export const readServerAddress = (text: string): ServerAddress | undefined => {
  if (/^rediss?:\/\//.test(text)) return isServer(text) ? { kind: 'server', url: text } : undefined
  const [, encrypted, access = '', hosts = '', name = ''] = SENTINELS.exec(text) ?? []
  if (encrypted === undefined) return undefined
  const sentinels = hosts.split(',').map((each) => {
    const url = URL.canParse(`http://${each}`) ? new URL(`http://${each}`) : undefined
    return { host: url?.hostname ?? '', port: url === undefined || url.port === '' ? SENTINEL_PORT : Number(url.port) }
  })
  if (sentinels.some(({ host }) => host === '')) return undefined
  const [username, password] = access.includes(':') ? access.split(':') : [undefined, access]
  try {
    return {
      kind: 'sentinels',
      sentinels,
      name,
      username: decoded(username),
      password: decoded(password),
      isEncrypted: encrypted === 's',
    }
  } catch {
    return undefined
  }
}
