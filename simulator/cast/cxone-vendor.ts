import type { CxoneSecrets } from '../cli/secrets.ts'
import { type CxoneVendorStandIn, startCxoneVendor } from '../cxone/vendor/server.ts'
import { MEDIA } from '../cxone/vendor/skills.ts'
import type { ContactIds, PlayedCxone } from './cxone.ts'

/** As the vendor's own nodes tell a call from a chat. */
const isVoice = (channel: string): boolean => /voice/i.test(channel)

const mediaOf = (channel: string): number => (isVoice(channel) ? MEDIA.voice : MEDIA.digital)

/** Contact numbers are whole numbers: as many hexadecimal digits of the id as make one that is exact. */
const HEX_DIGITS = 9
const numberOf = (id: string): string => String(Number.parseInt(id.replaceAll('-', '').slice(0, HEX_DIGITS), 16))

const idsOf = (id: string, channel: string): ContactIds => {
  const number = numberOf(id)
  return isVoice(channel)
    ? { conversationId: number, contactId: number, spawnedContactId: `${number}1` }
    : { conversationId: number, contactNumber: number, contactId: `8${number}` }
}

/** What happens to a conversation outside the BFF, for calls and for digital contacts. */
const lives = (cxone: CxoneVendorStandIn): Omit<PlayedCxone, 'url' | 'dialect' | 'environment' | 'close'> => {
  /** The scripts of the calls, by the conversations that the play knows them by. */
  const scripts = new Map<string, string>()
  const skillId = (skill: string, media: number): number | undefined => cxone.skills.named(skill, media)?.skillId
  return {
    idsOf,
    handoverTo: (skill, channel) => ({
      transferTo: { type: 'queue', id: String(skillId(skill, mediaOf(channel)) ?? skill) },
    }),
    seedConversation: ({ conversationId, contactNumber, contactId, spawnedContactId }, customerName) => {
      if (contactNumber !== undefined) cxone.seedContact({ id: contactNumber, contactId, customerName })
      if (spawnedContactId === undefined) return
      scripts.set(conversationId, spawnedContactId)
      cxone.seedInteraction({ contactId: spawnedContactId, masterContactId: contactId })
    },
    queueConversation: (id, skill) => {
      const script = scripts.get(id)
      if (script === undefined) {
        cxone.changeContact(id, { skillId: skillId(skill, MEDIA.digital), status: 'open', assignee: undefined })
      } else cxone.changeInteraction(script, { skillId: skillId(skill, MEDIA.voice), state: 'queued' })
    },
    assignAgent: (id, name) => {
      const script = scripts.get(id)
      if (script === undefined) cxone.changeContact(id, { assignee: { id: 7, name }, status: 'open' })
      else cxone.changeInteraction(script, { agentId: '7', state: 'active' })
    },
    endConversation: (id) => {
      const script = scripts.get(id)
      if (script === undefined) cxone.changeContact(id, { status: 'closed' })
      else cxone.changeInteraction(script, { state: 'ended' })
    },
    forgetConversation: (id) => {
      cxone.forgetContact(id)
      cxone.forgetInteraction(scripts.get(id) ?? id)
      scripts.delete(id)
    },
    onWrappedUp: cxone.onWrappedUp,
  }
}

export const castVendorCxone = async (
  { dialect, ...secrets }: Extract<CxoneSecrets, { dialect: 'vendor' }>,
  port: number,
): Promise<PlayedCxone> => {
  const cxone = await startCxoneVendor({ ...secrets, port, controlRoutes: true })
  const { accessKeyId, accessKeySecret, clientId, clientSecret } = cxone.tenant
  return {
    url: cxone.url,
    dialect,
    environment: {
      CXONE_DIALECT: dialect,
      CXONE_ISSUER: cxone.url,
      CXONE_AUTH_URL: cxone.url,
      CXONE_ACCESS_KEY_ID: accessKeyId,
      CXONE_ACCESS_KEY_SECRET: accessKeySecret,
      CXONE_CLIENT_ID: clientId,
      CXONE_CLIENT_SECRET: clientSecret,
    },
    ...lives(cxone),
    close: () => cxone.close(),
  }
}
