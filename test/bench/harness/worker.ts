/** The child's end of `worker-process.ts`. */
import * as z from 'zod/mini'

const request = z.object({ id: z.number(), command: z.string(), input: z.optional(z.unknown()) })

export type Command = (input: unknown) => Promise<unknown>

/** A command that takes what `schema` describes. */
export const command =
  <S extends z.ZodMiniType>(schema: S, run: (input: z.output<S>) => Promise<unknown>): Command =>
  async (input) =>
    await run(schema.parse(input))

const answer = async (commands: Readonly<Record<string, Command>>, message: unknown): Promise<void> => {
  const { id, command: name, input } = request.parse(message)
  try {
    const run = commands[name]
    if (run === undefined) throw new Error(`no such command: ${name}`)
    process.send?.({ id, value: await run(input) })
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

/** Answers the parent until it goes away. */
export const serveCommands = (commands: Readonly<Record<string, Command>>): void => {
  process.on('message', (message) => void answer(commands, message))
  process.on('disconnect', () => process.exit(0))
}
