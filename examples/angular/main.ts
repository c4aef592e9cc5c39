/** Angular without zones. `ng build` compiles beforehand and needs no compiler in the page; this example, to be small, does. */
import '@angular/compiler'
import { bootstrapApplication } from '@angular/platform-browser'
import { AgentDesktop } from './agent-desktop.ts'

await bootstrapApplication(AgentDesktop)
