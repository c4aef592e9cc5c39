/** `import 'cx-assist/react'`: `<cx-assist>` and `<cx-board>` in the JSX of React 19, with their properties and events typed. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { CxBoard } from '../board/cx-board.ts'
import type { CxAssist } from '../cx-assist.ts'
import type { CxAssistListeners, CxAssistProps, CxBoardListeners, CxBoardProps } from '../element-props.ts'

type OfHtml<E> = DetailedHTMLProps<HTMLAttributes<E>, E>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'cx-assist': Omit<OfHtml<CxAssist>, keyof CxAssistProps> & CxAssistProps & CxAssistListeners
      'cx-board': Omit<OfHtml<CxBoard>, keyof CxBoardProps> & CxBoardProps & CxBoardListeners
    }
  }
}
