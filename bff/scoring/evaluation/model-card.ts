/** Figures are put into a model's card by machine, so that the card says what was measured. */
import { TableError } from '../../fallback-index/build/tables.ts'

const BEGIN = '<!-- evaluation:begin -->'
const END = '<!-- evaluation:end -->'

/**
 * The card with `report` between its two marks; what stood there goes.
 *
 * @throws {TableError} if the card has no such place
 */
export const intoCard = (card: string, report: string): string => {
  const [begin, end] = [card.indexOf(BEGIN), card.indexOf(END)]
  if (begin === -1 || end < begin) throw new TableError(`the card has no ${BEGIN} and ${END} to put the tables between`)
  return `${card.slice(0, begin + BEGIN.length)}\n\n${report}\n${card.slice(end)}`
}
