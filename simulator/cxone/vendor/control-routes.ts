import * as z from 'zod/mini'
import { param, Refused, type Route, readJson } from '../../http/answer.ts'
import { CONTROL_PREFIX } from '../../http/control-routes.ts'
import { STATUSES } from './digital-contacts.ts'
import { type Lies, lies } from './lies.ts'
import type { CxoneVendorParts } from './parts.ts'

const contactSeed = z.strictObject({
  id: z.string().check(z.minLength(1)),
  contactId: z.optional(z.string()),
  customerName: z.optional(z.string()),
  status: z.optional(z.enum(STATUSES)),
  skillId: z.optional(z.int()),
  assignee: z.optional(z.strictObject({ id: z.union([z.int(), z.string()]), name: z.string() })),
})
const interactionSeed = z.strictObject({
  contactId: z.string().check(z.regex(/^\d+$/, 'must be a whole number')),
  masterContactId: z.optional(z.string()),
  mediaTypeId: z.optional(z.int()),
  state: z.optional(z.enum(['bot', 'queued', 'active', 'ended'])),
  skillId: z.optional(z.int()),
  agentId: z.optional(z.string()),
})

/** Lets a test in another process set contacts up, see what became of them, and have the tenant lie. */
export const vendorControls = (parts: CxoneVendorParts, lie: (told: Lies) => void): readonly Route[] => [
  {
    method: 'put',
    path: `${CONTROL_PREFIX}lies`,
    handle: (call) => {
      lie(readJson(call, lies))
      return { status: 204 }
    },
  },
  {
    method: 'post',
    path: `${CONTROL_PREFIX}contacts`,
    handle: (call) => ({ status: 201, body: parts.digital.seed(readJson(call, contactSeed)) }),
  },
  {
    method: 'get',
    path: `${CONTROL_PREFIX}contacts/:id`,
    handle: (call) => {
      const contact = parts.digital.get(param(call, 'id'))
      if (contact === undefined) throw new Refused(404, 'contact not found')
      return { status: 200, body: contact }
    },
  },
  {
    method: 'post',
    path: `${CONTROL_PREFIX}interactions`,
    handle: (call) => ({ status: 201, body: parts.interactions.seed(readJson(call, interactionSeed)) }),
  },
  {
    method: 'get',
    path: `${CONTROL_PREFIX}interactions/:id`,
    handle: (call) => {
      const interaction = parts.interactions.get(param(call, 'id'))
      if (interaction === undefined) throw new Refused(404, 'contact not found')
      return { status: 200, body: interaction }
    },
  },
]
