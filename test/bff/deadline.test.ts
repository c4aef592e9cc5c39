/** Nobody waits longer than their time, and what goes on without them harms nobody. */
import { describe, expect, it } from 'vitest'
import { orLate, orLateAfter, startDeadline } from '../../bff/deadline.ts'

const never = (): Promise<never> => new Promise(() => undefined)

describe('work that is raced against a deadline', () => {
  it('the work with a deadline gives what it gives, or fails as it fails, where it is in time', async () => {
    const deadline = startDeadline(5000)
    expect(await orLate(Promise.resolve('done'), deadline, () => 'late')).toBe('done')
    await expect(orLate(Promise.reject(new RangeError('no')), deadline, () => 'late')).rejects.toThrow(RangeError)
    deadline.release()
  })

  it('the work with a deadline gives what lateness gives once the time is up, and throws what that throws', async () => {
    expect(await orLate(never(), startDeadline(10), () => 'late')).toBe('late')
    const reject = (): Promise<never> => Promise.reject(new RangeError('late'))
    await expect(orLate(never(), startDeadline(10), reject)).rejects.toThrow(RangeError)
  })

  it('the work is not waited for at all where the time was up before', async () => {
    const deadline = startDeadline(0)
    await expect.poll(() => deadline.signal.aborted).toBe(true)
    expect(await orLate(never(), deadline, () => 'late')).toBe('late')
  })

  it('the work that fails after it was given up troubles nobody', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown): void => void unhandled.push(reason)
    process.on('unhandledRejection', note)
    const work = new Promise<never>((_, reject) => setTimeout(reject, 30, new RangeError('too late')))
    expect(await orLateAfter(5, work, () => 'late')).toBe('late')
    await new Promise((resolve) => setTimeout(resolve, 60))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })
})

describe('work that is given some milliseconds', () => {
  it('the work with a signal gives what it gives, or what lateness gives', async () => {
    expect(await orLateAfter(5000, Promise.resolve('done'), () => 'late')).toBe('done')
    expect(await orLateAfter(5, never(), () => 'late')).toBe('late')
  })
})
