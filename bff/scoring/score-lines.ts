/** Lines of text in, lines of figures out: line N answers line N. */
import { utteranceFrustration } from '../../shared/domain/frustration/frustration.ts'
import { ModelError } from '../../shared/model/model-spec.ts'
import type { Scorer } from '../../shared/model/scorer.ts'
import { defaultRules } from '../../shared/rules.ts'

/** Of a longer line only the beginning is kept, far more than is looked at: a file without line ends must fit too. */
const LONGEST_LINE = 64 * 1024
/** Answers go out together: at the end of each piece of input, or when so many characters are. */
const LARGEST_OUTPUT = 16 * 1024

/**
 * Lines of UTF-8 text, in batches as they come. Only a line feed ends a line, with or without a carriage return before
 * it, so that a line of a file is a line here, whatever else is in it.
 */
export async function* linesOf(
  input: AsyncIterable<Uint8Array>,
  longest = LONGEST_LINE,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder()
  let begun = ''
  const take = (piece: string): string[] => {
    const [first = '', ...rest] = piece.split('\n')
    const lines = [begun + first, ...rest]
    begun = (lines.pop() ?? '').slice(0, longest)
    return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  }
  for await (const bytes of input) yield take(decoder.decode(bytes, { stream: true }))
  yield take(decoder.decode())
  if (begun !== '') yield take('\n')
}

/**
 * @param write resolves when more may be written
 * @throws {LineError} where a line cannot be scored
 */
export const scoreLines = async (
  input: AsyncIterable<Uint8Array>,
  { score }: Pick<Scorer, 'score'>,
  write: (text: string) => Promise<void>,
): Promise<void> => {
  let output = ''
  let line = 0
  const flush = async (): Promise<void> => {
    const text = output
    output = ''
    if (text !== '') await write(text)
  }
  for await (const lines of linesOf(input)) {
    for (const text of lines) {
      line += 1
      output += await figuresOf(score, text, line)
      if (output.length >= LARGEST_OUTPUT) await flush()
    }
    await flush()
  }
}

/** A line cannot be scored. The message names its number and nothing of it. */
export class LineError extends Error {
  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`)
    this.name = 'LineError'
  }
}

const figuresOf = async (score: Scorer['score'], text: string, line: number): Promise<string> => {
  try {
    const scores = await score(text)
    const { negative, neutral, positive } = scores
    const frustration = utteranceFrustration(scores, defaultRules.escalation)
    return `${[negative, neutral, positive, frustration].map((figure) => figure.toFixed(6)).join('\t')}\n`
  } catch (error) {
    // What a library says may quote the text.
    throw new LineError(line, error instanceof ModelError ? error.message : 'a fault of the runtime')
  }
}
