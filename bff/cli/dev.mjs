/**
 * `npm run dev`: the playground, reloaded when a source of the element changes, and the service, compiled and started anew when
 * one of its own does. `PORT` and `PLAYGROUND_PORT` say where; everything else of the service is configured as ever.
 */
import concurrently from 'concurrently'
import { ensureBuilt } from './build.mjs'

const servicePort = process.env['PORT'] || '8080'
const playgroundPort = process.env['PLAYGROUND_PORT'] || '5173'

// The service serves an index and an element that no compiler makes.
await ensureBuilt()

process.stdout.write(
  `playground  http://localhost:${playgroundPort}/playground  (widget/, shared/)
service     http://localhost:${servicePort}/readyz  (bff/, shared/)
`,
)

const { result } = concurrently(
  [
    { name: 'types', command: 'tsc -b --watch --preserveWatchOutput' },
    {
      name: 'service',
      command: `node --watch --watch-preserve-output dist/bff/cli/serve.js --port ${servicePort}`,
    },
    { name: 'playground', command: `vite --mode playground --port ${playgroundPort} --strictPort` },
  ],
  { killOthersOn: ['failure', 'success'], prefixColors: 'auto' },
)
// Whoever stops it is no failure; what stopped by itself has said why.
result.catch(() => {
  process.exitCode = 1
})
