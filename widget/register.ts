/** `/widget/cx-assist.js` and `cx-assist/define`: the package, with `<cx-assist>` named. */
import { define } from './index.ts'

export * from './index.ts'

define()
