/** The dialects of CXone that this version speaks: open-cxone.ts has the adapters of each. */
export const CXONE_DIALECTS = ['tutorial'] as const
export type CxoneDialect = (typeof CXONE_DIALECTS)[number]
