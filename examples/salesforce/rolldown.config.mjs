/** Salesforce loads classic scripts out of static resources, and no modules: so the element becomes one script, words and all. */
import { defineConfig } from 'rolldown'

export default defineConfig({
  input: 'cx-assist/define',
  platform: 'browser',
  // A classic script is nowhere. Words are in it, and all else is fetched from `bff`.
  transform: { define: { 'import.meta.url': 'undefined' } },
  output: {
    file: 'force-app/main/default/staticresources/cxAssist.js',
    format: 'iife',
    name: 'cxAssist',
    codeSplitting: false,
    minify: true,
  },
})
