import { randomUUID } from 'node:crypto'
import { systemClock } from '../../../../bff/deadline.ts'
import { createMemoryStore } from '../../../../bff/store/memory/store.ts'
import { neverLeaks } from '../../../conformance/interleaving.ts'

neverLeaks('the memory store', 10_000, async () => createMemoryStore({ newId: randomUUID, clock: systemClock }))
