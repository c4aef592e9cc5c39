import { expect } from '@open-wc/testing'
import { DESKTOPS, type DesktopName } from '../../../shared/wire/desktops.ts'
import { type Around, delivered, OWN_ORIGIN, openAround, until } from './stage.ts'

/** Of each desktop, what says that a conversation is open, and what says it to nobody who listens. */
const OPENED: Readonly<Record<DesktopName, unknown>> = {
  generic: { type: 'cx-assist:context', conversation: '42' },
  cxone: { issuer: 'CXA', contactId: null, events: [{ messageType: 'ContactCardData', contactId: 42 }] },
  cognigy: { cxAssist: { conversation: '42' } },
  chatwoot: JSON.stringify({ event: 'appContext', data: { conversation: { id: 42 }, contact: {}, currentAgent: {} } }),
}

describe('every adapter to a desktop', () => {
  let around: Around
  afterEach(() => around.stop())

  for (const name of DESKTOPS) {
    it(`the adapter to ${name} hears the page around, and learns which conversation is open`, async () => {
      around = await openAround(name)
      around.say(OPENED[name])
      await until(() => around.told.length > 0)
      expect(around.told.at(-1)?.conversation).to.equal('42')
      expect(around.desktop.origin()).to.equal(OWN_ORIGIN)
    })

    it(`the adapter to ${name} hears no frame beside it, whatever that says and though its origin is the desktop's`, async () => {
      around = await openAround(name)
      await around.saySideways(OPENED[name])
      expect(around.told).to.deep.equal([])
      expect(around.troubles).to.deep.equal([])
    })

    it(`the adapter to ${name} hears nothing from an origin that was not named, says nothing to it, and tells which it is`, async () => {
      around = await openAround(name, { origins: ['https://desk.example'] })
      around.say(OPENED[name])
      around.desktop.ask()
      around.desktop.write?.('Hello')
      await until(() => around.troubles.length > 0)
      await delivered()
      expect(around.troubles).to.deep.equal([{ kind: 'wrong_origin', origin: OWN_ORIGIN }])
      expect(around.told).to.deep.equal([])
      expect(around.said).to.deep.equal([])
      expect(around.desktop.origin()).to.equal(undefined)
    })

    it(`the adapter to ${name} lets nothing spoil it that other programs say`, async () => {
      around = await openAround(name)
      const garbage = ['', 'garbage', '{', '{"event":"appContext"}', 0, null, [], { type: 'x' }, { issuer: 'CXA' }]
      for (const each of garbage) around.say(each)
      around.say(OPENED[name])
      await until(() => around.told.length > 0)
      expect(around.told.map(({ conversation }) => conversation)).to.deep.equal(['42'])
    })

    it(`the adapter to ${name} hears nothing more once it is closed`, async () => {
      around = await openAround(name)
      around.desktop.close()
      around.desktop.close()
      around.say(OPENED[name])
      await delivered()
      expect(around.told).to.deep.equal([])
    })
  }
})
