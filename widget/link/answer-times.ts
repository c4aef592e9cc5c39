/** How long answers are waited for. The table of requests has the figures, and holds these to them without being carried. */
import type { RequestName, WithinMs } from '../../shared/wire/requests.ts'

const USUALLY_MS = 5_000

/** Those that differ; neither more nor fewer would compile. */
type Different = { [N in RequestName as WithinMs[N] extends typeof USUALLY_MS ? never : N]: WithinMs[N] }

const different: Readonly<Partial<Record<RequestName, number>>> = {
  'conversation:leave': 2_000,
  'conversation:summary': 30_000,
  'escalation:request': 8_000,
  'knowledge:answer': 30_000,
  'sentiment:score': 15_000,
  'suggestion:rewrite': 30_000,
  'summary:save': 10_000,
} satisfies Different

export const answeredWithinMs = (name: RequestName): number => different[name] ?? USUALLY_MS
