import * as z from 'zod/mini'
import { type Call, Refused, type Route, readJson } from './answer.ts'
import { type FaultSpec, type Faults, parseFaultSpec } from './faults.ts'
import type { Journal } from './journal.ts'

export const CONTROL_PREFIX = '/__simulator/'

const specOf = (call: Call): FaultSpec => {
  // readJson insists on the JSON media type, so a web page cannot post here without a preflight.
  const body = readJson(call, z.unknown())
  try {
    return parseFaultSpec(body)
  } catch (error) {
    throw new Refused(400, `not a fault: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Routes by which a person steers a running stand-in. They are not journalled and meet no faults. */
export const controlRoutes = (journal: Journal, faults: Faults): readonly Route[] => [
  {
    method: 'post',
    path: `${CONTROL_PREFIX}faults`,
    handle: (call) => {
      faults.add(specOf(call))
      return { status: 201, body: { armed: true } }
    },
  },
  {
    method: 'delete',
    path: `${CONTROL_PREFIX}faults`,
    handle: () => {
      faults.clear()
      return { status: 204 }
    },
  },
  {
    method: 'get',
    path: `${CONTROL_PREFIX}journal`,
    handle: () => ({ status: 200, body: { entries: journal.entries() } }),
  },
  {
    method: 'delete',
    path: `${CONTROL_PREFIX}journal`,
    handle: () => {
      journal.clear()
      return { status: 204 }
    },
  },
]
