/** Whether a token covers a conversation as it is now. */
import { covers } from '../../../shared/domain/conversation/access.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import type { TokenClaims } from '../../../shared/wire/widget-api.ts'

/** @param record `undefined`: nobody has heard of it yet */
export const isCovered = (claims: TokenClaims, alias: string, record: ConversationRecord | undefined): boolean =>
  covers(claims, { aliases: [alias, ...(record?.aliases ?? [])], agentId: record?.agentId })
