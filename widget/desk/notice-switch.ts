/** How the agent wants to be told of escalations, remembered where the browser lets us. */

export type NoticeKind = 'sound' | 'desktop'
export type NoticeChoices = Readonly<Partial<Record<NoticeKind, boolean>>>

const KEY = 'cx-assist-notices'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined)

/** What was chosen; what was not is left to the integrator. */
export const rememberedNotices = (): NoticeChoices => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    if (!isRecord(kept)) return {}
    const [sound, desktop] = [flag(kept['sound']), flag(kept['desktop'])]
    return { ...(sound === undefined ? {} : { sound }), ...(desktop === undefined ? {} : { desktop }) }
  } catch {
    // Storage is forbidden here, or holds something else: the integrator's word holds.
    return {}
  }
}

export const rememberNotices = (choices: NoticeChoices): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(choices))
  } catch {
    // What is chosen holds until the page is left.
  }
}
