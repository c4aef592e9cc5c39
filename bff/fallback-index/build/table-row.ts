/** A row, by the names of its columns. */
export interface TableRow {
  /** Line of the file, from 1. */
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
}
