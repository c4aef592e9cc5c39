/** Events of a conversation that was taken up by another one, which knows some utterances by other ids. */
import type { AssistEvent } from '../../wire/assist.ts'

/** @param names the other conversation's id of an utterance, by the id that the event mentions */
export const renamed = (event: AssistEvent, names: ReadonlyMap<string, string>): AssistEvent => {
  const nameOf = (id: string): string => names.get(id) ?? id
  const named = <D extends { readonly utteranceId?: string | undefined }>(data: D): D =>
    data.utteranceId === undefined ? data : { ...data, utteranceId: nameOf(data.utteranceId) }
  switch (event.type) {
    case 'transcript':
      return { type: 'transcript', data: named(event.data) }
    case 'intent':
      return { type: 'intent', data: named(event.data) }
    case 'fallback':
      return { type: 'fallback', data: named(event.data) }
    case 'suggestions': {
      const { basedOn } = event.data
      return { type: 'suggestions', data: { ...event.data, basedOn: basedOn === null ? null : nameOf(basedOn) } }
    }
    case 'frustration': {
      const data = named(event.data)
      return {
        type: 'frustration',
        data: data.recent === undefined ? data : { ...data, recent: data.recent.map(named) },
      }
    }
    default:
      return event
  }
}
