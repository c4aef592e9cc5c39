/**
 * @typedef {import('dependency-cruiser').IRegularForbiddenRuleType} Rule
 * @typedef {Rule['from']} From
 * @typedef {Rule['to']} To
 */

/**
 * A border that nothing may cross. Imports of types count as any other: whoever knows a type knows the module.
 *
 * @param {string} name
 * @param {string} comment what is told to whoever crosses it
 * @param {From} from
 * @param {To} to
 * @returns {Rule}
 */
export const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/**
 * Where a library lies once it is found, and what it is called where it is not.
 *
 * @param {string} library
 */
export const libraryPath = (library) => `(^|node_modules/)${library.replaceAll('.', '\\.')}(/|$)`
