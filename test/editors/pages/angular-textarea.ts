import '@angular/compiler'
import { Component, provideZonelessChangeDetection, signal } from '@angular/core'
import { FormsModule } from '@angular/forms'
import { bootstrapApplication } from '@angular/platform-browser'
import type { OpenEditor } from './editor.ts'

export const open: OpenEditor = async (place) => {
  const held = signal('')
  const isReadOnly = signal(false)
  class Reply {
    readonly held = held
    readonly isReadOnly = isReadOnly
  }
  Component({
    selector: 'desk-reply',
    imports: [FormsModule],
    template: '<textarea class="reply" rows="6" [readonly]="isReadOnly()" [(ngModel)]="held"></textarea>',
  })(Reply)
  place.append(document.createElement('desk-reply'))
  const app = await bootstrapApplication(Reply, { providers: [provideZonelessChangeDetection()] })
  await app.whenStable()
  const field = place.querySelector('textarea')
  if (!field) throw new Error('no textarea')
  return {
    selector: '.reply',
    model: () => held().split('\n'),
    dom: () => field.value.split('\n'),
    focus: () => field.focus(),
    makeReadOnly: () => {
      isReadOnly.set(true)
      return app.whenStable()
    },
    close: () => app.destroy(),
  }
}
