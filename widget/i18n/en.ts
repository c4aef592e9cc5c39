/** Every word the agent reads; those of the larger parts are in files of their own, such as `en-suggestions.ts`. */

import type { RoutingFailure } from '../../shared/wire/assist.ts'
import type { EscalationLevel, Speaker } from '../../shared/wire/vocabulary.ts'
import { fallback } from './en-fallback.ts'
import { escalate, frustration } from './en-frustration.ts'
import { handover } from './en-handover.ts'
import { plural, suggestions } from './en-suggestions.ts'

const byHand = 'Transfer it by hand if it has to move.'

export const en = {
  panel: 'Agent assist',
  tryNow: 'Try now',
  code: 'Code',

  status: {
    idle: 'No conversation',
    notSetUp: 'Not connected',
    connecting: 'Connecting',
    live: 'Live',
    missed: (count: number) => `${plural(count, 'update', 'updates')} while you were away`,
    ended: (at: string) => `Conversation ended ${at}`,
    interrupted: (at: string) => `Live transcript interrupted since ${at} — reconnecting`,
    sessions: (at: string) => `Live. The bot cannot be kept up to date since ${at}; your work is not affected.`,
    degraded: (at: string) => `Degraded: generic suggestions since ${at}`,
    reconnecting: (since: string) => `Reconnecting since ${since}`,
    offline: (at: string) => `Offline, as of ${at}`,
    unauthorized: 'Sign-in refused',
    forbidden: 'Not your conversation',
    refused: 'Cannot open',
  },

  announced: {
    connecting: '',
    idle: '',
    live: 'Live',
    liveAgain: (missed: number) =>
      missed > 0 ? `Live again. ${plural(missed, 'update', 'updates')} while you were away` : 'Live again',
    reconnecting: 'Connection lost, reconnecting',
    offline: 'Offline. What you see may be out of date',
    refused: 'Agent assist is not available for this conversation',
    utterance: (text: string) => `Customer: ${text}`,
    utterances: (count: number) => plural(count, 'new message', 'new messages'),
    suggestions: (count: number, isGeneric: boolean) => {
      if (count === 0) return 'No suggestion'
      return isGeneric ? plural(count, 'generic reply', 'generic replies') : plural(count, 'suggestion', 'suggestions')
    },
    suggestionsFor: (suggestions: string, text: string) => `${suggestions} for: ${text}`,
    routed: (skill: string) => `Routed to ${skill}`,
    routingFailed: (skill: string) => `Could not be routed to ${skill}`,
    escalated: (level: EscalationLevel) => `Escalated: ${level}`,
  },

  empty: {
    noConversation: {
      title: 'No conversation selected',
      text: 'Choose one in your list. What the customer wants shows up here.',
    },
    noBff: {
      title: 'Not set up',
      text: 'This page has not told the panel where its server is. Ask your administrator.',
    },
    invalidBff: {
      title: 'Not set up',
      text: 'The server address on this page is no web address. Ask your administrator.',
    },
    noToken: { title: 'Waiting for sign-in', text: 'This page has not signed the panel in yet.' },
    connecting: { title: 'Connecting', text: 'Fetching what is known of this conversation.' },
    slow: { title: 'Still connecting', text: 'This takes longer than usual. Your chat is not affected.' },
    unreachable: {
      title: 'No connection yet',
      text: 'The panel tries again by itself. Your chat is not affected.',
    },
    unauthorized: {
      title: 'Sign-in refused or expired',
      text: 'Your desktop was asked to sign you in again. If this stays, reload the page.',
    },
    forbidden: {
      title: 'Not your conversation',
      text: 'It opens here by itself as soon as it is assigned to you.',
    },
    refused: { title: 'Cannot be opened', text: 'If this stays, quote the code below to your administrator.' },
    nothingYet: {
      title: 'Nothing yet',
      text: 'The conversation, what the customer wants and where it is routed appear here.',
    },
  },

  stale: {
    forbidden: 'This conversation is no longer yours. What you see is as of the time above.',
    unauthorized: 'Your sign-in expired. Your desktop was asked to renew it; if this stays, reload the page.',
    refused: 'Updates have stopped. If this stays, quote the code to your administrator.',
    offline: 'The server cannot be reached. New messages are missing here; your chat is not affected.',
  },

  intent: {
    label: 'Wants',
    none: 'Not recognised yet',
    figure: (score: string, threshold: string) => `${score} sure, ${threshold} needed to route`,
  },

  confidence: { strong: 'Strong match', likely: 'Likely match', weak: 'Weak match' },

  suggestions,

  routing: {
    label: 'Routed to',
    none: 'Not routed yet',
    withBot: 'Still with the bot',
    notSure: 'It was not sure enough what the customer wants.',
    notRouted: 'Not routed',
    overflow: (wanted: string, skill: string) => `Nobody in ${wanted} was available: sent to ${skill}.`,
    unmapped: (skill: string) => `No group is set for this intent: sent to ${skill}.`,
    failed: (skill: string) => `Not routed to ${skill}`,
    failures: {
      not_found: `CXone does not know this conversation. It may have ended. ${byHand}`,
      already_routed_or_ended: 'CXone says it is already routed or has ended. Nothing to do if it is with you.',
      credentials: `The sign-in to CXone failed. ${byHand} Tell your administrator.`,
      permission: `CXone does not permit the routing. ${byHand} Tell your administrator.`,
      rate_limited: `CXone takes no more requests at the moment. ${byHand}`,
      timeout: 'CXone did not answer in time, so it may be routed all the same. Look before you transfer it.',
      unavailable: `CXone could not be reached. ${byHand}`,
      refused: `CXone refused the routing. ${byHand} Tell your administrator.`,
    } satisfies Record<RoutingFailure, string>,
  },

  handover,

  fallback,

  frustration,
  escalate,

  escalation: {
    title: { standard: 'Not escalated', supervisor: 'Escalated to a supervisor', manager: 'Escalated to a manager' },
    cause: {
      frustration: 'The customer is frustrated.',
      agent: 'An agent asked for it.',
      misunderstood: 'The bot could not help.',
    },
  },

  transcript: {
    label: 'Transcript',
    count: (count: number) => plural(count, 'message', 'messages'),
    speakers: { customer: 'Customer', agent: 'Agent', bot: 'Bot' } satisfies Record<Speaker, string>,
    empty: 'No messages yet.',
    fresh: (count: number) => `${count} new`,
    showFresh: (count: number) => `${plural(count, 'new message', 'new messages')}, go to the newest`,
    truncated: 'Shortened: the rest is not shown here.',
  },
} as const
