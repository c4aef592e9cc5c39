/** What the page's own server says of the agent who is logged in. It asks the BFF for the token; its key stays with it. */
export interface Session {
  readonly bff: string
  readonly token: string
  /** The one that the agent has open. */
  readonly conversation: string
}

export const fetchSession = async (): Promise<Session> => {
  const response = await fetch('/session')
  return response.json()
}
