/** How near the end of a certificate is, and from when somebody has to be told: as the alert has it. */
const DAY_MS = 86_400_000
const SOON_DAYS = 14

/** Whole days until it expires; below 0 where that is over. Both in milliseconds since 1970. */
export const daysLeft = (expiresAt: number, now: number): number => Math.floor((expiresAt - now) / DAY_MS)

export const endsSoon = (days: number): boolean => days < SOON_DAYS
