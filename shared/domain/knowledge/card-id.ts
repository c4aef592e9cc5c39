/** Ids of what knowledge offers an agent: they name the passage, so that feedback finds it in whatever process it reaches. */

const FORM = /^kb\.([0-9a-f]{16})\.[\w-]{1,64}$/

/**
 * @param key of the passage, 16 hexadecimal digits
 * @param fresh told apart from all others: letters, digits, `-` and `_`
 */
export const cardId = (key: string, fresh: string): string => `kb.${key}.${fresh}`

/** The key of the passage that a card shows; `undefined` where knowledge did not offer it. */
export const keyOfCard = (id: string): string | undefined => FORM.exec(id)?.[1]
