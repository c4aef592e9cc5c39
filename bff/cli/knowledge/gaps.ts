/** `cx-assist knowledge gaps`: what agents looked for in vain. */
import { type Gap, gapsOf } from '../../../shared/domain/knowledge/gaps.ts'
import { readSearches, type Searches } from './read-searches.ts'

export interface GapsReport extends Omit<Searches, 'queries'> {
  /** Searches that found nothing and whose words were kept. */
  readonly kept: number
  readonly gaps: readonly Gap[]
}

/** @throws LogError where a file cannot be read */
export const findGaps = async (paths: readonly string[]): Promise<GapsReport> => {
  const { queries, ...searches } = await readSearches(paths)
  return { ...searches, kept: queries.length, gaps: gapsOf(queries) }
}

const KEEP = 'privacy.keepQueries'
const percent = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)} %`
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const searched = (count: number): string => plural(count, 'search').replace(/searchs$/u, 'searches')

const aboutKept = ({ without, kept }: GapsReport): readonly string[] => {
  if (without === kept) return []
  if (kept === 0)
    return [`what was searched for was not kept: ${KEEP} was off. Switch it on in the rules file to see it here`]
  return [`of ${without - kept} of them the words were not kept: ${KEEP} was off then`]
}

/** @param most gaps that are printed */
export const gapsText = (report: GapsReport, most: number): string => {
  const { count, without, gaps } = report
  if (count === 0) return 'no searches in there: is it METRICS_LOG, and does the service have knowledge?\n'
  const lines = gaps.slice(0, most).map((gap) => {
    const more = gap.wordings > 1 ? `  (${gap.wordings} wordings)` : ''
    return `${String(gap.count).padStart(6)}  ${gap.query}${more}`
  })
  const left = gaps.length - lines.length
  return [
    `${searched(count)}, ${without} of them without a result (${percent(without, count)})`,
    ...aboutKept(report),
    ...(lines.length > 0 ? ['', ...lines] : []),
    ...(left > 0 ? [`        and ${left} more; --limit shows them`] : []),
    '',
  ].join('\n')
}
