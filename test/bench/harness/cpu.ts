import { readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100
const KIB = 1024

const readOrNothing = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Seconds of processor time that a process has used; NaN where there is no `/proc`. */
export const cpuSecondsOf = (pid: number): number => {
  // The name of the program stands in brackets and may hold blanks; the fields are counted from behind it.
  const fields = readOrNothing(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN)) / TICKS_PER_SECOND
}

/** Resident memory of a process in bytes; NaN where there is no `/proc`. */
export const residentBytesOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readOrNothing(`/proc/${pid}/status`))?.[1] ?? Number.NaN) * KIB
