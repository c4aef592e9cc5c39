/**
 * The versions of all that one release writes and a later one reads. What is older is migrated or refused with a sentence,
 * by `cx-assist migrate`; what is newer is refused. The rules file has none: each of its keys is judged by itself.
 */

/** Of the database in `DATA_DIR`: so many layouts there were. Older ones are brought up. */
export const STORE_FORMAT = 4
/** Of the fallback index: 2 where it has a sentence encoder. */
export const INDEX_FORMATS = [1, 2] as const
/** Of the knowledge. An older one is built again. */
export const KNOWLEDGE_FORMAT = 2
/** Of a model folder's manifest. */
export const MODEL_FORMAT = 1
/** Of what `RECORD_LOG` records. */
export const RECORDING_FORMAT = 1
