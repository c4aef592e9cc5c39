/** bff/: flows decide, ports say what they need, adapters give it, and main.ts and app.ts wire them. */
import { forbid } from './rule.mjs'

const ADAPTERS = '^bff/(cluster|fallback-index|files|http|knowledge|observe|privacy|push|scoring|store|upstream)/'
const WIRING = '^bff/((main|app|config)\\.ts$|(config|start)/)'
/** Commands of an operator: they read files and tables, and never run within the service. */
const OFFLINE = '^bff/(fallback-index/(build|convert)|knowledge/(build|evaluate)|scoring/evaluation)/'

export const bff = [
  forbid(
    'bff-knows-shared-and-itself',
    'The service knows shared and itself: never widget, simulator or test.',
    { path: '^bff/' },
    { path: '^(simulator|test|widget)/' },
  ),
  forbid(
    'flows-know-ports',
    'Flows and conversations know ports, not the adapters behind them; only main.ts picks those.',
    { path: '^bff/(conversations|flows)/' },
    { path: [ADAPTERS, WIRING, '^bff/(callers|cli|health)/'] },
  ),
  forbid(
    'flows-stand-alone',
    'A use case knows no other one, but for what it passes on: what a customer wrote, and what suggestions are asked for.',
    { path: '^bff/flows/([^/]+)/' },
    {
      path: '^bff/flows/',
      pathNot: [
        '^bff/flows/$1/',
        '^bff/flows/transcript/hear-customer\\.ts$',
        '^bff/flows/suggestions/suggestion-flow\\.ts$',
      ],
    },
  ),
  forbid(
    'suggestions-pass-nothing-on',
    'All that is heard may lead to suggestions; suggestions lead to no other use case.',
    { path: '^bff/flows/suggestions/' },
    { path: '^bff/flows/(?!suggestions/)' },
  ),
  forbid(
    'conversations-know-no-flow',
    'What is known of a conversation does not depend on what is done with it.',
    { path: '^bff/conversations/' },
    { path: '^bff/flows/' },
  ),
  forbid(
    'ports-know-nobody',
    'A port says what is needed in words of shared: it knows neither who gives it nor who takes it.',
    { path: '^bff/ports/' },
    { path: '^bff/(?!ports/)' },
  ),
  forbid(
    'adapters-know-no-flow',
    'Adapters implement ports; they know no flow and nothing of the wiring.',
    { path: ADAPTERS },
    { path: [WIRING, '^bff/(cli|conversations|flows|health)/'] },
  ),
  forbid(
    'adapters-stand-alone',
    'An adapter can be exchanged without another one noticing.',
    {
      path: '^bff/(cluster|fallback-index|files|http|knowledge|observe|privacy|push|scoring|store|upstream)/',
      pathNot: OFFLINE,
    },
    { path: ADAPTERS, pathNot: '^bff/$1/' },
  ),
  forbid(
    'offline-reads-files-and-tables',
    'What is built or measured ahead of time reads files and tables, and needs no running service.',
    { path: OFFLINE },
    {
      path: ADAPTERS,
      pathNot: ['^bff/(fallback-index|knowledge|scoring)/', '^bff/files/(decode-text|json-positions)\\.ts$'],
    },
  ),
  forbid(
    'service-runs-without-offline',
    'The running service needs neither what builds an index nor what measures a model.',
    { path: '^bff/', pathNot: [OFFLINE, '^bff/cli/'] },
    { path: OFFLINE },
  ),
  forbid(
    'upstreams-stand-alone',
    'One vendor is reached without the other one.',
    { path: '^bff/upstream/(cognigy|cxone|language-model|oidc|translate)/' },
    { path: '^bff/upstream/', pathNot: '^bff/upstream/(?:($1|http)/|[^/]+$)' },
  ),
  forbid(
    'dialects-stand-alone',
    'A dialect goes when its vendor stops speaking it: no other one leans on it.',
    { path: '^bff/upstream/([^/]+)/([^/]+)/' },
    { path: '^bff/upstream/$1/[^/]+/', pathNot: '^bff/upstream/$1/$2/' },
  ),
  forbid(
    'one-place-picks-a-dialect',
    'Only open-cxone.ts and open-cognigy.ts know which dialects there are; all above them speaks to ports.',
    { path: '^bff/', pathNot: '^bff/upstream/(cognigy|cxone)/(open-(cognigy|cxone)\\.ts$|[^/]+/)' },
    { path: '^bff/upstream/(cognigy|cxone)/[^/]+/' },
  ),
  forbid(
    'http-skeleton-knows-no-vendor',
    'How a call is made safe is the same for every vendor.',
    { path: '^bff/upstream/http/' },
    { path: '^bff/upstream/(?!http/)' },
  ),
  forbid(
    'only-the-wiring-picks',
    'Only main.ts with start/, app.ts, the configuration, readiness and commands know which adapter stands behind a port.',
    {
      path: '^bff/',
      pathNot: [ADAPTERS, WIRING, '^bff/(cli|config|conversations|flows|ports|start)/', '^bff/health/readiness\\.ts$'],
    },
    { path: [ADAPTERS, WIRING] },
  ),
  forbid(
    'commands-come-last',
    'The service does not know the commands that start it.',
    { path: '^bff/(?!cli/)' },
    { path: '^bff/cli/' },
  ),
]
