/** examples/: what integrators copy. */
import { forbid } from './rule.mjs'

export const examples = [
  forbid(
    'examples-know-the-package',
    'Examples for integrators know the package by its name, as integrators do.',
    { path: '^examples/' },
    { path: '^(bff|shared|simulator|test|widget)/' },
  ),
  forbid(
    'nobody-knows-examples',
    'Examples are for copying: nothing of ours is built on them.',
    { path: '^(bff|shared|simulator|widget)/' },
    { path: '^examples/' },
  ),
]
