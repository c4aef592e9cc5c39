/** A table that cannot be used. The message names file, line and reason, and the cure; never a text of the table. */
export class TableError extends Error {
  override readonly name = 'TableError'
}
