/** A conversation is deleted while an agent has it open: the widget's own session and link, the real service. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SocketLink } from '../../../../widget/link/socket-link.ts'
import { AssistSession } from '../../../../widget/session/assist-session.ts'
import { systemClock } from '../../../../widget/session/clock.ts'
import { connectionOf } from '../../../../widget/state/connection.ts'
import { knownOf } from '../../../../widget/state/state.ts'
import { CONTACT, INTERACTION, openPrivacyStage, type PrivacyStage } from './stage.ts'

const AGENT = 'agent_1'

let stage: PrivacyStage
let session: AssistSession
beforeEach(async () => {
  stage = await openPrivacyStage()
  session = new AssistSession({
    createLink: (target, listener) => new SocketLink(target, listener),
    fetchConfig: async () => undefined,
    clock: systemClock,
    changed: () => undefined,
    failed: () => undefined,
  })
})
afterEach(async () => {
  session.close()
  await stage.close()
})

const snapshot = () => knownOf(session.state)?.snapshot
const said = (): unknown => snapshot()?.transcript.map(({ data }) => data.text)
const connection = () => connectionOf(session.state, Date.now())
const DELETED = { state: 'ended', reason: 'deleted' }

describe('a panel whose conversation is deleted', () => {
  const openThenDelete = async (asked: string, conversations?: readonly string[]): Promise<void> => {
    await stage.hear('unforgettable words', { agentId: AGENT })
    const token = await stage.bff.token({ agentId: AGENT, ...(conversations === undefined ? {} : { conversations }) })
    session.configure({ bff: stage.bff.url, token, conversation: asked, model: null, isScoringOff: true })
    await expect.poll(said).toEqual(['unforgettable words'])
    await stage.integrator('DELETE', CONTACT)
    await expect.poll(() => snapshot()?.status?.data).toMatchObject(DELETED)
  }

  it.each([
    ['CXone’s id', CONTACT],
    ['the interaction', INTERACTION],
  ])(
    'a panel whose conversation is deleted, known by %s, shows that and nothing of it once it has come back',
    async (_by, id) => {
      await openThenDelete(id, [CONTACT, INTERACTION])
      expect(said()).toEqual([])
      await expect.poll(() => snapshot()?.seq).toBe(0)
      expect(connection().kind).toBe('live')
      expect(snapshot()?.status?.data).toMatchObject(DELETED)
      expect(said()).toEqual([])
    },
  )

  it('a panel whose conversation is deleted knows why where its token covers what the agent has, and nobody has it any more', async () => {
    await openThenDelete(CONTACT)
    await expect.poll(connection).toMatchObject({ kind: 'refused', code: 'forbidden' })
    expect(snapshot()?.status?.data).toMatchObject(DELETED)
    expect(said()).toEqual([])
  })

  it('a panel whose conversation is deleted shows what begins anew under its ids as a conversation that goes on', async () => {
    await openThenDelete(CONTACT, [CONTACT])
    await expect.poll(() => snapshot()?.seq).toBe(0)
    await stage.hear('hello again', { agentId: AGENT })
    await expect.poll(said).toEqual(['hello again'])
    expect(snapshot()?.status).toBeNull()
  })
})
