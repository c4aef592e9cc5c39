/** What comes once there is something to see: the view, and what the agent does in it. One module, fetched as one. */
export { AgentDesk } from './agent-desk.ts'
export { HostComposer } from './composer/host-composer.ts'
export { PanelKeys } from './panel-keys.ts'
export { panelPart, panelStyles } from './parts/panel.ts'
