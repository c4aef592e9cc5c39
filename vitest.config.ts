import { defineConfig } from 'vitest/config'

/** Other programs, what is built, a browser, a heap that is weighed, a training: what takes a while or wants to be alone. */
const SLOW = [
  'test/{deploy,editors,end-to-end,examples,package,visual}/**/*.test.ts',
  'test/bff/process/**/*.test.ts',
  'test/**/*-process.test.ts',
  'test/{borders,lint,picture,projects,regular-expressions,unused}.test.ts',
  'test/bff/flows/suggestions/process-records.test.ts',
  'test/bff/http/operations.test.ts',
  'test/bff/push/widget-token.test.ts',
  'test/bff/scoring/{score-dialogues,sentiment-score,sentiment-thread}.test.ts',
  'test/shared/validate/package.test.ts',
  'test/bff/store/memory/{held-memory,interleaving}.test.ts',
  'test/bff/store/{redis,sqlite}/**/*.test.ts',
  'test/bff/fallback-index/{index-refused,npy}.test.ts',
  'test/bff/knowledge/knowledge.test.ts',
  'test/shared/domain/conversation/cut-text.test.ts',
  'test/unit/widget/state/flat-memory.test.ts',
  'test/simulator/nlu.test.ts',
]

/** Memory and files alone, and no global thing changed for good: many live in one thread, one after the other. */
const UNIT = [
  'test/docs.test.ts',
  'test/bench/**/*.test.ts',
  'test/bff/{files,observe}/**/*.test.ts',
  'test/bff/conversations/!(merging|switching).test.ts',
  'test/bff/fallback-index/!(bot-platforms).test.ts',
  'test/bff/health/{readiness,upstream-signs}.test.ts',
  'test/bff/knowledge/**/*.test.ts',
  'test/bff/http/pressure.test.ts',
  'test/bff/scoring/**/*.test.ts',
  'test/bff/store/*/**/*.test.ts',
  'test/bff/upstream/compare-cost.test.ts',
  'test/shared/{model,wire}/**/*.test.ts',
  'test/shared/domain/!(handover)/**/*.test.ts',
  'test/simulator/dialogues.test.ts',
  'test/unit/widget/!(link)/**/*.test.ts',
  'test/unit/widget/link/!(socket-link|swallowed-upgrade|widget-config).test.ts',
]

const NEVER = ['**/node_modules/**', 'dist/**']
/** These run in a real browser, by @web/test-runner. */
const IN_BROWSER = 'test/widget/**'

export default defineConfig({
  test: {
    environment: 'node',
    maxWorkers: 2,
    // Generous, because machines are shared; no test waits for its time-out.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    // A ceiling too: what is polled for ends the wait as soon as it is there.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: UNIT,
          exclude: [...NEVER, ...SLOW],
          setupFiles: ['test/support/alone.ts'],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'service',
          // Whatever the others leave, so that a new test is never forgotten.
          include: ['test/**/*.test.ts'],
          exclude: [...NEVER, IN_BROWSER, ...SLOW, ...UNIT],
          pool: 'forks',
        },
      },
      { extends: true, test: { name: 'slow', include: SLOW, exclude: NEVER, pool: 'forks' } },
    ],
  },
})
