/** Attributes that take one of a few words; anything else counts as the first of them. */

/** `auto` follows the system's preference. */
export type Theme = 'auto' | 'light' | 'dark'
/** `off`: the integrator wants nothing scored. */
export type Scoring = 'on' | 'off'
/** `collapsed`: folded until the agent opens it, for hosts that show one of their own. */
export type Transcript = 'open' | 'collapsed'
export type Density = 'comfortable' | 'compact'

export const oneOf = <T extends string>(allowed: readonly [T, ...T[]]) => ({
  fromAttribute: (value: string | null): T =>
    allowed.find((each) => each === value?.trim().toLowerCase()) ?? allowed[0],
})
