/** shared/: what both sides must agree on, hence without either of them. */
import { forbid, libraryPath } from './rule.mjs'

export const shared = [
  forbid(
    'shared-knows-nobody',
    'bff, widget, simulator and test import shared, never the other way round.',
    { path: '^shared/' },
    { path: '^(bff|simulator|test|widget)/' },
  ),
  forbid(
    'shared-needs-zod-alone',
    'shared runs in browsers and in Node: it imports zod and itself, nothing else.',
    { path: '^shared/' },
    { pathNot: ['^shared/', libraryPath('zod'), '^(bff|simulator|test|widget)/'] },
  ),
  forbid(
    'wire-knows-wire-alone',
    'The wire is what is agreed with others: it follows from nothing that we decide ourselves.',
    { path: '^shared/wire/' },
    { path: '^shared/(?!wire/)' },
  ),
  forbid(
    'domain-needs-no-library',
    'The domain imports no library; facts come in, outcomes go out.',
    { path: '^shared/domain/' },
    { pathNot: '^(bff|shared|simulator|test|widget)/' },
  ),
  forbid(
    'domain-is-innermost',
    'The domain decides by rules, on what the wire names; models and the validator are built on it.',
    { path: '^shared/domain/' },
    { path: '^shared/(model|validate)/' },
  ),
  forbid(
    'validate-is-outermost',
    'The validator is a module of its own that integrators load: nothing else in shared leans on it.',
    { path: '^shared/(?!validate/)' },
    { path: '^shared/validate/' },
  ),
]
