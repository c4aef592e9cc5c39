/** A bot of three intents, small enough to be learnt within a test, and a folder with its index. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BuildOptions, buildIndex } from '../../bff/fallback-index/build/build.ts'

const PHRASES: Readonly<Record<string, readonly string[]>> = {
  lost_card: [
    'I lost my card this morning',
    'my card is gone, please block it',
    'somebody stole my card',
    'block my bank card now',
    'the card fell out of my pocket and is lost',
    'can you stop my card, I cannot find it',
    'stolen card, what shall I do',
    'card missing since yesterday',
    'I want to report a lost card',
    'please freeze my card at once',
  ],
  opening_times: [
    'when do you open on Saturday',
    'what are your opening hours',
    'is the branch open today',
    'until what time are you open',
    'opening times please',
    'are you open on Sunday morning',
    'when does the shop close tonight',
    'which days is the branch closed',
    'do you open early in the morning',
    'how late is the branch open',
  ],
  new_address: [
    'I moved to another street',
    'please change my address',
    'my new address is different now',
    'we moved house last week',
    'update the address you have for me',
    'letters still go to my old address',
    'I live somewhere else now, change it',
    'how do I tell you my new address',
    'moving next month, new street and number',
    'the street in my account is wrong',
  ],
  oos: [
    'what is the weather like in Rome',
    'tell me a joke about cats',
    'who won the football game',
    'sing a song for me',
    'how tall is the tallest tree',
    'do you like pizza',
    'what should I cook for dinner',
    'is there life on the moon',
  ],
}

export const SMALL_BOT_INTENTS = ['lost_card', 'new_address', 'opening_times']

const trainingTsv = (): string =>
  ['intent\ttext', ...Object.entries(PHRASES).flatMap(([name, texts]) => texts.map((text) => `${name}\t${text}`))].join(
    '\n',
  )

const mistakesTsv = (): string =>
  [
    'predicted\tactual\tcount',
    'opening_times\tnew_address\t30',
    'opening_times\tlost_card\t10',
    'lost_card\tlost_card\t90',
  ].join('\n')

export interface SmallBot {
  readonly folder: string
  readonly training: string
  readonly log: string
  readonly index: string
  remove(): Promise<void>
}

/** Writes training export and log into a new folder; builds the index beside them unless told not to. */
export const createSmallBot = async ({ built = true } = {}): Promise<SmallBot> => {
  const folder = await mkdtemp(join(tmpdir(), 'cx-assist-small-bot-'))
  const bot = {
    folder,
    training: join(folder, 'training.tsv'),
    log: join(folder, 'log.tsv'),
    index: join(folder, 'index'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
  await writeFile(bot.training, trainingTsv())
  await writeFile(bot.log, mistakesTsv())
  if (built) await buildSmallIndex(bot, bot.index)
  return bot
}

export const buildSmallIndex = (
  bot: Pick<SmallBot, 'training' | 'log'>,
  out: string,
  options: Pick<BuildOptions, 'sentenceEncoder' | 'say'> = { say: () => undefined },
) =>
  buildIndex({
    training: bot.training,
    logs: [bot.log],
    out,
    outOfScopeShare: 0.2,
    threads: 1,
    builtAt: '2026-01-01T00:00:00.000Z',
    builtBy: 'a test',
    ...options,
  })
