/** Which knowledge the service has, by its configuration. */
import { IndexError } from '../index-files.ts'
import { checkKnowledge } from './check-knowledge.ts'

/** What an operator names in place of a folder who wants none. */
export const NO_KNOWLEDGE = 'off'

export type KnowledgeChoice =
  /** `undefined`: there is none. */
  { readonly ok: true; readonly folder: string | undefined } | { readonly ok: false; readonly problem: string }

/**
 * Examines that the folder is whole. What it holds is loaded later, behind the start.
 *
 * @param named the folder that an operator named, if any, or {@link NO_KNOWLEDGE}
 */
export const chooseKnowledge = async (named: string | undefined, shipped: string): Promise<KnowledgeChoice> => {
  if (named === NO_KNOWLEDGE) return { ok: true, folder: undefined }
  const folder = named ?? shipped
  try {
    await checkKnowledge(folder)
    return { ok: true, folder }
  } catch (error) {
    if (error instanceof IndexError) return { ok: false, problem: `KNOWLEDGE: ${error.message}` }
    throw error
  }
}
