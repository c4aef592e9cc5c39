/** What the page has put in the place of what the browser builds in: where nothing works, that is the likeliest cause. */

const REPLACEABLE = [
  'WebSocket',
  'XMLHttpRequest',
  'fetch',
  'Promise',
  'setTimeout',
  'JSON.stringify',
  'JSON.parse',
  'Date',
  'Date.now',
  'Map',
  'Set',
  'Array.prototype.map',
  'Array.prototype.filter',
  'Object.entries',
  'XMLHttpRequest.prototype.open',
  'XMLHttpRequest.prototype.send',
  'WebSocket.prototype.send',
] as const

const get = (from: unknown, name: string): unknown =>
  (typeof from === 'object' && from !== null) || typeof from === 'function' ? Reflect.get(from, name) : undefined

const isNative = (value: unknown): boolean =>
  typeof value === 'function' && /\{\s*\[native code\]\s*\}$/u.test(Function.prototype.toString.call(value).slice(-40))

/** @param page its global object. Gives names as `JSON.stringify`. */
export const pageChanges = (page: object): readonly string[] => {
  const replaced = REPLACEABLE.filter((name) => !isNative(name.split('.').reduce<unknown>(get, page)))
  const added = (['Object', 'Array'] as const).flatMap((name) => {
    const prototype = get(get(page, name), 'prototype')
    const isObject = typeof prototype === 'object' && prototype !== null
    return isObject ? Object.keys(prototype).map((key) => `${name}.prototype.${key}`) : []
  })
  return [...replaced, ...added]
}
