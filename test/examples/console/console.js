/** A record page as Lightning renders it, but in a closed shadow, which Salesforce's own separation of namespaces comes to. */
import CxAssist from 'c/cxAssist'
import { createElement } from 'lwc'

const { bff } = await (await fetch('/session')).json()
const component = createElement('c-cx-assist', { is: CxAssist, mode: 'closed' })
Object.assign(component, { bff, recordId: '0Mw000000000001' })
document.body.append(component)
