/** Vue 3. Tell its compiler that `cx-assist` is no component: `isCustomElement: (tag) => tag === 'cx-assist'`. */
import { createApp } from 'vue'
import { fetchSession } from '../session.ts'
import AgentDesktop from './AgentDesktop.vue'

createApp(AgentDesktop, { start: await fetchSession() }).mount('#desktop')
