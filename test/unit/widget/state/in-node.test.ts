import { describe, expect, it } from 'vitest'

describe('the element in Node', () => {
  it('the element in Node can be imported where there is no document', async () => {
    await expect(import('../../../../widget/cx-assist.ts')).resolves.toHaveProperty('CxAssist')
  })
})
