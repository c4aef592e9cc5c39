import { expect } from '@open-wc/testing'
import { type Around, delivered, openAround, until } from './stage.ts'

describe('the adapter to any desktop', () => {
  let around: Around
  afterEach(() => around.stop())

  it('the adapter to any desktop says first that it is ready, and which version it is', async () => {
    around = await openAround('generic')
    await until(() => around.said.length > 0)
    expect(around.said).to.deep.equal([{ type: 'cx-assist:ready', version: '1.2.3' }])
    expect(around.desktop.writing).to.equal('composer-origin')
  })

  it('the adapter to any desktop hands on what the context names, and leaves out what does not fit', async () => {
    around = await openAround('generic')
    around.say({
      type: 'cx-assist:context',
      conversation: ' c-1 ',
      token: 't',
      theme: 'dark',
      lang: 'de',
      ended: true,
      writes: false,
    })
    around.say({ type: 'cx-assist:context', conversation: 7, theme: 'pink', lang: 5, ended: 'yes', token: '' })
    around.say({ type: 'cx-assist:context', conversation: null })
    await until(() => around.told.length > 2)
    const nothing = { token: undefined, theme: undefined, lang: undefined, ended: undefined, writes: undefined }
    expect(around.told).to.deep.equal([
      { conversation: 'c-1', token: 't', theme: 'dark', lang: 'de', ended: true, writes: false },
      { conversation: '7', ...nothing },
      { conversation: null, ...nothing },
    ])
  })
})

describe('the adapter to CXone Agent', () => {
  let around: Around
  afterEach(() => around.stop())
  const REGISTERED = {
    messageType: 'RegisterForClientEvents',
    subscriptionTypes: ['contact', 'contacts', 'agentassist'],
  }
  const acknowledged = (status: string, reason?: string, events: readonly unknown[] = []) => ({
    issuer: 'CXA',
    contactId: null,
    events: [...events, { messageType: 'ClientEventSubscriptionAcknowledge', contactId: null, status, reason }],
  })
  const event = (...events: readonly unknown[]) => ({ issuer: 'CXA', contactId: null, events })

  it('the adapter to CXone Agent registers once, for contacts and agent assist alone, never for all or the session', async () => {
    around = await openAround('cxone')
    around.say(acknowledged('OK', 'Success'))
    await until(() => around.told.length > 0)
    expect(around.desktop.ask()).to.equal(false)
    await delivered()
    expect(around.said).to.deep.equal([REGISTERED])
    expect(JSON.stringify(around.said)).not.to.match(/"all"|sessioninfo/i)
    expect(around.desktop.writing).to.equal('clipboard')
  })

  it('the adapter to CXone Agent registers for one contact where the address names it by a number', async () => {
    around = await openAround('cxone', { search: '?desktop=cxone&contactId=4711' })
    await until(() => around.said.length > 0)
    expect(around.said).to.deep.equal([{ ...REGISTERED, contactId: 4711 }])
    around.say(
      acknowledged('OK', 'Success', [
        { contactId: 42, status: 'Active' },
        { contactId: 4711, status: 'Active' },
      ]),
    )
    await until(() => around.told.length > 1)
    expect(around.told.at(-1)?.conversation).to.equal('4711')
    expect(around.told.map(({ conversation }) => conversation)).not.to.include('42')
  })

  it('the adapter to CXone Agent names no contact that is no number', async () => {
    around = await openAround('cxone', { search: '?contactId=4711abc' })
    await until(() => around.said.length > 0)
    expect(around.said).to.deep.equal([REGISTERED])
  })

  it('the adapter to CXone Agent tells that there is no contact once it is registered', async () => {
    around = await openAround('cxone')
    around.say(acknowledged('OK', 'Success'))
    await until(() => around.told.length > 0)
    expect(around.told).to.deep.equal([{ conversation: null }])
  })

  it('the adapter to CXone Agent tells why it is not registered, and registers anew when asked to, taking leave first', async () => {
    around = await openAround('cxone')
    around.say(acknowledged('ERROR', 'Invalid Subscription Types.'))
    await until(() => around.troubles.length > 0)
    expect(around.troubles).to.deep.equal([{ kind: 'refused', reason: 'Invalid Subscription Types.' }])
    around.said.length = 0
    expect(around.desktop.ask()).to.equal(true)
    await until(() => around.said.length > 1)
    expect(around.said).to.deep.equal([{ messageType: 'UnregisterFromClientEvents' }, REGISTERED])
  })

  it('the adapter to CXone Agent believes no acknowledgement but the first', async () => {
    around = await openAround('cxone')
    around.say(acknowledged('OK', 'Success'))
    around.say(acknowledged('ERROR', 'Spoofed'))
    await delivered()
    expect(around.troubles).to.deep.equal([])
  })

  it('the adapter to CXone Agent takes no acknowledgement from a frame beside it', async () => {
    around = await openAround('cxone')
    await around.saySideways(acknowledged('OK', 'Success', [{ contactId: 666 }]))
    await around.saySideways(acknowledged('ERROR', 'Spoofed'))
    expect(around.told).to.deep.equal([])
    expect(around.troubles).to.deep.equal([])
  })

  it('the adapter to CXone Agent stays with its contact while others come, follows the card, and tells when it ends', async () => {
    around = await openAround('cxone')
    around.say(event({ contactId: '1', status: 'Active' }))
    around.say(event({ contactId: 2, status: 'Active' }, { messageType: 'Notification_newMessage', contactId: 2 }))
    around.say(event({ messageType: 'ContactCardData', contactId: 2 }))
    around.say(event({ contactId: 1, status: 'Disconnected' }))
    around.say(event({ contactId: 2, status: 'Disconnected' }))
    await until(() => around.told.some(({ ended }) => ended === true))
    expect(around.told).to.deep.equal([
      { conversation: '1', ended: false },
      { conversation: '2', ended: false },
      { conversation: '2', ended: true },
    ])
  })

  it('the adapter to CXone Agent never hands on what a session is opened with', async () => {
    around = await openAround('cxone')
    around.say(event({ messageType: 'SessionInfo', sessionToken: 'secret', contactId: 1, token: 'secret' }))
    await until(() => around.told.length > 0)
    expect(JSON.stringify(around.told)).not.to.include('secret')
  })

  it('the adapter to CXone Agent takes leave when its page goes, and registers again when that comes back', async () => {
    around = await openAround('cxone')
    await until(() => around.said.length > 0)
    around.said.length = 0
    around.frame.contentWindow?.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    around.frame.contentWindow?.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    await until(() => around.said.length > 1)
    expect(around.said).to.deep.equal([{ messageType: 'UnregisterFromClientEvents' }, REGISTERED])
  })
})

