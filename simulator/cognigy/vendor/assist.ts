/** The Flow behind the REST endpoint that suggests what an agent could reply. */
import * as z from 'zod/mini'
import { suggest } from '../suggestions.ts'

/** One output of a Flow. */
interface FlowOutput {
  readonly text: string
  readonly data: Readonly<Record<string, unknown>>
}

export const assistBody = z.strictObject({
  userId: z.string().check(z.minLength(1), z.maxLength(256)),
  sessionId: z.string().check(z.minLength(1), z.maxLength(256)),
  text: z.string().check(z.maxLength(10_000)),
  data: z.strictObject({
    cxAssist: z.strictObject({
      interactionId: z.string().check(z.minLength(1)),
      sentimentScore: z.optional(z.number().check(z.minimum(-1), z.maximum(1))),
      context: z.optional(z.record(z.string(), z.unknown())),
    }),
  }),
})
export type AssistInput = z.infer<typeof assistBody>

type Flow = (input: AssistInput) => readonly FlowOutput[]

/** The best one first, then the others in an output of their own: whoever reads one output only misses some. */
const canned: Flow = ({ text, data }) => {
  const [best, ...others] = suggest(text, data.cxAssist.sentimentScore ?? 0)
  return [[best], others]
    .map((suggestions) => suggestions.filter((suggestion) => suggestion !== undefined))
    .filter((suggestions) => suggestions.length > 0)
    .map((suggestions) => ({ text: '', data: { suggestions } }))
}

export class Assist {
  #flow: Flow = canned
  /** Cognigy bills by session. */
  readonly #sessionIds = new Set<string>()

  get sessionIds(): readonly string[] {
    return [...this.#sessionIds]
  }

  /** Another Flow, or the canned one again. */
  answerBy(flow: Flow | undefined): void {
    this.#flow = flow ?? canned
  }

  /** What the endpoint answers: all outputs, and the last one once more where a single one is expected. */
  run(input: AssistInput): unknown {
    this.#sessionIds.add(input.sessionId)
    const outputs = this.#flow(input)
    const last = outputs.at(-1)
    return {
      text: last?.text ?? '',
      data: last?.data ?? {},
      outputStack: outputs.map(({ text, data }, n) => ({ text, data, traceId: `trace-${n + 1}`, source: 'bot' })),
      userId: input.userId,
      sessionId: input.sessionId,
    }
  }
}
