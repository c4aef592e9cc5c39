/** What holds in every folder. */
import { forbid, libraryPath } from './rule.mjs'

const DOCTOR = '^bff/cli/doctor/'

/** Who may know a library: it can be exchanged there, and nobody else would notice. */
const DOORS = {
  '@huggingface/tokenizers': ['^bff/model/runtime\\.ts$', '^widget/sentiment/runtime\\.ts$'],
  '@opentelemetry/sdk-trace-node': ['^bff/observe/'],
  '@opentelemetry/exporter-trace-otlp-http': ['^bff/observe/'],
  '@tanstack/virtual-core': ['^widget/board/parts/list\\.ts$'],
  '@photostructure/sqlite': ['^bff/store/sqlite/sqlite-api\\.ts$'],
  express: ['^bff/http/', '^simulator/'],
  cookie: ['^bff/http/sign-in-cookies\\.ts$'],
  'fast-luhn': ['^bff/privacy/'],
  ibantools: ['^bff/privacy/'],
  'idb-keyval': ['^widget/desk/notice-signal\\.ts$', '^widget/sentiment/worker\\.ts$'],
  'intl-messageformat': ['^widget/i18n/messages\\.ts$'],
  'libphonenumber-js': ['^bff/privacy/'],
  jose: [
    '^simulator/cxone/vendor/tokens\\.ts$',
    '^bff/http/sign-in-cookies\\.ts$',
    '^bff/push/widget-token\\.ts$',
    '^bff/upstream/cxone/vendor/claims\\.ts$',
    '^bff/upstream/oidc/',
    '^widget/hosted/sign-in-desk\\.ts$',
    '^widget/session/token-watch\\.ts$',
  ],
  'onnxruntime-web': ['^bff/model/runtime\\.ts$', '^widget/sentiment/runtime\\.ts$'],
  marked: ['^bff/knowledge/build/'],
  minisearch: ['^bff/knowledge/'],
  parse5: ['^bff/knowledge/build/'],
  'openid-client': ['^bff/upstream/oidc/'],
  pino: ['^bff/observe/'],
  'prom-client': ['^bff/observe/'],
  protobufjs: ['^bff/fallback-index/convert/onnx-message\\.ts$'],
  recheck: ['^bff/files/safe-patterns\\.ts$'],
  redis: ['^bff/(store|cluster)/redis/', DOCTOR],
  'socket.io': ['^bff/(push|cluster)/'],
  'socket.io-client': ['^widget/link/open-socket\\.ts$', DOCTOR],
  'snowball-stemmers': ['^bff/knowledge/'],
  stopword: ['^bff/knowledge/'],
  undici: ['^bff/upstream/http/(http-call|connections)\\.ts$', '^bff/upstream/oidc/provider\\.ts$', DOCTOR],
  ws: [
    '^bff/upstream/cognigy/[^/]+/(assist-stream|stream-probe)\\.ts$',
    '^bff/upstream/cxone/vendor/event-hub-link\\.ts$',
    '^simulator/',
  ],
}

export const everywhere = [
  forbid(
    'no-circle',
    'Modules that import each other are one module in several files: move what both need into one of its own.',
    {},
    { circular: true },
  ),
  forbid(
    'nobody-knows-tests',
    'What is shipped does not know how it is tested.',
    { pathNot: ['^test/', '^vite\\.config\\.ts$'] },
    { path: '^test/' },
  ),
  ...Object.entries(DOORS).map(([library, doors]) =>
    forbid(
      `one-door-to-${library.replace(/^@.*\//, '')}`,
      `Only ${doors.join(' and ')} may know ${library}.`,
      { path: '^(bff|shared|simulator|widget)/', pathNot: doors },
      { path: libraryPath(library) },
    ),
  ),
]
