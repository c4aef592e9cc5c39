/** What the service holds: at rest, for a widget that is idle, and of conversations that are over. */
import type { Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { conversationRows } from '../memory/conversations.ts'
import { restRows } from '../memory/rest.ts'
import { widgetRows } from '../memory/widgets.ts'

const run = async (context: Context): Promise<readonly Row[]> => [
  ...(await restRows(context)),
  ...(await widgetRows(context)),
  ...(await conversationRows(context)),
]

export const memoryScenario: Scenario = {
  name: 'memory',
  about: 'memory at rest, of an idle widget, and of conversations that ended',
  run,
}
