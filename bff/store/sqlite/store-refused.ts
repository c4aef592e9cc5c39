/** The store cannot be opened. The message is a sentence for operators. Apart, since who reads it needs no SQLite. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused'
}
