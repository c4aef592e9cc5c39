/** Settings that look right to whoever writes them: they work, or the host is told what to write. */
import { expect } from '@open-wc/testing'
import { UnsecuredJWT } from 'jose'
import type { CxAssistErrorEvent } from '../../../../widget/events.ts'
import { openPanel, type Panel, SOME_SNAPSHOT } from '../../panel.ts'
import { START } from '../../scripted-link.ts'

const hearErrors = (panel: Panel): string[] => {
  const told: string[] = []
  panel.element.addEventListener('cx-assist-error', ({ detail }: CxAssistErrorEvent) =>
    told.push(`${detail.code}: ${detail.message}`),
  )
  return told
}

describe('settings that look right', () => {
  it('settings that look right are an address that is a path of the page’s own site, with or without a slash at its end', async () => {
    for (const bff of ['/assist', ' /assist/ ', `//${location.host}/assist`]) {
      const panel = await openPanel({ bff })
      expect(panel.link().target.bff, bff).to.equal(`${location.origin}/assist`)
    }
  })

  it('settings that look right are values with blanks and line ends around them', async () => {
    const panel = await openPanel({ bff: '\n https://bff.example ', token: ' some-token\n', conversation: ' conv_1 ' })
    const { target, calls } = panel.link()
    expect([target, calls]).to.deep.equal([
      { bff: 'https://bff.example', token: 'some-token' },
      ['follow conv_1', 'open'],
    ])
  })

  it('settings that look right are words in another case', async () => {
    const panel = await openPanel()
    panel.element.setAttribute('theme', ' Dark')
    panel.element.setAttribute('density', 'COMPACT')
    await panel.text()
    expect([panel.element.theme, panel.element.density]).to.deep.equal(['dark', 'compact'])
  })

  it('settings that look right are a language as systems write it', async () => {
    const panel = await openPanel({ lang: 'de_DE.UTF-8' })
    panel.link().join(SOME_SNAPSHOT)
    expect(await panel.text()).to.include('Vorschläge')
  })

  for (const bff of ['localhost:8080', 'ftp://bff.example', 'wss://bff.example', 'bff.example:8080/assist']) {
    it(`settings that look right are no address where nothing is reached by "${bff}"`, async () => {
      const panel = await openPanel()
      const told = hearErrors(panel)
      panel.element.bff = bff
      expect(await panel.text()).to.include('The server address on this page is no web address')
      expect(told.map((each) => each.split(':')[0])).to.deep.equal(['invalid_bff'])
    })
  }

  it('the host is told once what to write instead of settings that look right', async () => {
    const panel = await openPanel()
    const told = hearErrors(panel)
    panel.element.lang = 'german'
    await panel.text()
    panel.element.bff = 'bff.example.com'
    await panel.text()
    await panel.text()
    expect(told).to.have.length(2)
    expect(told[0]).to.match(/^invalid_lang: .*write a tag such as de/)
    expect(told[1]).to.match(/^invalid_bff: .*https:\/\/assist\.example/)
  })
})

describe('a token that runs out', () => {
  const tokenFor = (seconds: number): string =>
    new UnsecuredJWT({})
      .setIssuedAt(START / 1000)
      .setExpirationTime(START / 1000 + seconds)
      .encode()

  it('a token that runs out is told of a minute before, and another one is taken without a word to the agent', async () => {
    const panel = await openPanel({ token: tokenFor(600) })
    panel.link().join(SOME_SNAPSHOT)
    await panel.text()
    const told: string[] = []
    const before = panel.textNow()
    panel.element.addEventListener('cx-assist-token-expiring', ({ detail }) => {
      told.push(detail.expiresAt)
      panel.element.token = tokenFor(1_200)
    })
    panel.clock.pass(539_000)
    expect(told).to.deep.equal([])
    panel.clock.pass(1_000)
    expect(told).to.deep.equal([new Date(START + 600_000).toISOString()])
    expect(await panel.text())
      .to.include('Live')
      .and.not.to.include('econnecting')
    expect(before).to.include('Live')
    expect(panel.link().calls.at(-1)).to.equal(`renewToken ${tokenFor(1_200)}`)
    panel.clock.pass(539_000)
    expect(told).to.have.length(1)
  })
})
