/** One run of the simulator: everything started in the right order, and stopped in the opposite one. */
import { randomUUID } from 'node:crypto'
import { castCognigy, castCxone } from './cast/cast.ts'
import type { PlayedCognigy } from './cast/cognigy.ts'
import { castLanguageModel } from './cast/language-model.ts'
import { castSignIn } from './cast/sign-in.ts'
import { type Checker, type CheckOptions, createChecker, describeCheck } from './check/check.ts'
import { bffEnvironment, dataFolder, rulesFile } from './cli/bff-environment.ts'
import { type BffProcess, waitForBff } from './cli/bff-process.ts'
import { startLastingBff } from './cli/lasting-bff.ts'
import type { Options } from './cli/options.ts'
import { freePort, onPort } from './cli/ports.ts'
import type { Secrets } from './cli/secrets.ts'
import { systemClock as clock } from './clock.ts'
import { createHands, type Hands } from './desktop/hands.ts'
import { createInbox } from './desktop/inbox.ts'
import { startDesktop } from './desktop/server.ts'
import type { Dialogue } from './replay/dialogues.ts'
import { endedWebhook } from './replay/ended-webhook.ts'
import { flowOf } from './replay/flow-of.ts'
import { createNarrator } from './replay/narrator.ts'
import { type Replay, startReplay } from './replay/replay.ts'
import { createWebhookNode, type WebhookNode } from './replay/webhook-node.ts'
import { inPackage } from './repository.ts'

export interface RunParts {
  readonly options: Options
  readonly secrets: Secrets
  readonly dialogues: AsyncIterator<Dialogue, unknown>
  readonly say: (line: string) => void
}

interface RunEnd {
  readonly reason: string
  readonly broken: boolean
}

export interface Run {
  /** Resolves when there is nothing left to replay: the dialogues are through, or something broke. */
  readonly over: Promise<RunEnd>
  /** Resolves when the BFF that we started ended by itself. */
  readonly died: Promise<RunEnd>
  /** Stops everything and tells whether all was well. */
  stop(): Promise<boolean>
}

const AGENT = { id: 'agent-7', name: 'Robin Vega' }
const SUPERVISOR = { id: 'supervisor-2', name: 'Maria Lund' }
/** Utterances would wait for a late subscriber, but webhooks would overtake them. */
const SUBSCRIBED_WITHIN_MS = 15_000
const WIND_DOWN_MS = 5000

const waitForSubscriber = async (cognigy: PlayedCognigy, say: RunParts['say']): Promise<void> => {
  const until = clock.now() + SUBSCRIBED_WITHIN_MS
  while (!cognigy.isHeard() && clock.now() < until) await clock.sleep(50)
  if (!cognigy.isHeard()) say('the BFF does not listen to the Cognigy stream yet: going on without it')
}

const startServers = async (
  { options, secrets, say }: RunParts,
  hands: Hands,
  byHand: Pick<Replay, 'agentSays' | 'agentEnds'>,
) => {
  const { port, speed } = options
  const cxone = await onPort('CXone', port + 1, say, (at) => castCxone(secrets.cxone, at))
  const cognigy = await onPort('Cognigy', port + 2, say, (at) => castCognigy(secrets.cognigy, at, speed))
  const languageModel = options.languageModel
    ? await onPort('the language model', port + 3, say, castLanguageModel)
    : undefined
  const bff = options.bff.start ? await onPort('the BFF', port - 1, say, freePort) : { ...options.bff, port: 0 }
  const who = { agentId: AGENT.id, bffUrl: bff.url }
  const signIn = options.signIn ? await onPort('the sign-in', port + 4, say, (at) => castSignIn(who, at)) : undefined
  const desk = createInbox({
    onForgotten: (conversations) => {
      for (const { conversationId, sessionId } of conversations) {
        cxone.forgetConversation(conversationId)
        cognigy.forgetSession(sessionId)
      }
    },
  })
  cxone.onWrappedUp(desk.wrappedUp)
  const built = {
    pageFolder: inPackage('dist', 'public', 'desktop'),
    widgetFolder: inPackage('dist', 'public', 'widget'),
  }
  const desktop = await onPort('the desktop', port, say, (at) =>
    startDesktop({
      desk,
      agent: AGENT,
      supervisor: SUPERVISOR,
      bffUrl: bff.url,
      ...secrets,
      ...built,
      attended: hands.note,
      ...byHand,
      port: at,
    }),
  )
  return { cxone, cognigy, languageModel, signIn, bff, desk, desktop }
}

