/** The scripted link of the playground, as tests want it: always at the same conversation, each event a second later. */
import { START } from '../../widget/playground/manual-clock.ts'
import { scriptedLinks as linksOf } from '../../widget/playground/scripted-link.ts'

export { ManualClock, START } from '../../widget/playground/manual-clock.ts'
export { type ScriptedLink, SOME_EPOCH } from '../../widget/playground/scripted-link.ts'

export const SOME_CONVERSATION = 'conv_abc123'
export const ANOTHER_CONVERSATION = 'conv_def456'

export const scriptedLinks = () => linksOf({ conversationId: SOME_CONVERSATION, dated: (seq) => START + seq * 1000 })
