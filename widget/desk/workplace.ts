/** What comes once there is something to see: the view, and what the agent does in it. One module, fetched as one. */

export { HostComposer } from '../composer/host-composer.ts'
export { PanelKeys } from '../keys/panel-keys.ts'
export { panelPart, panelStyles } from '../parts/panel/panel.ts'
export { AgentDesk } from './agent-desk.ts'
