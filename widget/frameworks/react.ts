/** `import 'cx-assist/react'`: `<cx-assist>` in the JSX of React 19, with its properties and events typed. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { CxAssist } from '../cx-assist.ts'
import type { CxAssistListeners, CxAssistProps } from '../element-props.ts'

type OfHtml = DetailedHTMLProps<HTMLAttributes<CxAssist>, CxAssist>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'cx-assist': Omit<OfHtml, keyof CxAssistProps> & CxAssistProps & CxAssistListeners
    }
  }
}
