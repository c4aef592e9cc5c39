/** The events of the socket, by direction. Types only. */
import type { JoinRequest, LeaveRequest, SuggestionRequest } from '../../shared/wire/socket-events.ts'
import type {
  EscalationRequest,
  IntentConfirmation,
  ScoringRequest,
  SentimentReport,
  SuggestionFeedback,
} from '../../shared/wire/socket-reports.ts'

/** Payloads that arrive stay unknown until a schema says otherwise. */
export interface Arriving {
  assist: (envelope: unknown) => void
}
export interface Sent {
  'conversation:join': (request: JoinRequest, acknowledge: (answer: unknown) => void) => void
  'conversation:leave': (request: LeaveRequest, acknowledge: (answer: unknown) => void) => void
  'escalation:request': (request: EscalationRequest, acknowledge: (answer: unknown) => void) => void
  'intent:confirm': (report: IntentConfirmation, acknowledge: (answer: unknown) => void) => void
  'sentiment:report': (report: SentimentReport, acknowledge: (answer: unknown) => void) => void
  'sentiment:score': (request: ScoringRequest, acknowledge: (answer: unknown) => void) => void
  'suggestion:feedback': (report: SuggestionFeedback, acknowledge: (answer: unknown) => void) => void
  'suggestion:request': (request: SuggestionRequest, acknowledge: (answer: unknown) => void) => void
}
