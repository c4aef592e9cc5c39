/** Whole numbers, each within its bounds. */
import * as z from 'zod/mini'

export const seconds = (least: number, most: number) =>
  z
    .string()
    .check(
      z.refine(
        (text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most,
        `must be a whole number of seconds, ${least} to ${most}`,
      ),
    )

const NO_PORT = 'must be a port, 0 to 65535'
export const port = z.string().check(
  z.regex(/^\d{1,5}$/, NO_PORT),
  z.refine((text) => Number(text) <= 65_535, NO_PORT),
)

export const connections = z
  .string()
  .check(z.refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= 1, 'must be a whole number, 1 to 999999'))
