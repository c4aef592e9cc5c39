import { type Dialogue, readDialogues } from '../replay/dialogues.ts'
import { atMost, forever } from '../replay/replay.ts'
import { inPackage } from '../repository.ts'

const SHIPPED = inPackage('simulator', 'dialogues', 'demo.jsonl')

const readAll = async (file: string): Promise<Dialogue[]> => {
  const all: Dialogue[] = []
  for await (const dialogue of readDialogues(file)) all.push(dialogue)
  return all
}

/**
 * The dialogues of a run: those of `file` once, or the shipped ones for ever, at most `limit`. Rejects at once for a file
 * that cannot be read or begins with something else.
 */
export const openDialogues = async (
  file: string | undefined,
  limit: number | undefined,
): Promise<AsyncIterator<Dialogue, unknown>> => {
  const all = file === undefined ? forever(await readAll(SHIPPED)) : readDialogues(file)
  if (file !== undefined) {
    for await (const _first of readDialogues(file)) break
  }
  return limit === undefined ? all : atMost(all, limit)
}
