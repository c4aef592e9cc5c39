/** `npm run bench`: the built service against a named baseline each, measured in turn in one run. See README.md. */
import { DEFAULT_JSON } from './harness/places.ts'
import { tableOf, writeJson } from './harness/report.ts'
import { judge, type Row } from './harness/rows.ts'
import { type Context, NotMeasured, type Scenario } from './harness/scenario.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { boardScenario } from './scenarios/board.ts'
import { boardPageScenarios } from './scenarios/board-page.ts'
import { fanOutScenario } from './scenarios/fan-out.ts'
import { knowledgeScenario } from './scenarios/knowledge.ts'
import { memoryScenario } from './scenarios/memory.ts'
import { panelScenarios } from './scenarios/panel.ts'
import { rankingScenario } from './scenarios/ranking.ts'
import { routedScenario } from './scenarios/routed.ts'
import { scaleScenario } from './scenarios/scale.ts'
import { sentimentScenario } from './scenarios/sentiment.ts'
import { sentimentBrowserScenario } from './scenarios/sentiment-browser.ts'
import { startScenario } from './scenarios/start.ts'
import { strangerScenario } from './scenarios/stranger.ts'
import { streamScenario } from './scenarios/stream.ts'
import { webhookScenario } from './scenarios/webhook.ts'
import { widgetScenario } from './scenarios/widget.ts'

const SCENARIOS: readonly Scenario[] = [
  webhookScenario,
  strangerScenario,
  routedScenario,
  widgetScenario,
  streamScenario,
  fanOutScenario,
  boardScenario,
  ...boardPageScenarios,
  memoryScenario,
  scaleScenario,
  startScenario,
  rankingScenario,
  knowledgeScenario,
  sentimentScenario,
  sentimentBrowserScenario,
  ...panelScenarios,
]
const QUICK_SHARE = 0.25

const chosen = ({ only }: Options): readonly Scenario[] => {
  const scenarios = SCENARIOS.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))
  if (scenarios.length === 0) throw new Error(`--only: there are ${SCENARIOS.map(({ name }) => name).join(', ')}`)
  return scenarios
}

const bench = async (options: Options): Promise<void> => {
  const context: Context = {
    options,
    scaled: (full) => (options.quick ? Math.max(1, Math.round(full * QUICK_SHARE)) : full),
    say: (line) => {
      process.stderr.write(`${line}\n`)
    },
  }
  const rows: Row[] = []
  for (const scenario of chosen(options)) {
    context.say(`${scenario.name}: ${scenario.about}`)
    try {
      rows.push(...(await scenario.run(context)))
    } catch (error) {
      // What was measured before and what comes after is worth having all the same.
      const reason = error instanceof NotMeasured ? error.message : error
      console.error(`${scenario.name} could not be measured:`, reason)
      process.exitCode = 2
    }
    writeJson(rows, options)
  }
  console.log(tableOf(rows))
  console.log(`\nmedians over the rounds of each row; every round is in ${options.json}`)
  if (options.quick) console.log('--quick: too short to prove anything')
  if (options.strict && rows.some((row) => judge(row).state === 'over')) process.exitCode ??= 1
}

process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))
try {
  await bench(readOptions(process.argv.slice(2), DEFAULT_JSON))
  process.exit()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.error(USAGE)
  process.exit(2)
}
