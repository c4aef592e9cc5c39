/** Skills by the names of the rules: which one is meant, how often CXone is asked, and what happens where it is not told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactAddress } from '../../../../bff/ports/cxone.ts'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../../simulator/cxone/vendor/server.ts'
import { createShiftingClock, type ShiftingClock } from '../../../support/shifting-clock.ts'
import { CASE, digital, failureOf, openVendor, route } from '../../../support/vendor-cxone.ts'

const LIST = '/inContactAPI/services/v30.0/skills'
const MINUTE = 60
const HOUR = 3600

let cxone: CxoneVendorStandIn
let clock: ShiftingClock
const start = async (skills?: Parameters<typeof startCxoneVendor>[0]): Promise<void> => {
  cxone = await startCxoneVendor({ tokenSeconds: 90 * HOUR, ...skills })
  cxone.seedContact({ id: CASE })
}
beforeEach(() => {
  clock = createShiftingClock()
})
afterEach(() => cxone.close())

const listings = () => cxone.journal.entries(LIST)
const skill = (skillId: number, skillName: string, more = {}) => ({ skillId, skillName, mediaTypeId: 9, ...more })
const routedTo = async (opened: ReturnType<typeof openVendor>, name: string, contact: ContactAddress = digital()) =>
  (await route(opened, contact, { skill: name })).skillId

describe('a skill by its name', () => {
  it('a skill by its name is looked for among the active ones of the medium, a hundred a page', async () => {
    const others = Array.from({ length: 230 }, (_, n) => skill(1000 + n, `Other ${n}`))
    await start({ skills: [...others, skill(7, 'Claims', { mediaTypeId: 4 }), skill(5000, 'Claims')] })
    expect(await routedTo(openVendor(cxone), 'Claims')).toBe(5000)
    const fields = 'skillId%2CskillName%2CmediaTypeId%2CisActive%2CroutingQueueId'
    const of = (skip: number) => `isActive=true&mediaTypeId=9&fields=${fields}&orderby=skillId&skip=${skip}&top=100`
    expect(listings().map(({ query, status }) => [query, status])).toEqual([0, 100, 200].map((skip) => [of(skip), 200]))
  })

  it('a skill by its name is not asked for beyond the total', async () => {
    await start({ skills: Array.from({ length: 100 }, (_, n) => skill(1000 + n, `Skill ${n}`)) })
    expect(await routedTo(openVendor(cxone), 'Skill 99')).toBe(1099)
    expect(listings()).toHaveLength(1)
  })

  it('a skill by its name is the one of the same case, spaces around it aside', async () => {
    await start({ skills: [skill(1, 'billing support'), skill(2, ' Billing Support  ')] })
    expect(await routedTo(openVendor(cxone), 'Billing Support')).toBe(2)
  })

  it('a skill by its name needs no list where the rules have its id', async () => {
    await start()
    const opened = openVendor(cxone, { rules: { vendor: { skills: { ' Billing Support': 103 } } } })
    expect(await routedTo(opened, 'Billing Support')).toBe(103)
    expect(listings()).toHaveLength(0)
  })

  it.each([
    ['that nobody has', [], 'skill_unknown'],
    ['that is inactive', [skill(1, 'Claims', { isActive: false })], 'skill_unknown'],
    ['that several have', [skill(1, 'Claims'), skill(2, 'Claims')], 'skill_double'],
  ] as const)('a skill by a name %s is refused by name, and nothing is written', async (_name, skills, code) => {
    await start({ skills })
    const opened = openVendor(cxone)
    const failure = await failureOf(route(opened, digital(), { skill: 'Claims' }))
    expect(failure).toMatchObject({ kind: 'refused', code, isOurs: true })
    expect(opened.contacts.explain(failure)).toMatch(/“Claims”.*vendor\.skills/)
    expect(cxone.journal.entries().filter(({ method }) => method === 'PUT')).toEqual([])
  })

  it('a skill by its name is checked by us too, where CXone lists others than it was asked for', async () => {
    await start()
    const body = { skills: [skill(9, 'Claims', { mediaTypeId: 4 }), skill(8, 'Claims', { isActive: false })] }
    cxone.faults.add({ kind: 'status', status: 200, path: LIST, body })
    expect(await failureOf(route(openVendor(cxone), digital(), { skill: 'Claims' }))).toMatchObject({
      code: 'skill_unknown',
    })
  })
})

describe('the list of skills', () => {
  it('the list of skills is asked for once however many wait, and kept for ten minutes', async () => {
    await start()
    for (let n = 0; n < 10; n += 1) cxone.seedContact({ id: `c${n}` })
    const opened = openVendor(cxone, { clock })
    await Promise.all(Array.from({ length: 10 }, (_, n) => route(opened, digital({}, `c${n}`))))
    clock.advance(10 * MINUTE - 5)
    await route(opened, digital())
    expect(listings()).toHaveLength(1)
    clock.advance(10)
    await route(opened, digital())
    expect(listings()).toHaveLength(2)
  })

  it('the list of skills is asked for again for a name that it lacks, every thirty seconds at most', async () => {
    await start({ skills: [skill(1, 'Claims')] })
    const opened = openVendor(cxone, { clock })
    await route(opened, digital(), { skill: 'Claims' })
    for (let n = 0; n < 3; n += 1) await failureOf(route(opened, digital(), { skill: 'New' }))
    expect(listings()).toHaveLength(1)
    clock.advance(31)
    for (let n = 0; n < 3; n += 1) await failureOf(route(opened, digital(), { skill: 'New' }))
    expect(listings()).toHaveLength(2)
  })

  it('the list of skills serves on for a day where CXone does not list them', async () => {
    await start()
    const opened = openVendor(cxone, { clock })
    await route(opened, digital())
    cxone.faults.add({ kind: 'status', status: 500, path: LIST })
    clock.advance(23 * HOUR)
    expect(await routedTo(opened, 'Billing Support')).toBe(101)
    expect(opened.logged()).toContain('those known before serve on')
    clock.advance(2 * HOUR)
    expect(await failureOf(route(opened, digital()))).toMatchObject({ kind: 'unavailable', changedNothing: true })
  })
})
