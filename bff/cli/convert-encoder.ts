/** Makes the sentence encoder that indexes are built with, from the package that publishes it. A step of the build. */
import { convertSentenceEncoder } from '../fallback-index/convert/convert.ts'

const [from, to] = process.argv.slice(2)
if (from === undefined || to === undefined) throw new Error('convert-encoder FROM TO')
await convertSentenceEncoder(from, to)
