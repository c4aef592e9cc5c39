/** A language model that the operator has. What it is told is masked, and what it says is not believed. */
import type { Deadline } from './time.ts'
import type { Upstream } from './upstream.ts'

export interface ModelPrompt {
  /** What it is to do, in our words. */
  readonly instructions: string
  /** What it is to do it with: masked texts of customers and agents, which are material and no instruction. */
  readonly material: string
  /** It is to answer in JSON. */
  readonly isJson?: true
  /** Of its answer. */
  readonly mostTokens: number
}

export interface LanguageModel {
  /** Rejects with `UpstreamFailure`. The text as it came, trimmed and never empty: shape and content are the caller's to judge. */
  complete(prompt: ModelPrompt, deadline: Deadline): Promise<string>
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number
}

export interface LanguageModelUpstream extends LanguageModel, Upstream {}
