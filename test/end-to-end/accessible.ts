/** What a screen reader finds on a page, in its frames and in closed shadow roots too, where page locators do not look. */
import type { CDPSession, Page } from 'playwright-core'
import { expect } from 'vitest'

interface Found {
  readonly name: string
  /** What is written in it. */
  readonly value: string
  focus(): Promise<void>
}

export interface Screen {
  /** Waits for the first of this role and name. */
  find(role: string, name: string | RegExp): Promise<Found>
}

const WITHIN_MS = 10_000

const fits = (name: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? name === wanted : wanted.test(name)

/** @param frameId one that shares its process with the page: of the same site, that is */
const lookIn = async (
  session: CDPSession,
  frameId: string,
  role: string,
  wanted: string | RegExp,
): Promise<Found | undefined> => {
  const { nodes } = await session.send('Accessibility.getFullAXTree', { frameId })
  const node = nodes.find(
    (each) => !each.ignored && each.role?.value === role && fits(String(each.name?.value ?? ''), wanted),
  )
  const backendNodeId = node?.backendDOMNodeId
  if (node === undefined || backendNodeId === undefined) return undefined
  return {
    name: String(node.name?.value ?? ''),
    value: String(node.value?.value ?? ''),
    focus: async () => {
      await session.send('DOM.focus', { backendNodeId })
    },
  }
}

export const accessible = async (page: Page): Promise<Screen> => {
  const session = await page.context().newCDPSession(page)
  return {
    find: async (role, name) => {
      let found: Found | undefined
      const look = async (): Promise<boolean> => {
        const { frameTree } = await session.send('Page.getFrameTree')
        for (const { frame } of [frameTree, ...(frameTree.childFrames ?? [])]) {
          found ??= await lookIn(session, frame.id, role, name)
        }
        return found !== undefined
      }
      await expect.poll(look, { timeout: WITHIN_MS, message: `no ${role} “${name}” on the page` }).toBe(true)
      if (found === undefined) throw new Error('polled until it was found')
      return found
    },
  }
}
