/** Draws which folder knows which: Graphviz finds the places, and what is drawn takes its colours from the page. */
import { instance } from '@viz-js/viz'
import * as z from 'zod'

const WIDTH = 900
const EDGE = 14
const TITLE = 34
const GAP = 14
const FONT = 13
/** Letters that are drawn smaller than this cannot be read. */
const SMALLEST = 0.75

const pair = z.string().transform((text) => text.split(',').map(Number))
/** What is read of Graphviz's `json`; lengths of boxes are inches, places are points from below. */
const layout = z.object({
  bb: pair,
  objects: z.array(
    z.object({ _gvid: z.number(), name: z.string(), pos: pair, width: z.coerce.number(), height: z.coerce.number() }),
  ),
  edges: z.optional(z.array(z.object({ tail: z.number(), head: z.number(), pos: z.string() }))),
})

/** @param {number} value */
const rounded = (value) => String(Math.round(value * 10) / 10)
/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/**
 * A spline of Graphviz, `e,x,y x,y …`: the tip, then a start and curves.
 *
 * @param {string} spline @param {(point: readonly number[]) => string} at
 */
const pathOf = (spline, at) => {
  const [tip = '', start = '', ...curves] = spline.split(' ')
  const points = [start, ...curves].map((each) => at(each.split(',').map(Number)))
  return `M${points[0]}C${points.slice(1).join(' ')}L${at(tip.replace('e,', '').split(',').map(Number))}`
}

/**
 * @param {import('./folders.mjs').Plan} plan
 * @param {Awaited<ReturnType<typeof instance>>} viz
 * @param {number} top
 */
const drawSide = ({ side, folders, arrows, knows }, viz, top) => {
  const drawn = viz.renderJSON({
    graphAttributes: { nodesep: 0.12, ranksep: 0.34, margin: 0, pad: 0 },
    nodeAttributes: { shape: 'box', fontname: 'Helvetica', fontsize: FONT, margin: '0.14,0.05', height: 0.32 },
    edgeAttributes: { arrowsize: 0.6 },
    nodes: folders.map((name) => ({ name })),
    edges: arrows.map(({ from, to }) => ({ tail: from, head: to })),
  })
  const { bb, objects, edges = [] } = layout.parse(drawn)
  const [, , width = 0, height = 0] = bb
  const scale = Math.min(1, (WIDTH - 4 * EDGE) / width)
  if (scale < SMALLEST)
    throw new RangeError(`${side} would be drawn at ${Math.round(scale * 100)} %: give it fewer boxes`)
  /** @param {readonly number[]} point */
  const at = ([x = 0, y = 0]) => `${rounded(x)},${rounded(height - y)}`
  const names = new Map(objects.map(({ _gvid, name }) => [_gvid, name]))
  const frame = { height: TITLE + height * scale + EDGE }
  const told = knows.length === 0 ? 'knows nobody' : `knows ${knows.join(' and ')}`
  const place = `translate(${rounded((WIDTH - width * scale) / 2)} ${rounded(top + TITLE)}) scale(${scale.toFixed(3)})`
  return {
    height: frame.height,
    svg: [
      `<rect class="side" x="${EDGE}" y="${rounded(top)}" width="${WIDTH - 2 * EDGE}" height="${rounded(frame.height)}" rx="8"/>`,
      `<text class="title" x="${2 * EDGE}" y="${rounded(top + 22)}">${side}/ <tspan class="knows">${told}</tspan></text>`,
      `<g transform="${place}">`,
      ...edges.map(
        ({ tail, head, pos }) =>
          `<path class="arrow" d="${pathOf(pos, at)}"><title>${escaped(`${names.get(tail)} knows ${names.get(head)}`)}</title></path>`,
      ),
      ...objects.map(({ name, pos, width: inches, height: tall }) => {
        const [x = 0, y = 0] = pos
        const [w, h] = [inches * 72, tall * 72]
        const corner = `x="${rounded(x - w / 2)}" y="${rounded(height - y - h / 2)}"`
        return (
          `<rect class="folder" ${corner} width="${rounded(w)}" height="${rounded(h)}" rx="5"/>` +
          `<text class="name" x="${rounded(x)}" y="${rounded(height - y + FONT / 3)}">${escaped(name)}</text>`
        )
      }),
      '</g>',
    ],
  }
}

const STYLE = `
svg { color-scheme: light dark; font: ${FONT}px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; --ink: #1c2230; --quiet: #5a6478; --page: #ffffff; --room: #f3f5f9; --line: #c3cad8; --arrow: #6c7890 }
@media (prefers-color-scheme: dark) { svg { --ink: #e6e9f0; --quiet: #a3adc0; --page: #12151b; --room: #1b2029; --line: #3d4657; --arrow: #8894ab } }
.page { fill: var(--page) } .side { fill: var(--room); stroke: var(--line) } .folder { fill: var(--page); stroke: var(--line) }
text { fill: var(--ink) } .title { font-size: 16px; font-weight: 600 } .knows, .told { fill: var(--quiet); font-size: ${FONT}px; font-weight: 400 }
.name { text-anchor: middle } .arrow { fill: none; stroke: var(--arrow); marker-end: url(#tip) } .tip { fill: var(--arrow) }
`.trim()

const TOLD =
  'An arrow leads from a folder to one that it imports from. Arrows that a longer way says as well are left out.'

/**
 * The same plans give the same letters.
 *
 * @param {readonly import('./folders.mjs').Plan[]} plans
 */
export const draw = async (plans) => {
  const viz = await instance()
  const parts = []
  let top = EDGE
  for (const plan of plans) {
    const { height, svg } = drawSide(plan, viz, top)
    parts.push(...svg)
    top += height + GAP
  }
  const height = Math.ceil(top + 20)
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="what">`,
    '<title id="what">The folders of simulator, widget, bff and shared, and which of them know which</title>',
    `<style>${STYLE}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0,0.5L8,4L0,7.5z"/></marker></defs>',
    `<rect class="page" width="${WIDTH}" height="${height}"/>`,
    ...parts,
    `<text class="told" x="${2 * EDGE}" y="${rounded(top + 6)}">${TOLD}</text>`,
    '</svg>',
  ].join('\n')}\n`
}
