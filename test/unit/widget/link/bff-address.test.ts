import { describe, expect, it } from 'vitest'
import { bffAddress } from '../../../../widget/session/bff-address.ts'

const PAGE = 'https://desk.example/agents/inbox/?view=all#chat'

describe('the address of the service', () => {
  it.each([
    ['https://bff.example', 'https://bff.example'],
    ['https://bff.example/', 'https://bff.example'],
    ['HTTPS://BFF.example:443/assist//', 'https://bff.example/assist'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://bff.example/assist?x=1#y', 'https://bff.example/assist'],
    ['/assist', 'https://desk.example/assist'],
    ['/assist/', 'https://desk.example/assist'],
    ['/', 'https://desk.example'],
    ['./assist', 'https://desk.example/agents/inbox/assist'],
    ['../assist', 'https://desk.example/agents/assist'],
    ['//bff.example/assist', 'https://bff.example/assist'],
  ])('the address of the service is "%s" of a page: %s', (given, address) => {
    expect(bffAddress(given, PAGE)).toBe(address)
  })

  it.each([
    'bff.example.com',
    'assist',
    'localhost:8080',
    'wss://bff.example',
    'javascript:alert(1)',
    'file:///assist',
    'https://',
    '//',
    'not a url',
  ])('the address of the service is not "%s", which is more likely a mistake than a path', (given) => {
    expect(bffAddress(given, PAGE)).toBeUndefined()
  })

  it('the address of the service is of no page that has none itself', () => {
    expect(bffAddress('/assist', 'about:blank')).toBeUndefined()
    expect(bffAddress('/assist', 'file:///home/agent/desk.html')).toBeUndefined()
    expect(bffAddress('https://bff.example', 'about:blank')).toBe('https://bff.example')
  })

  it('the address of the service is found in a text of any length in no time', () => {
    const started = performance.now()
    bffAddress(`https://bff.example/${'/'.repeat(100_000)}x`, PAGE)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
