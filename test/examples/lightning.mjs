/** Builds the example in Salesforce with Lightning's own compiler, and a console for it to stand in, into `dist/examples/salesforce/`. */
import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import lwc from '@lwc/rollup-plugin'
import { rolldown } from 'rolldown'

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const built = here('../../dist/examples/salesforce')
const example = here('../../examples/salesforce')

const console = await rolldown({
  input: here('console/console.js'),
  platform: 'browser',
  // Once Lightning's compiler had them.
  moduleTypes: { '.css': 'js', '.html': 'js' },
  resolve: {
    alias: {
      '@salesforce/apex/CxAssistSession.openSession': here('console/apex.js'),
      '@salesforce/resourceUrl/cxAssist': here('console/resource-url.js'),
      'lightning/conversationToolkitApi': here('console/conversation-toolkit.js'),
      'lightning/platformResourceLoader': here('console/resource-loader.js'),
      lwc: fileURLToPath(import.meta.resolve('@lwc/engine-dom')),
    },
  },
  plugins: [
    lwc({
      rootDir: here('console'),
      modules: [{ name: 'c/cxAssist', path: `${example}/force-app/main/default/lwc/cxAssist/cxAssist.js` }],
      defaultModules: [],
      exclude: '**/node_modules/**',
      enableLightningWebSecurityTransforms: true,
    }),
  ],
})
await console.write({ file: `${built}/console.js`, format: 'es' })
copyFileSync(here('console/index.html'), `${built}/index.html`)

const { default: config } = await import(`${example}/rolldown.config.mjs`)
const { output, ...input } = config
const resource = await rolldown({ ...input, cwd: example })
await resource.write({ ...output, file: `${built}/cxAssist.js` })
