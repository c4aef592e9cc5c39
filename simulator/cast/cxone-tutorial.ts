import type { CxoneSecrets } from '../cli/secrets.ts'
import { queueIdOf } from '../cxone/tutorial/directory.ts'
import { startCxone } from '../cxone/tutorial/server.ts'
import type { PlayedCxone } from './cxone.ts'

export const castTutorialCxone = async (
  { clientId, clientSecret }: Extract<CxoneSecrets, { dialect: 'tutorial' }>,
  port: number,
): Promise<PlayedCxone> => {
  const cxone = await startCxone({ clientId, clientSecret, port, controlRoutes: true })
  return {
    url: cxone.url,
    dialect: 'tutorial',
    environment: {
      CXONE_DIALECT: 'tutorial',
      CXONE_API_URL: cxone.url,
      CXONE_CLIENT_ID: clientId,
      CXONE_CLIENT_SECRET: clientSecret,
    },
    idsOf: (id) => ({ conversationId: `conv_${id}` }),
    handoverTo: (skill) => ({
      transferTo: { type: 'queue', id: queueIdOf(skill) },
      wrapupCode: { id: 'wrapup-transferred' },
    }),
    seedConversation: ({ conversationId }, customerName) => {
      cxone.seedConversation({ id: conversationId, customerName })
    },
    queueConversation: (id, skill) => cxone.queueConversation(id, skill),
    assignAgent: (id, agentName) => cxone.assignAgent(id, agentName),
    endConversation: (id) => cxone.endConversation(id, 'wrapup-resolved'),
    forgetConversation: (id) => cxone.forgetConversation(id),
    onWrappedUp: cxone.onWrappedUp,
    close: () => cxone.close(),
  }
}
