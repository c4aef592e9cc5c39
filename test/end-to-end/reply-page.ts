/** A desktop with a reply beside the panel, and an ear for what a screen reader is given to say. */
import type { RequestListener } from 'node:http'
import type { Page } from 'playwright-core'

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A desktop</title>
<style>body{margin:0;display:flex}main{flex:1}textarea{width:100%;height:300px}cx-assist{width:380px;height:700px}</style>
<main><h1>A desktop</h1><label>Reply <textarea id="reply"></textarea></label></main>
<script>
const given = new URLSearchParams(location.hash.slice(1))
const tag = document.createElement('cx-assist')
tag.lang = 'en'
tag.setAttribute('composer', '#reply')
for (const name of ['bff', 'token', 'conversation']) tag.setAttribute(name, given.get(name))
document.body.append(tag)
const module = document.createElement('script')
module.type = 'module'
module.src = given.get('bff') + '/widget/cx-assist.js'
document.head.append(module)
</script>`

export const replyPage: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
}

/** Everything that the panel's two announcers say from now on, in order, as `polite: Live`. */
export const listen = async (page: Page): Promise<() => Promise<readonly string[]>> => {
  const said: string[] = []
  await page.exposeFunction('heard', (sentence: string) => {
    said.push(sentence)
  })
  await page.evaluate(() => {
    const root = document.querySelector('cx-assist')?.shadowRoot
    for (const [role, manner] of [
      ['status', 'polite'],
      ['alert', 'assertive'],
    ]) {
      const announcer = root?.querySelector(`[role=${role}]`)
      if (!announcer) throw new Error(`there is no ${manner} announcer`)
      new MutationObserver(() => {
        const text = announcer.textContent.trim()
        if (text !== '' && 'heard' in window && typeof window.heard === 'function') window.heard(`${manner}: ${text}`)
      }).observe(announcer, { childList: true, characterData: true, subtree: true })
    }
  })
  return async () => said
}

/** What has the focus as Chromium's accessibility tree has it: role, name and states, as `button "Insert"`. */
export const focusedForScreenReaders = async (page: Page): Promise<string> => {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const stateOf = (properties: (typeof nodes)[number]['properties'], name: string): unknown =>
    properties?.find((property) => property.name === name)?.value.value
  const focused = nodes.findLast(({ ignored, properties }) => !ignored && stateOf(properties, 'focused') === true)
  if (focused === undefined) return 'nothing'
  const states = ['pressed', 'checked', 'expanded'].flatMap((name) => {
    const state = stateOf(focused.properties, name)
    return state === undefined ? [] : [`${name}=${state}`]
  })
  return [`${focused.role?.value} "${focused.name?.value}"`, ...states].join(' ')
}
