/** Every state of the panel, once: the playground shows them, the tests look at them. */
import { actingStates } from './states/acting.ts'
import { attentionStates } from './states/attention.ts'
import { connectionStates } from './states/connection.ts'
import { customerStates } from './states/customer.ts'
import { knowledgeStates } from './states/knowledge.ts'
import { rewritingStates } from './states/rewriting.ts'
import { suggestionStates } from './states/suggestions.ts'
import { textStates } from './states/texts.ts'
import { wrapUpStates } from './states/wrap-up.ts'

export { GROUPS, type Group, type State } from './states/state.ts'

export const STATES = [
  ...connectionStates,
  ...suggestionStates,
  ...actingStates,
  ...knowledgeStates,
  ...rewritingStates,
  ...wrapUpStates,
  ...attentionStates,
  ...customerStates,
  ...textStates,
] as const
