import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher } from '@web/test-runner-chrome'
import { CHROMIUM_FLAGS, ensureChromium } from './test/chromium.mjs'

/** What bundlers put in its place: browsers have none. */
const noProcess = {
  name: 'no-process',
  transform: (context) =>
    context.path.includes('/@tanstack/')
      ? { body: context.body.replaceAll('process.env.NODE_ENV', '"production"') }
      : undefined,
}

/** The widget in a real browser: `npx wtr`, or `npx wtr --files test/widget/one.test.ts`. */
export default {
  files: 'test/widget/**/*.test.ts',
  // The project's own resolution: browser builds, and Lit without its development warnings.
  nodeResolve: { browser: true, exportConditions: ['browser', 'production'] },
  plugins: [esbuildPlugin({ ts: true, tsconfig: 'widget/tsconfig.json', target: 'es2022' }), noProcess],
  concurrency: 1,
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: ensureChromium(),
        args: CHROMIUM_FLAGS,
      },
    }),
  ],
  testFramework: { config: { timeout: 20_000 } },
}
