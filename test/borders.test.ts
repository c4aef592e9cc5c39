/** The borders between folders are kept by machine; these tests plant what must be refused and see it refused. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { borders, cruiseTree } from './borders/borders.mjs'

interface Crossing {
  readonly rule: string
  readonly from: string
  readonly to: string
}

const breach = (rule: string, from: string, to: string): Crossing => ({ rule, from, to })

const BREACHES: readonly Crossing[] = [
  breach('no-circle', 'bff/http/one.ts', 'bff/http/other.ts'),
  breach('nobody-knows-tests', 'bff/observe/planted.ts', 'test/support/start-bff.ts'),
  breach('nobody-knows-tests', 'widget/parts/panel/planted.ts', 'test/widget/panel.ts'),
  breach('one-door-to-virtual-core', 'widget/parts/transcript/planted.ts', '@tanstack/virtual-core'),
  breach('panel-knows-no-board', 'widget/desk/planted.ts', 'widget/board/state/order.ts'),
  breach('board-knows-pieces-of-the-panel', 'widget/board/view/planted.ts', 'widget/desk/agent-desk.ts'),
  breach('one-place-loads-the-panel', 'widget/board/view/planted.ts', 'widget/register.ts'),
  breach('board-state-is-innermost', 'widget/board/state/planted.ts', 'widget/board/parts/row.ts'),
  breach('board-link-knows-no-view', 'widget/board/link/planted.ts', 'widget/board/parts/row.ts'),
  breach('one-door-to-tokenizers', 'bff/flows/routing/planted.ts', '@huggingface/tokenizers'),
  breach('one-door-to-sqlite', 'bff/store/memory/planted.ts', '@photostructure/sqlite'),
  breach('one-door-to-sdk-trace-node', 'bff/http/planted.ts', '@opentelemetry/sdk-trace-node'),
  breach(
    'one-door-to-exporter-trace-otlp-http',
    'bff/flows/routing/planted.ts',
    '@opentelemetry/exporter-trace-otlp-http',
  ),
  breach('one-door-to-express', 'bff/flows/routing/planted.ts', 'express'),
  breach('one-door-to-express', 'bff/push/planted.ts', 'express'),
  breach('one-door-to-cookie', 'bff/flows/sign-in/planted.ts', 'cookie'),
  breach('one-door-to-openid-client', 'bff/flows/sign-in/planted.ts', 'openid-client'),
  breach('one-door-to-fast-luhn', 'shared/domain/privacy/planted.ts', 'fast-luhn'),
  breach('one-door-to-ibantools', 'bff/conversations/planted.ts', 'ibantools'),
  breach('one-door-to-libphonenumber-js', 'widget/parts/panel/planted.ts', 'libphonenumber-js/min'),
  breach('one-door-to-protobufjs', 'bff/fallback-index/build/planted.ts', 'protobufjs'),
  breach('one-door-to-recheck', 'bff/flows/privacy/planted.ts', 'recheck'),
  breach('one-door-to-idb-keyval', 'widget/sentiment/runtime.ts', 'idb-keyval'),
  breach('one-door-to-intl-messageformat', 'widget/parts/panel/planted.ts', 'intl-messageformat'),
  breach('one-door-to-intl-messageformat', 'widget/cx-assist.ts', 'intl-messageformat'),
  breach('one-door-to-jose', 'bff/http/planted.ts', 'jose'),
  breach('one-door-to-marked', 'bff/knowledge/planted.ts', 'marked'),
  breach('one-door-to-minisearch', 'bff/flows/suggestions/planted.ts', 'minisearch'),
  breach('one-door-to-onnxruntime-web', 'widget/parts/panel/planted.ts', 'onnxruntime-web/webgpu'),
  breach('one-door-to-onnxruntime-web', 'bff/scoring/planted.ts', 'onnxruntime-web'),
  breach('one-door-to-parse5', 'bff/knowledge/planted.ts', 'parse5'),
  breach('one-door-to-pino', 'bff/flows/routing/planted.ts', 'pino'),
  breach('one-door-to-prom-client', 'bff/http/planted.ts', 'prom-client'),
  breach('one-door-to-redis', 'bff/conversations/planted.ts', 'redis'),
  breach('one-door-to-snowball-stemmers', 'shared/domain/knowledge/planted.ts', 'snowball-stemmers'),
  breach('one-door-to-socket.io', 'bff/http/planted.ts', 'socket.io'),
  breach('one-door-to-socket.io-client', 'widget/parts/panel/planted.ts', 'socket.io-client'),
  breach('one-door-to-socket.io-client', 'simulator/check/planted.ts', 'socket.io-client'),
  breach('one-door-to-stopword', 'shared/domain/knowledge/planted.ts', 'stopword'),
  breach('one-door-to-undici', 'bff/http/planted.ts', 'undici'),
  breach('one-door-to-undici', 'bff/upstream/cxone/tutorial/planted.ts', 'undici'),
  breach('one-door-to-ws', 'bff/push/planted.ts', 'ws'),
  breach('shared-knows-nobody', 'shared/wire/planted.ts', 'bff/ports/time.ts'),
  breach('shared-needs-zod-alone', 'shared/wire/planted.ts', 'lru-cache'),
  breach('shared-needs-zod-alone', 'shared/model/planted.ts', 'node:fs'),
  breach('wire-knows-wire-alone', 'shared/wire/planted.ts', 'shared/domain/ranking/fallback.ts'),
  breach('domain-needs-no-library', 'shared/domain/policy/planted.ts', 'zod/mini'),
  breach('domain-is-innermost', 'shared/domain/policy/planted.ts', 'shared/model/scorer.ts'),
  breach('validate-is-outermost', 'shared/model/planted.ts', 'shared/validate/validate.ts'),
  breach('bff-knows-shared-and-itself', 'bff/flows/routing/planted.ts', 'widget/state/reduce.ts'),
  breach('flows-know-ports', 'bff/conversations/planted.ts', 'bff/privacy/number-checks.ts'),
  breach('flows-know-ports', 'bff/flows/routing/planted.ts', 'bff/upstream/cxone/tutorial/cxone.ts'),
  breach('flows-know-ports', 'bff/flows/frustration/planted.ts', 'bff/scoring/sentiment-scorer.ts'),
  breach('flows-know-ports', 'bff/conversations/planted.ts', 'bff/store/memory/conversations.ts'),
  breach('flows-stand-alone', 'bff/flows/routing/planted.ts', 'bff/flows/handover/handover.ts'),
  breach('suggestions-pass-nothing-on', 'bff/flows/suggestions/planted.ts', 'bff/flows/transcript/hear-customer.ts'),
  breach('conversations-know-no-flow', 'bff/conversations/planted.ts', 'bff/flows/routing/routing.ts'),
  breach('ports-know-nobody', 'bff/ports/planted.ts', 'bff/config.ts'),
  breach('adapters-know-no-flow', 'bff/upstream/cxone/tutorial/planted.ts', 'bff/flows/routing/routing.ts'),
  breach('adapters-know-no-flow', 'bff/scoring/planted.ts', 'bff/config.ts'),
  breach('adapters-stand-alone', 'bff/http/planted.ts', 'bff/push/create-push.ts'),
  breach('offline-reads-files-and-tables', 'bff/fallback-index/build/planted.ts', 'bff/upstream/http/http-call.ts'),
  breach('service-runs-without-offline', 'bff/scoring/planted.ts', 'bff/scoring/evaluation/evaluate.ts'),
  breach('upstreams-stand-alone', 'bff/upstream/cxone/tutorial/planted.ts', 'bff/upstream/cognigy/tutorial/cognigy.ts'),
  breach('dialects-stand-alone', 'bff/upstream/cxone/vendor/planted.ts', 'bff/upstream/cxone/tutorial/cxone.ts'),
  breach('one-place-picks-a-dialect', 'bff/cli/doctor/planted.ts', 'bff/upstream/cxone/tutorial/cxone.ts'),
  breach('one-place-picks-a-dialect', 'bff/app.ts', 'bff/upstream/cognigy/tutorial/cognigy.ts'),
  breach('http-skeleton-knows-no-vendor', 'bff/upstream/http/planted.ts', 'bff/upstream/cxone/tutorial/cxone.ts'),
  breach('only-the-wiring-picks', 'bff/health/planted.ts', 'bff/scoring/sentiment-scorer.ts'),
  breach('only-the-wiring-picks', 'bff/planted.ts', 'bff/config.ts'),
  breach('commands-come-last', 'bff/http/planted.ts', 'bff/cli/serve.ts'),
  breach('widget-knows-shared-and-itself', 'widget/parts/panel/planted.ts', 'bff/main.ts'),
  breach('parts-know-ports', 'widget/parts/panel/planted.ts', 'widget/composer/field.ts'),
  breach('parts-know-ports', 'widget/session/planted.ts', 'widget/link/socket-link.ts'),
  breach('state-is-innermost', 'widget/state/planted.ts', 'widget/i18n/language.ts'),
  breach('adapters-know-no-view', 'widget/link/planted.ts', 'widget/state/reduce.ts'),
  breach('workplace-is-fetched-whole', 'widget/session/planted.ts', 'widget/workplace/workplace.ts'),
  breach('page-knows-nothing', 'widget/page/planted.ts', 'widget/composer/field.ts'),
  breach('words-know-no-view', 'widget/i18n/planted.ts', 'widget/parts/panel/panel.ts'),
  breach('public-face-is-outermost', 'widget/parts/panel/planted.ts', 'widget/cx-assist.ts'),
  breach('frameworks-know-the-public-face', 'widget/frameworks/planted.ts', 'widget/state/reduce.ts'),
  breach('playground-is-not-shipped', 'widget/cx-assist.ts', 'widget/playground/stage.ts'),
  breach('desktops-stand-alone', 'widget/desktops/planted.ts', 'widget/session/assist-session.ts'),
  breach('adapters-of-desktops-stand-alone', 'widget/desktops/cxone.ts', 'widget/desktops/generic.ts'),
  breach('hosted-comes-last', 'widget/parts/panel/planted.ts', 'widget/hosted/page.ts'),
  breach('simulator-is-over-the-wire', 'simulator/replay/planted.ts', 'bff/app.ts'),
  breach('desktop-embeds-the-public-face', 'simulator/desktop/page/planted.ts', 'widget/state/reduce.ts'),
  breach('headless-widget-needs-no-view', 'simulator/check/headless-widget.ts', 'widget/parts/panel/panel.ts'),
  breach('stand-ins-stand-alone', 'simulator/cxone/tutorial/planted.ts', 'simulator/cognigy/tutorial/server.ts'),
  breach('played-desktops-stand-alone', 'simulator/desktops/played/planted.ts', 'simulator/desktops/played/cxone.ts'),
  breach('examples-know-the-package', 'examples/react/planted.ts', 'widget/index.ts'),
  breach('nobody-knows-examples', 'simulator/desktop/page/planted.ts', 'examples/session.ts'),
]

const DOORS: readonly (readonly [from: string, to: string])[] = [
  ['bff/cli/doctor/planted.ts', 'redis'],
  ['bff/store/redis/planted.ts', 'redis'],
  ['bff/http/planted.ts', 'express'],
  ['bff/push/planted.ts', 'socket.io'],
  ['bff/model/runtime.ts', '@huggingface/tokenizers'],
  ['bff/model/runtime.ts', 'onnxruntime-web'],
  ['bff/fallback-index/convert/onnx-message.ts', 'protobufjs'],
  ['bff/upstream/cognigy/vendor/assist-stream.ts', 'ws'],
  ['bff/upstream/http/http-call.ts', 'undici'],
  ['simulator/http/planted.ts', 'express'],
  ['widget/i18n/messages.ts', 'intl-messageformat'],
  ['widget/link/open-socket.ts', 'socket.io-client'],
  ['widget/sentiment/runtime.ts', 'onnxruntime-web/wasm'],
  ['shared/wire/planted.ts', 'zod/mini'],
  ['bff/flows/routing/planted.ts', 'bff/ports/time.ts'],
  ['bff/flows/routing/planted.ts', 'bff/flows/transcript/hear-customer.ts'],
  ['bff/flows/routing/planted.ts', 'shared/model/scorer.ts'],
  ['bff/fallback-index/build/planted.ts', 'bff/files/decode-text.ts'],
  ['bff/main.ts', 'bff/scoring/sentiment-scorer.ts'],
  ['bff/upstream/cxone/tutorial/planted.ts', 'bff/upstream/http/http-call.ts'],
  ['bff/upstream/cxone/open-cxone.ts', 'bff/upstream/cxone/tutorial/cxone.ts'],
  ['widget/cx-assist.ts', 'widget/composer/field.ts'],
  ['widget/parts/panel/planted.ts', 'widget/composer/composer.ts'],
  ['widget/parts/panel/planted.ts', 'widget/events.ts'],
  ['simulator/desktop/page/planted.ts', 'widget/cx-assist.ts'],
  ['test/planted.ts', 'bff/main.ts'],
]

const root = fileURLToPath(new URL('..', import.meta.url))
const planted = mkdtempSync(join(tmpdir(), 'planted-'))
afterAll(() => rmSync(planted, { recursive: true }))

const isOurs = (path: string): boolean => /^(bff|examples|shared|simulator|test|widget)\//.test(path)

/** As it would be written in `from`. */
const specifier = (from: string, to: string): string => {
  if (!isOurs(to)) return to
  const path = relative(dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

const FORMS = [
  (to: string) => `import { thing } from '${to}'\nexport const use = () => thing\n`,
  (to: string) => `import type { Thing } from '${to}'\nexport const use = (thing: Thing) => thing\n`,
  (to: string) => `export type { Thing } from '${to}'\n`,
  (to: string) => `export const load = async () => await import('${to}')\n`,
]
const byTypeAlone = FORMS[1] ?? String

/** One file imports all that is planted in it, by types alone: whoever is seen then is seen by any import. */
const plant = (): void => {
  const sources = new Map<string, string>()
  const add = (path: string, source: string): void => void sources.set(path, `${sources.get(path) ?? ''}${source}`)
  for (const [from, to] of [...DOORS, ...BREACHES.map((each) => [each.from, each.to] as const)]) {
    add(from, byTypeAlone(specifier(from, to)))
    if (isOurs(to)) add(to, '')
  }
  add('bff/http/other.ts', byTypeAlone('./one.ts'))
  for (const [n, form] of FORMS.entries()) add(`shared/wire/form-${n}.ts`, form('../../bff/ports/time.ts'))
  for (const [path, source] of sources) {
    mkdirSync(join(planted, dirname(path)), { recursive: true })
    writeFileSync(join(planted, path), source)
  }
}

let found: readonly Crossing[] = []
const seen = (crossing: Partial<Crossing>) =>
  found.filter(
    ({ rule, from, to }) =>
      rule === (crossing.rule ?? rule) &&
      from === (crossing.from ?? from) &&
      to.replace(/^(?=fs$)/, 'node:') === (crossing.to ?? to),
  )

beforeAll(async () => {
  plant()
  const { summary } = await cruiseTree(planted)
  found = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
})

describe('the borders', () => {
  it('the borders are crossed nowhere in the tree, and no modules import each other in a circle', async () => {
    const { summary, modules } = await cruiseTree(root)
    expect(modules.length).toBeGreaterThan(900)
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
  })

  it.each(BREACHES)('the borders refuse $from importing $to: $rule', (crossing) => {
    expect(seen(crossing)).toHaveLength(1)
  })

  it.each(DOORS)('the borders let %s import %s', (from, to) => {
    expect(seen({ from, to })).toEqual([])
  })

  it('the borders are each seen refusing something', () => {
    expect(new Set(BREACHES.map(({ rule }) => rule))).toEqual(new Set(borders.map(({ name }) => name)))
  })

  it('the borders see a module that is imported for a value, for a type, passed on, or loaded later', () => {
    const crossed = FORMS.map((_, n) => seen({ rule: 'shared-knows-nobody', from: `shared/wire/form-${n}.ts` }))
    expect(crossed.map((each) => each.length)).toEqual([1, 1, 1, 1])
  })
})
