/** Canned answers of the agent-assist upstream: what an agent could reply, by what the customer just wrote. */

export interface CannedSuggestion {
  readonly text: string
  readonly confidence: number
  readonly source: string
}

interface Topic {
  readonly about: RegExp
  readonly replies: readonly CannedSuggestion[]
}

const reply = (text: string, confidence: number, source: string): CannedSuggestion => ({ text, confidence, source })

/**
 * First match wins, by the beginnings of words: "it feels good" is about no fee. Some replies are weak or say what no agent should promise, because a real upstream sends such
 * things too and the policy has to deal with them.
 */
const TOPICS: readonly Topic[] = [
  {
    about: /\b(?:refund|money back|reembolso|devoluci)/i,
    replies: [
      reply('I can open a refund request now. Could you confirm the date of the charge?', 0.93, 'refund-policy'),
      reply('Refunds go back to the card you paid with, usually within five working days.', 0.88, 'refund-policy'),
      reply('We guarantee full refund whatever happened.', 0.86, 'agent-macros'),
    ],
  },
  {
    about: /\bcancel/i,
    replies: [
      reply(
        'I am sorry you want to leave. May I ask what went wrong, so that I can see what is possible?',
        0.9,
        'retention',
      ),
      reply('I can cancel it today. It stays usable until the end of the period you have paid for.', 0.87, 'terms'),
      reply('Maybe a cheaper plan would do?', 0.62, 'retention'),
    ],
  },
  {
    about: /\b(?:supervisor|manager|complain|escalat|lawyer)/i,
    replies: [
      reply(
        'I understand. I will bring my supervisor in and stay with you until you are connected.',
        0.94,
        'escalation-guide',
      ),
      reply(
        'I have filed this as a complaint. You will get its number by e-mail in a few minutes.',
        0.85,
        'complaints',
      ),
      reply('You are free to take legal action.', 0.81, 'agent-macros'),
    ],
  },
  {
    about: /\b(?:charge|bill|invoice|payment|fees?\b|factura)/i,
    replies: [
      reply('Let me look at that charge. Which date and amount do you see?', 0.91, 'billing-faq'),
      reply(
        'The first bill after a change of plan holds two partial months; the next one is back to normal.',
        0.82,
        'billing-faq',
      ),
    ],
  },
  {
    about: /\b(?:log ?in\b|password|code|locked)/i,
    replies: [
      reply(
        'I have sent a new sign-in link. It works for 15 minutes; please look in the spam folder too.',
        0.9,
        'login-guide',
      ),
      reply('Five wrong attempts lock the account for 30 minutes. I can unlock it right away.', 0.84, 'login-guide'),
    ],
  },
  {
    about: /\b(?:crash|error|bugs?\b|broken|doesn'?t work|not working|nothing works|outage|internet|signal|slow)/i,
    replies: [
      reply('Thank you for the details. Which device and which version do you use?', 0.87, 'troubleshooting'),
      reply(
        'There is a known fault in your area. The estimated repair time is on your status page.',
        0.79,
        'status-page',
      ),
      reply('Have you tried turning it off and on again?', 0.58, 'troubleshooting'),
    ],
  },
  {
    // Whoever gives thanks may still wait for something.
    about: /\b(?:thank|thx|gracias|perfect|great help|glad|it worked|it works|got it)/i,
    replies: [
      reply('You are welcome. I will stay with you until everything is settled.', 0.84, 'agent-macros'),
      reply('Is anything still open that I can help you with?', 0.8, 'agent-macros'),
    ],
  },
]

const ANYTHING_ELSE: readonly CannedSuggestion[] = [
  reply('Thank you for telling me. Let me check that for you right away.', 0.83, 'agent-macros'),
  reply('I am sorry for the trouble. I will stay with you until it is solved.', 0.8, 'agent-macros'),
]

/** Strong feelings first get an apology, whatever the topic. */
const APOLOGY = reply(
  'I am sorry this has taken so much of your time. I will take care of it myself.',
  0.89,
  'tone-guide',
)
const UPSET_BELOW = -0.6

export const suggest = (transcript: string, sentimentScore: number): readonly CannedSuggestion[] => {
  const replies = TOPICS.find(({ about }) => about.test(transcript))?.replies ?? ANYTHING_ELSE
  return sentimentScore < UPSET_BELOW ? [APOLOGY, ...replies] : replies
}
