/** A signal to the script of a contact, and the same words for a flow that CXone runs itself. */
import type { Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { pathSegment } from '../../http/http-call.ts'
import type { SignalParams } from '../dialects.ts'
import type { CxoneApi } from './call.ts'

/** What a script is told beside its action: one object, which it reads out of JSON text. */
export type Told = Readonly<Record<string, unknown>>

const paramsText = (told: Told): string => JSON.stringify([told])

/** What the flow must output, so that CXone's virtual agent hands the contact over. */
export const replyOf = (told: Told) => ({
  _cognigy: {
    _niceCXOne: {
      json: {
        text: '',
        uiComponent: {},
        data: { Intent: 'Escalate', Params: paramsText(told) },
        action: 'AGENT_TRANSFER',
      },
    },
  },
})

const placed = (params: Readonly<Record<'p1' | 'p2', string>>, where: SignalParams) => {
  const { p1, p2 } = params
  switch (where) {
    case 'query':
      return { query: { p1, p2 }, body: undefined }
    case 'body':
      return { query: {}, body: { p1, p2 } }
    case 'mixed':
      return { query: { p1 }, body: { p2 } }
  }
}

export type SendSignal = (target: string, action: string, told: Told, deadline: Deadline) => Promise<void>

/** Sent once: a script that is signalled twice is interrupted twice. */
export const createSignal =
  (api: Pick<CxoneApi, 'send'>, where: SignalParams): SendSignal =>
  async (target, action, told, deadline) => {
    const { query, body } = placed({ p1: action, p2: paramsText(told) }, where)
    const search = new URLSearchParams(query).toString()
    const path = `/interactions/${pathSegment(target)}/signal${search === '' ? '' : `?${search}`}`
    const content =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    try {
      await api.send('acd', { operation: 'signal', method: 'POST', path, ...content, onlyOnce: true, deadline })
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error
      const { facts } = error
      if (facts.kind === 'refused') throw new UpstreamFailure({ ...facts, isOurs: true })
      // A connection that broke off without an answer is no answer in time.
      const isLost = facts.status === undefined && facts.mayHaveApplied === true
      throw isLost ? new UpstreamFailure({ ...facts, kind: 'timeout' }) : error
    }
  }
