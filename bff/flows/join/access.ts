/** Whether a token covers a conversation as it is now. */
import { covers, isSupervisor } from '../../../shared/domain/conversation/access.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { skillOf } from '../../../shared/domain/conversation/skill.ts'
import type { TokenClaims } from '../../../shared/wire/token.ts'

/** @param record `undefined`: nobody has heard of it yet, so a supervisor has nothing to see there */
export const isCovered = (claims: TokenClaims, alias: string, record: ConversationRecord | undefined): boolean =>
  record === undefined
    ? !isSupervisor(claims) && covers(claims, { aliases: [alias], agentId: undefined, skill: undefined })
    : covers(claims, {
        aliases: [alias, ...record.aliases],
        agentId: record.agentId,
        skill: skillOf(record.snapshot),
      })
