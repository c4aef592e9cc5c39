/** A `.npy` file that is not taken, or could not be written. The message is one sentence that begins with the path. */
export class NpyError extends Error {
  /** As the caller gave it. */
  readonly path: string

  /** `reason` goes on after the path: "is truncated: …", "holds …". */
  constructor(path: string, reason: string) {
    super(`${path} ${reason}`)
    this.name = 'NpyError'
    this.path = path
  }
}

const MESSAGES: Readonly<Record<'read' | 'written', Readonly<Record<string, string>>>> = {
  read: { ENOENT: 'does not exist' },
  written: { ENOENT: 'cannot be written: its folder does not exist', EISDIR: 'is a directory, not a file' },
}

/** Runs `work`, which does nothing but use the file, and turns what the file system says into an {@link NpyError}. */
export const namingFile = async <T>(path: string, verb: 'read' | 'written', work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    const code = String(error.code)
    throw new NpyError(path, MESSAGES[verb][code] ?? `cannot be ${verb} (${code})`)
  }
}

const LONGEST_QUOTE = 40

/** What a file says, short and on one line, to be shown in a message. */
export const quoted = (text: string): string =>
  text.length > LONGEST_QUOTE ? `${JSON.stringify(text.slice(0, LONGEST_QUOTE))}…` : JSON.stringify(text)
