/** Whether the conversation can be handed over at all. */
import type { HandoverRules } from '../../rules.ts'
import type { HandoverDraft } from '../../wire/handover.ts'
import { type HandoverFacts, isLive } from './facts.ts'
import { error, type Found, unchecked, unquoted, warning } from './finding.ts'

const path = 'conversationId'

export const checkConversation = (
  { conversationId }: HandoverDraft,
  { conversation, abilities }: HandoverFacts,
  rules: HandoverRules,
): readonly Found[] => {
  if (conversationId === undefined || conversation === undefined) return []
  if (conversation.kind === 'unchecked') {
    return [unchecked(path, 'whether the conversation can be transferred', conversation, rules)]
  }
  if (conversation.kind === 'not_found') {
    const message = `CXone knows no conversation with this id ${unquoted(conversationId)}`
    const fix =
      'send the id that CXone gave the conversation (session.cxone.conversationId), not the id of the bot’s session'
    return [error({ path, code: 'conversation_not_found', message, fix })]
  }
  const { legs } = conversation.value
  const leg = legs.find(isLive)
  if (leg === undefined) {
    const states = [...new Set(legs.map(({ state }) => state))].join(', ')
    const message = legs.length === 0 ? 'the conversation has no leg' : `the conversation is ${states}`
    const fix = 'call the handover before the conversation ends: no “End Conversation” node may stand before it'
    return [error({ path, code: 'conversation_not_live', message: `${message}: active or queued is needed`, fix })]
  }
  const found: Found[] = []
  if (leg.isWrappedUp) {
    const message = 'the conversation is already wrapped up'
    const fix = 'call the handover before the conversation is wrapped up, and only once'
    found.push(error({ path, code: 'already_wrapped_up', message, fix }))
  }
  if (abilities === undefined && leg.mediaType !== undefined && leg.mediaType.toLowerCase() !== 'voice') {
    const message = `the conversation is a ${leg.mediaType}, and CXone’s transfer is made for voice`
    const fix = 'see in CXone that the conversation reached the queue'
    found.push(warning({ path, code: 'not_voice', message, fix }))
  }
  return found
}