describe('the adapter to Agent Copilot', () => {
  let around: Around
  afterEach(() => around.stop())
  const workspace = (type: string, payload?: unknown) => ({
    __INTER_FRAME_SOCKET_MESSAGE: true,
    workspaceEvent: payload === undefined ? { type } : { type, payload },
  })

  it('the adapter to Agent Copilot tells the workspace that it is loaded and ready', async () => {
    around = await openAround('cognigy')
    await until(() => around.said.length > 1)
    expect(around.said).to.deep.equal([workspace('sdk-loaded'), workspace('ready')])
  })

  it('the adapter to Agent Copilot reads the tile’s JSON, and passes over what is not for it', async () => {
    around = await openAround('cognigy')
    around.say({ suggestions: [] })
    around.say({ cxAssist: { conversation: 'c-1', token: 't', lang: 'de' }, other: 1 })
    await until(() => around.told.length > 0)
    expect(around.told).to.have.length(1)
    expect(around.told[0]).to.include({ conversation: 'c-1', token: 't', lang: 'de' })
  })

  it('the adapter to Agent Copilot writes in the reply box of the desktop around', async () => {
    around = await openAround('cognigy')
    expect(around.desktop.writing).to.equal('message')
    around.desktop.write?.('Hello\nthere')
    await until(() => around.said.length > 2)
    expect(around.said.at(-1)).to.deep.equal({ type: 'replyBoxContent', content: 'Hello\nthere' })
  })

  it('the adapter to Agent Copilot posts back what the agent did only where the tile says so', async () => {
    around = await openAround('cognigy')
    around.desktop.report?.({ action: 'inserted', suggestionId: 's-1' })
    around.say({ cxAssist: { conversation: 'c-1', postback: true } })
    await until(() => around.told.length > 0)
    around.desktop.report?.({ action: 'copied', suggestionId: 's-2' })
    await until(() => around.said.length > 2)
    expect(around.said.slice(2)).to.deep.equal([
      workspace('postback', { cxAssist: { action: 'copied', suggestionId: 's-2' } }),
    ])
  })
})

describe('the adapter to Chatwoot', () => {
  let around: Around
  afterEach(() => around.stop())
  const context = (conversation: unknown): string =>
    JSON.stringify({ event: 'appContext', data: { conversation, contact: { id: 1 }, currentAgent: { id: 2 } } })

  it('the adapter to Chatwoot asks by its word, and asks again when it is asked to', async () => {
    around = await openAround('chatwoot')
    expect(around.desktop.ask()).to.equal(true)
    await until(() => around.said.length > 1)
    expect(around.said).to.deep.equal(['chatwoot-dashboard-app:fetch-info', 'chatwoot-dashboard-app:fetch-info'])
    expect(around.desktop.writing).to.equal('clipboard')
  })

  it('the adapter to Chatwoot reads the conversation, what an operator keeps with it, and that it is resolved', async () => {
    around = await openAround('chatwoot')
    around.say(context({ id: 7, status: 'open' }))
    around.say(context({ id: 7, status: 'resolved', custom_attributes: { cx_assist_conversation: 'conv_abc123' } }))
    around.say(context(null))
    await until(() => around.told.length > 2)
    expect(around.told).to.deep.equal([
      { conversation: '7', ended: false },
      { conversation: 'conv_abc123', ended: true },
      { conversation: null },
    ])
  })

  it('the adapter to Chatwoot takes its context as a text alone, as Chatwoot sends it', async () => {
    around = await openAround('chatwoot')
    around.say({ event: 'appContext', data: { conversation: { id: 7 } } })
    await delivered()
    expect(around.told).to.deep.equal([])
  })
})
