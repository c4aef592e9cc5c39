/** The playground: the panel in every state and in every dress, without a BFF. */
import { loadElement } from './load-element.ts'
import { showSingle } from './single.ts'
import { showWhole } from './whole.ts'

const root = document.querySelector<HTMLElement>('#playground') ?? document.body

const start = async (): Promise<void> => {
  try {
    await loadElement()
  } catch (error) {
    root.textContent = error instanceof Error ? error.message : String(error)
    return
  }
  if (new URLSearchParams(location.search).has('state')) await showSingle(root)
  else showWhole(root)
}

void start()
