/** Fonts of the project's own for pictures, so that no machine's fonts matter. Only the tests' pages get them. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const FAMILIES = {
  'noto-sans': 'Noto Sans',
  'noto-sans-arabic': 'Noto Sans Arabic',
  'noto-sans-jp': 'Noto Sans JP',
} as const
const WEIGHTS = [400, 500, 600, 700]
/** A character of each script, so that its font is there before the first picture. */
const SAMPLES = 'Aé→س日'

const packages = fileURLToPath(new URL('../../node_modules/@fontsource', import.meta.url))

const sheet = (): string => {
  const faces = Object.keys(FAMILIES).flatMap((name) =>
    WEIGHTS.map((weight) =>
      readFileSync(join(packages, name, `${weight}.css`), 'utf8').replaceAll(
        'url(./files/',
        `url(/test-fonts/${name}/`,
      ),
    ),
  )
  const families = Object.values(FAMILIES).map((family) => `'${family}'`)
  // What is set in a font for code takes the first that exists of a list: let that one be ours.
  const [regular = ''] = faces
  const code = regular.replaceAll(/font-family: '[^']+'/g, "font-family: 'Menlo'")
  return `${faces.join('\n')}\n${code}\n:root { font-family: ${families.join(', ')}; }`
}

/** To be called before the page is opened. */
export const serveFonts = (page: Page): Promise<unknown> =>
  page.route('**/test-fonts/*/*', (route) => {
    const [name, file] = new URL(route.request().url()).pathname.split('/').slice(-2)
    return route.fulfill({ path: join(packages, dirname(`${name}/files/${file}`), `${file}`) })
  })

/** To be called once the page is open. */
export const useFonts = async (page: Page): Promise<void> => {
  await page.addStyleTag({ content: sheet() })
  await page.evaluate(
    ({ families, weights, samples }) =>
      Promise.all(
        families.flatMap((family) =>
          weights.map((weight) => document.fonts.load(`${weight} 13px '${family}'`, samples)),
        ),
      ),
    { families: [...Object.values(FAMILIES), 'Menlo'], weights: WEIGHTS, samples: SAMPLES },
  )
}
