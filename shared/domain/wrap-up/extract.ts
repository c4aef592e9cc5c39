/** A summary by rules: made of what was said alone, so it cannot state what was not. */
import { deedsOf } from './deeds.ts'
import { factsOf } from './facts.ts'
import { summaryLanguage } from './lexicon.ts'
import type { Summary, SummaryMaterial } from './material.ts'
import { moodOf } from './mood.ts'
import { openQuestions } from './open.ts'
import { readConversation } from './reading.ts'
import { reasonOf } from './reason.ts'
import { SUMMARY_WORDS } from './words.ts'

/**
 * The same for the same material, in time that grows with what was said and no faster; of each utterance no more than its
 * beginning is read. Each point names the utterances that it repeats, of those in the material.
 *
 * @param language BCP 47, of the words around what was said; English where there are none in it
 */
export const extract = (material: SummaryMaterial, language?: string): Summary => {
  const words = SUMMARY_WORDS[summaryLanguage(language)]
  const reading = readConversation(material.utterances)
  const reason = reasonOf(reading, material, words)
  const { intent, said } = reason
  const asked = said === undefined ? words.noAsk : words.quote(said)
  return {
    headline: intent === undefined ? asked : `${intent}${words.colon}${asked}`,
    points: [
      ...reason.points,
      ...factsOf(reading, material, words, reason.told),
      ...deedsOf(reading, words),
      ...openQuestions(reading, words),
      ...moodOf(reading, material, words),
    ],
  }
}
