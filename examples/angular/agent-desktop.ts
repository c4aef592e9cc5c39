import 'cx-assist/define'
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core'
import type { CxAssistErrorEvent } from 'cx-assist'
import { fetchSession, type Session } from '../session.ts'

@Component({
  selector: 'agent-desktop',
  // Without it Angular refuses a tag that is no component of its own.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <label for="reply">Reply</label>
    <textarea id="reply" #reply [value]="draft()" (input)="draft.set(reply.value)"></textarea>
    <output>{{ draft().length }} characters</output>
    @if (session(); as now) {
      <cx-assist
        composer="#reply"
        [bff]="now.bff"
        [token]="now.token"
        [conversation]="now.conversation"
        (cx-assist-error)="renew($event)"
      />
    }
  `,
})
export class AgentDesktop {
  protected readonly draft = signal('')
  protected readonly session = signal<Session | undefined>(undefined)

  constructor() {
    void this.open()
  }

  protected async renew({ detail }: CxAssistErrorEvent): Promise<void> {
    if (detail.code === 'unauthorized') await this.open()
  }

  private async open(): Promise<void> {
    this.session.set(await fetchSession())
  }
}
