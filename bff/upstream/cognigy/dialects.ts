/** The dialects of Cognigy that this version speaks: open-cognigy.ts has the adapters of each. */
export const COGNIGY_DIALECTS = ['tutorial'] as const
export type CognigyDialect = (typeof COGNIGY_DIALECTS)[number]
