/** What only the build knows: see `vite.config.ts`. Imported where nothing but the built element goes. */

declare module '*?worker&url' {
  /** Where the built worker lies, as seen from the module that asks. */
  const url: string
  export default url
}

declare module 'virtual:runtime-files' {
  import type { RuntimeFiles } from './runtime-files.ts'

  export const runtimeFiles: RuntimeFiles
}
