/** `import 'cx-assist/vue'`: `<cx-assist>` in the templates of Vue 3, with its properties and events typed. */
import type { EmitFn, HTMLAttributes } from 'vue'
import type { CxAssist } from '../cx-assist.ts'
import type { CxAssistProps } from '../element-props.ts'
import type { CxAssistEventMap } from '../events.ts'

type Emits = { [Name in keyof CxAssistEventMap]: (event: CxAssistEventMap[Name]) => void }

/** As Vue's guide describes elements that are no components. */
type CxAssistElement = new () => CxAssist & {
  /** @deprecated For the checker of templates only. */
  $props: Omit<HTMLAttributes, keyof CxAssistProps> & CxAssistProps
  /** @deprecated For the checker of templates only. */
  $emit: EmitFn<Emits>
}

declare module 'vue' {
  interface GlobalComponents {
    'cx-assist': CxAssistElement
  }
}
