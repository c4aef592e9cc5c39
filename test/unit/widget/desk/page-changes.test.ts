import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it } from 'vitest'
import { PlainEncoder } from '../../../../widget/link/plain-json.ts'
import { pageChanges } from '../../../../widget/session/page-changes.ts'

const EVENT = 2
const packet = (data: unknown) => ({ type: EVENT, nsp: '/', data })

afterEach(() => {
  Reflect.deleteProperty(Array.prototype, 'toJSON')
  Reflect.deleteProperty(Object.prototype, 'toJSON')
})
const teach = (prototype: object): void => {
  Object.defineProperty(prototype, 'toJSON', { value: () => 'changed', configurable: true, writable: true })
}

describe('a packet', () => {
  const data = ['event', { list: [1, [2]], nested: { none: null, text: 'ä' } }]
  const expected = ['2["event",{"list":[1,[2]],"nested":{"none":null,"text":"ä"}}]']

  it('a packet is JSON', () => {
    expect(new PlainEncoder().encode(packet(data))).toEqual(expected)
  })

  it.each([
    ['arrays', () => teach(Array.prototype)],
    ['objects', () => teach(Object.prototype)],
  ])('a packet is JSON in a page that taught all %s to write themselves', (_what, change) => {
    change()
    const encoded = new PlainEncoder().encode(packet(data))
    Reflect.deleteProperty(Array.prototype, 'toJSON')
    Reflect.deleteProperty(Object.prototype, 'toJSON')
    expect(encoded).toEqual(expected)
  })
})

describe('what a page has changed', () => {
  const changesAfter = (script: string): readonly string[] => {
    const page: unknown = runInNewContext(`${script}; globalThis`, {
      ...{ WebSocket: Map, XMLHttpRequest: Map, fetch: Math.abs, setTimeout: Math.abs },
    })
    const names = typeof page === 'object' && page !== null ? pageChanges(page) : []
    // What a context without windows lacks.
    return names.filter((name) => !/^(?:WebSocket|XMLHttpRequest)\.prototype/u.test(name))
  }

  it.each([
    ['', []],
    ['JSON.stringify = () => ""', ['JSON.stringify']],
    ['globalThis.WebSocket = class {}', ['WebSocket']],
    ['Array.prototype.each = 1; Object.prototype.extend = 1', ['Object.prototype.extend', 'Array.prototype.each']],
    ['Date.now = () => 0; globalThis.Promise = function () {}', ['Promise', 'Date.now']],
  ])('what a page has changed is named: %s', (script, names) => {
    expect(changesAfter(script)).toEqual(names)
  })
})
