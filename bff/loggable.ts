/** An id that an upstream does not know (`not_found`) may be any text that a flow put there: then its length, else the id. */
export const loggable = (id: string, cause: string): string =>
  cause === 'not_found' ? `(${id.length} characters)` : id
