/** Which folder knows which, by the imports that a cruise found. */

/** The sides, from the one that knows most to the one that knows nobody. */
const SIDES = /** @type {const} */ (['simulator', 'widget', 'bff', 'shared'])
/** @typedef {(typeof SIDES)[number]} Side */
/** @typedef {{ readonly from: string, readonly to: string }} Arrow */
/** @typedef {{ readonly side: Side, readonly folders: readonly string[], readonly arrows: readonly Arrow[], readonly knows: readonly Side[] }} Plan */

/** Folders that are a shelf of rooms: each room is worth a box of its own. */
const SHELVES = /^(?:bff\/(?:flows|upstream)|shared\/domain|widget\/parts|simulator\/(?:cognigy|cxone))$/
/** Files of a side's root that are more than a help to all others. */
const ROOT_FILES = new Map([
  ['bff/main.ts', 'main, app'],
  ['bff/app.ts', 'main, app'],
  ['bff/config.ts', 'config'],
  ['shared/rules.ts', 'rules'],
  ['simulator/main.ts', 'main, run'],
  ['simulator/run.ts', 'main, run'],
  ['widget/attributes.ts', 'events, attributes'],
  ['widget/define.ts', 'events, attributes'],
  ['widget/events.ts', 'events, attributes'],
])
/** Rooms that are much alike share a box: the picture has only so much room. */
const SHARED_BOXES = new Map([
  ['upstream/language-model', 'models, translate, oidc'],
  ['upstream/oidc', 'models, translate, oidc'],
  ['upstream/translate', 'models, translate, oidc'],
  ['flows/board', 'board, join, privacy, sign-in'],
  ['flows/join', 'board, join, privacy, sign-in'],
  ['flows/privacy', 'board, join, privacy, sign-in'],
  ['flows/sign-in', 'board, join, privacy, sign-in'],
  ['flows/knowledge', 'knowledge, wrap-up'],
  ['flows/wrap-up', 'knowledge, wrap-up'],
])
const OTHER_ROOT_FILES = new Map([
  ['bff', 'helpers'],
  ['shared', 'defaults'],
  ['simulator', 'helpers'],
  ['widget', 'cx-assist'],
])

/** @param {string} path @returns {Side | undefined} */
const sideOf = (path) =>
  // Scripts that build or pack a side are no part of it.
  path.endsWith('.mjs') ? undefined : SIDES.find((side) => path.startsWith(`${side}/`))

/** What the box is called that a file stands in. @param {string} path */
const folderOf = (path) => {
  const [side = '', ...rest] = path.split('/')
  if (rest.length === 1) return ROOT_FILES.get(path) ?? OTHER_ROOT_FILES.get(side) ?? ''
  const [folder = '', room = ''] = rest
  if (!SHELVES.test(`${side}/${folder}`) || rest.length <= 2) return folder
  return SHARED_BOXES.get(`${folder}/${room}`) ?? `${folder}/${room}`
}

/**
 * Without those that a longer way says as well. Where folders know each other in a circle, all of its arrows stay.
 *
 * @param {readonly Arrow[]} arrows
 */
export const withoutDetours = (arrows) => {
  /** @param {string} folder */
  const knownTo = (folder) => arrows.flatMap(({ from, to }) => (from === folder ? [to] : []))
  /** @param {string} from @param {string} to */
  const reaches = (from, to) => {
    const seen = new Set([from])
    for (const at of seen) for (const each of knownTo(at)) seen.add(each)
    return from !== to && seen.has(to)
  }
  return arrows.filter(
    ({ from, to }) =>
      !knownTo(from).some((by) => by !== to && reaches(by, to) && !reaches(by, from) && !reaches(to, by)),
  )
}

/** @param {Iterable<string>} names */
const sorted = (names) => [...new Set(names)].toSorted()

/**
 * @param {readonly { readonly source: string, readonly dependencies: readonly { readonly resolved: string }[] }[]} modules
 * @returns {readonly Plan[]} as {@link SIDES}
 */
export const plansOf = (modules) => {
  const imports = modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
  )
  return SIDES.map((side) => {
    const own = imports.filter(({ from }) => sideOf(from) === side)
    const inside = own
      .filter(({ to }) => sideOf(to) === side)
      .map(({ from, to }) => `${folderOf(from)}\n${folderOf(to)}`)
    const arrows = sorted(inside)
      .map((each) => each.split('\n'))
      .map(([from = '', to = '']) => ({ from, to }))
      .filter(({ from, to }) => from !== to)
    const files = modules.map(({ source }) => source).filter((path) => sideOf(path) === side && /\.tsx?$/.test(path))
    const knows = sorted(own.map(({ to }) => sideOf(to) ?? side).filter((each) => each !== side))
    return {
      side,
      folders: sorted(files.map(folderOf)),
      arrows: withoutDetours(arrows),
      knows: SIDES.filter((each) => knows.includes(each)),
    }
  })
}
