/** What comes once there is something to see: the view, and what the agent does in it. One module, fetched as one. */

export { HostComposer } from '../composer/host-composer.ts'
export { AgentDesk } from '../desk/agent-desk.ts'
export { PanelKeys } from '../keys/panel-keys.ts'
export { panelPart, panelStyles } from '../parts/panel/panel.ts'
export { PanelShell } from '../parts/panel/panel-shell.ts'

/** The list of keys, in a module of its own: few ever open it. */
export const fetchKeyList = (): Promise<unknown> => import('../parts/panel/key-list.ts')
