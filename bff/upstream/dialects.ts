/** The dialects that this version speaks. open-cxone.ts and open-cognigy.ts have the adapters of each. */
export const CXONE_DIALECTS = ['tutorial'] as const
export const COGNIGY_DIALECTS = ['tutorial'] as const

export type CxoneDialect = (typeof CXONE_DIALECTS)[number]
export type CognigyDialect = (typeof COGNIGY_DIALECTS)[number]
