/**
 * The script behind a package's command, run by this very Node: no shell, no lookup in PATH.
 * @param {string} name of the package
 * @param {string} [command] where the package has several
 * @returns {string}
 */
export declare const commandOf: (name: string, command?: string) => string
/** Builds service with its index and knowledge, simulator, element and demo desktop; does nothing where all of it is fresh or only `dist/` was shipped. */
export declare const ensureBuilt: () => Promise<void>
