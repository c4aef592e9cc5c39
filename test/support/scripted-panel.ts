/** In the place of the service: a page at `/panel` that says what a test lets it say, and notes what it hears. */
import { type Listening, listen } from '../../simulator/http/listen.ts'

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Scripted panel</title><script>
heard = []
addEventListener('message', ({ data, origin, source }) => heard.push({ data, origin, isParent: source === parent }))
</script>`

export interface Heard {
  readonly data: unknown
  readonly origin: string
  readonly isParent: boolean
}

export const startScriptedPanel = (): Promise<Listening> =>
  listen((request, response) => {
    const isToken = request.url === '/api/widget/token'
    response.writeHead(200, { 'content-type': isToken ? 'application/json' : 'text/html; charset=utf-8' })
    response.end(isToken ? JSON.stringify({ token: 'token-1', expiresAt: '2099-01-31T10:30:00.000Z' }) : PAGE)
  })
