/** `user:password` of an `Authorization: Basic` header; undefined where there is none. */
export const basicCredentials = (authorization: string | undefined): string | undefined => {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/.exec(authorization ?? '')?.[1]
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8')
}