/** Webhooks and stream are two connections: told any sooner, an end could arrive before what was said last. */
const ENDED_AFTER_MS = 1000
const unhurried = ({ post }: WebhookNode): WebhookNode => ({
  post: async (path, body) => {
    await clock.sleep(ENDED_AFTER_MS)
    return await post(path, body)
  },
})

/** Starts everything; resolves once conversations are being replayed. */
export const startRun = async (parts: RunParts): Promise<Run> => {
  const { options, secrets, dialogues, say } = parts
  let replay: Replay | undefined
  let bffProcess: BffProcess | undefined
  let checker: Checker | undefined
  let lastReport = ''
  const report = (line: string): void => {
    if (line !== lastReport) say(line)
    lastReport = line
  }
  const stopReplay = new AbortController()
  const hands = createHands(clock)
  const servers = await startServers(parts, hands, {
    agentSays: (id, text) => replay?.agentSays(id, text),
    agentEnds: (id) => replay?.agentEnds(id) ?? false,
  })
  const { cxone, cognigy, languageModel, signIn, bff, desk, desktop } = servers

  const closeAll = async (): Promise<void> => {
    checker?.close()
    await desktop.close()
    await bffProcess?.stop()
    await Promise.all([cognigy.close(), cxone.close(), languageModel?.close(), signIn?.close()])
  }

  try {
    if (options.bff.start) {
      const upstreams = [cxone, cognigy, languageModel, signIn].filter((each) => each !== undefined)
      const surroundings = { port: bff.port, upstreams, desktopPort: desktop.port }
      const dataDir = dataFolder(process.env)
      say(`the BFF keeps its state in ${dataDir}`)
      const environment = bffEnvironment({ ...surroundings, secrets, dataDir, rulesPath: rulesFile(process.env) })
      bffProcess = await startLastingBff({ url: bff.url, environment, logFile: options.bff.logFile, clock, say })
    } else {
      await waitForBff(bff.url, clock, stopReplay.signal)
    }
    await waitForSubscriber(cognigy, say)
  } catch (error) {
    await closeAll()
    throw error
  }
  const model = languageModel === undefined ? '' : `, language model ${languageModel.url}`
  say(`CXone ${cxone.url}, Cognigy ${cognigy.url}${model}, BFF ${bff.url}`)
  say(`\n  Demo desktop: ${desktop.url}\n  Supervisor’s board: ${desktop.url}/board\n`)

  const narrator = createNarrator(say)
  if (options.check) {
    const onFrustration: CheckOptions['onFrustration'] = (facts, data) => {
      desk.frustration(facts.conversationId, data)
      narrator.frustration(facts, data)
    }
    checker = createChecker({ bffUrl: bff.url, ...secrets, agentId: AGENT.id, clock, report, onFrustration })
  }
  const node = createWebhookNode({ bffUrl: bff.url, secret: secrets.webhookSecret, clock })
  replay = startReplay({
    cxone,
    cognigy,
    node,
    flow: flowOf(cxone, cognigy, node),
    clock,
    agent: AGENT,
    observers: [
      desk.observer,
      ...(checker === undefined ? [] : [checker.observer]),
      narrator.observer,
      endedWebhook(unhurried(node)),
    ],
    newId: randomUUID,
    handIn: hands.in,
    dialogues,
    concurrent: options.concurrent,
    speed: options.speed,
    signal: stopReplay.signal,
  })
  const { done } = replay
  const through = done.then(
    ({ conversations }) => ({ reason: `all ${conversations} conversations are through`, broken: false }),
    (error: unknown) => ({ reason: error instanceof Error ? error.message : String(error), broken: true }),
  )
  const never = new Promise<string>(() => undefined)
  const died = (bffProcess?.died ?? never).then((how) => ({ reason: `the BFF ended by itself (${how})`, broken: true }))

  const stop = async (): Promise<boolean> => {
    stopReplay.abort()
    await Promise.race([through, clock.sleep(WIND_DOWN_MS)])
    const result = await checker?.settled()
    if (result !== undefined) report(describeCheck(result))
    await closeAll()
    const errors = bffProcess?.errorCount() ?? 0
    if (errors > 0) say(`the BFF logged ${errors} error${errors === 1 ? '' : 's'}`)
    return errors === 0 && (result === undefined || result.failed === 0)
  }
  let stopping: Promise<boolean> | undefined
  return {
    over: Promise.race([through, died]),
    died,
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}
