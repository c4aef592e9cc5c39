import { createApp, defineComponent, h, ref, vModelText, withDirectives } from 'vue'
import type { OpenEditor } from './editor.ts'

export const open: OpenEditor = (place) => {
  const held = ref('')
  const isReadOnly = ref(false)
  // As v-model is compiled.
  const Reply = defineComponent(() => () => {
    const field = h('textarea', {
      class: 'reply',
      rows: 6,
      readonly: isReadOnly.value,
      'onUpdate:modelValue': (value: string) => {
        held.value = value
      },
    })
    return withDirectives(field, [[vModelText, held.value]])
  })
  createApp(Reply).mount(place)
  const field = place.querySelector('textarea')
  if (!field) throw new Error('no textarea')
  return {
    selector: '.reply',
    model: () => held.value.split('\n'),
    dom: () => field.value.split('\n'),
    focus: () => field.focus(),
    makeReadOnly: () => {
      isReadOnly.value = true
      // It is in the page a moment later.
      return new Promise((resolve) => setTimeout(resolve))
    },
  }
}
