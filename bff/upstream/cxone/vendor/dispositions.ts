/** Wrap-up codes of a skill, which CXone calls dispositions. */
import * as z from 'zod/mini'
import type { NamedId } from '../../../../shared/domain/handover/facts.ts'
import { idText, ifReadable, lenientText } from '../../../../shared/wire/lenient.ts'
import type { Deadline } from '../../../ports/time.ts'
import type { CxoneApi } from './call.ts'

const disposition = z.object({ dispositionId: idText, dispositionName: lenientText })
/** A skill without any is answered with nothing at all (204). */
const answer = z.optional(z.object({ dispositions: ifReadable(z.array(disposition)) }))

export const dispositions = async (
  api: Pick<CxoneApi, 'read'>,
  skillId: number,
  deadline: Deadline,
): Promise<readonly NamedId[]> => {
  const path = `/skills/${skillId}/dispositions`
  const told = await api.read('acd', { operation: 'dispositions', path, schema: answer, deadline })
  return (told?.dispositions ?? []).map(({ dispositionId: id, dispositionName: name }) => ({ id, name }))
}
