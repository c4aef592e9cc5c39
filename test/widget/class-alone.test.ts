/** The package's class, imported by a page that names elements itself. */
import { expect, waitUntil } from '@open-wc/testing'
import { CxAssist, define } from '../../widget/index.ts'

const OURS = ['', '-suggestions', '-transcript', '-handover', '-fallback', '-escalate-form'].map(
  (part) => `cx-assist${part}`,
)
const named = (): string[] => OURS.filter((name) => customElements.get(name) !== undefined)

describe('the class of <cx-assist>', () => {
  it('names no element when it is imported', () => {
    expect(named()).to.deep.equal([])
  })

  it('may be used under another name, and brings its parts with it', async () => {
    customElements.define('some-assist', class extends CxAssist {})
    const element = document.createElement('some-assist')
    document.body.append(element)
    await waitUntil(() => element.shadowRoot?.textContent?.includes('Not set up'), 'no panel', { timeout: 15_000 })
    expect(named()).to.include('cx-assist-suggestions').and.not.to.include('cx-assist')
    element.remove()
  })

  it('takes its own name when it is told to, once or twice', () => {
    define()
    define()
    expect(customElements.get('cx-assist')).to.equal(CxAssist)
  })
})
