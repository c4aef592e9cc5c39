/** The panel beside a messaging session: the record says whose conversation it is, and Salesforce's own reply takes what is inserted. */

import openSession from '@salesforce/apex/CxAssistSession.openSession'
import script from '@salesforce/resourceUrl/cxAssist'
import { setAgentInput } from 'lightning/conversationToolkitApi'
import { loadScript } from 'lightning/platformResourceLoader'
import { api, LightningElement } from 'lwc'

export default class CxAssist extends LightningElement {
  /** Where the service is; administrators write it in the App Builder. */
  @api bff
  session
  fault
  shownRecordId
  listenedTo

  /** The messaging session that is shown. Salesforce sets it, and sets another one where it keeps the page. */
  @api
  get recordId() {
    return this.shownRecordId
  }
  set recordId(recordId) {
    this.shownRecordId = recordId
    this.open()
  }

  renderedCallback() {
    const { panel } = this.refs
    if (panel === undefined || panel === this.listenedTo) return
    this.listenedTo = panel
    // Not in the template, where names of events have no hyphens.
    panel.addEventListener('cx-assist-insert', (event) => this.insert(event))
    panel.addEventListener('cx-assist-token-expiring', () => this.open())
    panel.addEventListener('cx-assist-error', ({ detail }) => {
      if (detail.code === 'unauthorized') this.open()
    })
  }

  async open() {
    const recordId = this.shownRecordId
    try {
      const [session] = await Promise.all([openSession({ recordId }), loadScript(this, script)])
      // Another record may be shown by now.
      if (recordId !== this.shownRecordId) return
      this.session = { ...session, recordId }
      this.fault = undefined
    } catch {
      if (recordId === this.shownRecordId) this.fault = 'Agent assist is not available.'
    }
  }

  insert(event) {
    const { text, mode } = event.detail
    // Of what the panel shows, not of the page: what is inserted goes to the customer whom it is about.
    const { recordId } = this.session
    event.respondWith(
      setAgentInput(recordId, { text }, mode === 'insert').then(
        (isWritten) => (isWritten ? { outcome: 'inserted' } : { outcome: 'refused', reason: 'not_writable' }),
        () => ({ outcome: 'refused', reason: 'not_writable' }),
      ),
    )
  }
}
