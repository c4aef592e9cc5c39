/** `import 'cx-assist/vue'`: `<cx-assist>` and `<cx-board>` in the templates of Vue 3, with their properties and events typed. */
import type { EmitFn, HTMLAttributes } from 'vue'
import type { CxBoard } from '../board/cx-board.ts'
import type { CxBoardEventMap } from '../board/events.ts'
import type { CxAssist } from '../cx-assist.ts'
import type { CxAssistProps, CxBoardProps } from '../element-props.ts'
import type { CxAssistEventMap } from '../events.ts'

type Emits<Events> = { [Name in keyof Events]: (event: Events[Name]) => void }

/** As Vue's guide describes elements that are no components. */
type Described<Element, Props, Events> = new () => Element & {
  /** @deprecated For the checker of templates only. */
  $props: Omit<HTMLAttributes, keyof Props> & Props
  /** @deprecated For the checker of templates only. */
  $emit: EmitFn<Emits<Events>>
}

declare module 'vue' {
  interface GlobalComponents {
    'cx-assist': Described<CxAssist, CxAssistProps, CxAssistEventMap>
    'cx-board': Described<CxBoard, CxBoardProps, CxBoardEventMap>
  }
}
