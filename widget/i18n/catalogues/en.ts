/**
 * Every word the agent reads, in English, as ICU messages: what the other catalogues translate, and what the types of ids
 * and arguments come from. Whole messages only, because languages order their words differently. Where the server may
 * name something that is not known here, a message selects; what is known completely has an id for each.
 */
export const en = {
  // The panel as a whole
  'panel.label': 'Agent assist',
  'panel.tryNow': 'Try now',
  'panel.code': 'Code: {code}',
  'panel.undo': 'Undo',
  'panel.undone': 'Shown again',

  // How texts are put together
  'text.quoted': '“{text}”',
  'text.label': '{label}:',
  'text.labelled': '{label}: {text}',
  /** Two sentences, each complete. */
  'text.both': '{first} {second}',

  // Times. Elsewhere a time comes as the agent's language writes it
  'time.now': 'now',
  /** How long ago, as short as can be. */
  'time.age': '{minutes, number} min',
  'time.seconds': '{seconds, number} s',
  'time.minutes': '{minutes, number} min',

  // The line that tells how the connection is
  'status.idle': 'No conversation',
  'status.notSetUp': 'Not connected',
  'status.connecting': 'Connecting',
  'status.live': 'Live',
  'status.missed': '{count, plural, one {# message} other {# messages}} while you were away',
  'status.ended': 'Conversation ended {at}',
  /** `reason`: a code of the server's, `said`: what was given as the reason, where it is none that is known here. */
  'status.endedBecause':
    '{reason, select, silence {Conversation ended {at}: nobody wrote any more} cxone {Conversation ended {at}: closed in CXone} deleted {Conversation ended {at}: deleted} other {Conversation ended {at}: {said}}}',
  'status.interrupted': 'Live transcript interrupted since {at} — reconnecting',
  'status.sessions': 'Live. The bot cannot be kept up to date since {at}; your work is not affected.',
  'status.degraded': 'Degraded: generic suggestions since {at}',
  /** `duration`: such as "12 s". */
  'status.reconnecting': 'Reconnecting since {duration}',
  'status.offline': 'Offline, as of {at}',
  'status.unauthorized': 'Signed out',
  'status.forbidden': 'Not your conversation',
  'status.refused': 'Cannot open',

  // What screen readers say
  /** Two things said in one breath; neither ends with a full stop. */
  'announced.both': '{first}. {second}',
  'announced.liveAgain':
    '{missed, plural, =0 {Live again} one {Live again. # message while you were away} other {Live again. # messages while you were away}}',
  'announced.reconnecting': 'Connection lost, reconnecting',
  'announced.offline': 'Offline. What you see may be out of date',
  'announced.refused': 'Agent assist is not available for this conversation',
  'announced.ended': 'The conversation has ended',
  'announced.utterance': 'Customer: {text}',
  'announced.utterances': '{count, plural, one {# new message} other {# new messages}}',
  'announced.suggestions': '{count, plural, =0 {No suggestion} one {# suggestion} other {# suggestions}}',
  'announced.suggestionsFor':
    '{count, plural, =0 {No suggestion for: {text}} one {# suggestion for: {text}} other {# suggestions for: {text}}}',
  /** Of those that came after others for the same message. */
  'announced.moreSuggestions': '{count, plural, one {# more suggestion} other {# more suggestions}}',
  'announced.stillLooking': 'Still looking for suggestions',
  'announced.generic': '{count, plural, =0 {No suggestion} one {# generic reply} other {# generic replies}}',
  'announced.genericFor':
    '{count, plural, =0 {No suggestion for: {text}} one {# generic reply for: {text}} other {# generic replies for: {text}}}',
  'announced.routed': 'Routed to {skill}',
  'announced.routingFailed': 'Could not be routed to {skill}',
  'announced.escalated.supervisor': 'Escalated: supervisor',
  'announced.escalated.manager': 'Escalated: manager',

  // Why there is nothing to see, and what will change that
  'empty.noConversation.title': 'No conversation selected',
  'empty.noConversation.text': 'Choose one in your list. What the customer wants shows up here.',
  'empty.noBff.title': 'Not set up',
  'empty.noBff.text': 'This page has not told the panel where its server is. Ask your administrator.',
  'empty.invalidBff.title': 'Not set up',
  'empty.invalidBff.text': 'The server address on this page is no web address. Ask your administrator.',
  'empty.noToken.title': 'Waiting for your desktop',
  'empty.noToken.text': 'The panel starts by itself once your desktop has signed you in.',
  'empty.connecting.title': 'Connecting',
  'empty.connecting.text': 'Fetching what is known of this conversation.',
  'empty.slow.title': 'Still connecting',
  'empty.slow.text': 'This takes longer than usual. Your chat is not affected.',
  'empty.unreachable.title': 'No connection yet',
  'empty.unreachable.text': 'The panel tries again by itself. Your chat is not affected.',
  'empty.unauthorized.title': 'Signed out here',
  'empty.unauthorized.text': 'Your desktop was asked to sign you in again. If this stays, reload the page.',
  'empty.forbidden.title': 'Not your conversation',
  'empty.forbidden.text': 'It opens here by itself as soon as it is assigned to you.',
  'empty.refused.title': 'Cannot be opened',
  'empty.refused.text': 'If this stays, quote the code below to your administrator.',
  'empty.nothingYet.title': 'Nothing yet',
  'empty.nothingYet.text': 'The conversation, what the customer wants and where it is routed appear here.',

  // What is shown is old
  'stale.forbidden': 'This conversation is no longer yours.',
  'stale.unauthorized': 'Your desktop was asked to sign you in again. If this stays, reload the page.',
  'stale.refused': 'Updates have stopped. If this stays, quote the code to your administrator.',
  'stale.offline': 'The server cannot be reached. New messages are missing here; your chat is not affected.',
  /** Above each of them: the line that tells how the connection is says what is wrong. */
  'stale.title': 'What you see may be out of date',

  // What the customer wants, and how sure that is
  'intent.label': 'Wants',
  'intent.none': 'Not recognised yet',
  'intent.figure': '{score} sure, {threshold} needed to route',
  'confidence.strong': 'Strong match',
  'confidence.likely': 'Likely match',
  'confidence.weak': 'Weak match',

  // What the agent might answer
  'suggestions.label': 'Suggestions',
  'suggestions.off': 'Suggestions are turned off.',
  'suggestions.none.topic': 'No suggestions yet: they appear when the customer writes about a watched topic.',
  'suggestions.none.unhappy': 'No suggestions yet: they appear when the customer sounds unhappy.',
  'suggestions.none.either':
    'No suggestions yet: they appear when the customer writes about a watched topic or sounds unhappy.',
  'suggestions.none.every': 'No suggestions yet: they appear when the customer writes.',
  'suggestions.none.asked': 'No suggestions yet: they appear when you ask for them.',
  'suggestions.noneFor': 'No suggestion for this message',
  'suggestions.answers': 'For “{text}”',
  'suggestions.stale': 'The customer wrote again',
  'suggestions.staleHint': 'The customer wrote again: these answer an earlier message. You can still use them.',
  /** In the line of the heading, which says what is looked for: short. */
  'suggestions.search.working': 'Looking…',
  'suggestions.search.slow': 'Still looking…',
  /** A button: asks for suggestions now, whatever the customer wrote. */
  'suggestions.request': 'Suggest now',
  /** Those that the agent asked for. `reason`: a code of the server's. */
  'suggestions.notRequested':
    'No new suggestions: {reason, select, not_found {this conversation is over, or not known any more} forbidden {this conversation is not yours} rate_limited {too many were asked for. Try again in a minute} no_answer {the server did not answer. Try again} unavailable {the server has none right now. Try again} other {the server refused ({reason})}}.',
  'suggestions.fresh': '{count, plural, one {# new suggestion set} other {# new suggestion sets}}',
  /** Of a set that goes on with the one that is shown. */
  'suggestions.freshMore': '{count, plural, one {# new suggestion} other {# new suggestions}}',
  'suggestions.now': 'Suggest now',
  /** Those that are over: answered, or of a conversation that ended. */
  'suggestions.earlier': '{count, plural, one {# earlier suggestion} other {# earlier suggestions}}',
  /** Of a text that is longer than what is shown of it. */
  'suggestions.readMore': 'more',
  'suggestions.readLess': 'less',
  'suggestions.withheld':
    '{reason, select, low_confidence {{count, number} withheld: not sure enough} no_confidence {{count, number} withheld: no confidence given} too_long {{count, number} withheld: too long} empty {{count, number} withheld: without a text} other {{count, plural, one {# suggestion withheld: {rule}} other {# suggestions withheld: {rule}}}}}',
  'suggestions.generic':
    'Generic replies: live suggestions are unavailable{reason, select, timeout {: there was no answer in time} unavailable {: the service cannot be reached} rate_limited {: the service takes no more requests at the moment} credentials {: the sign-in to the service failed} permission {: the service does not permit it} refused {: the service refused the request} not_found {: the service does not know the request} bad_answer {: the answer could not be read} not_configured {: the service is not set up} other {}}.',
  'suggestions.genericSince':
    'Generic replies: live suggestions are unavailable since {at}{reason, select, timeout {: there was no answer in time} unavailable {: the service cannot be reached} rate_limited {: the service takes no more requests at the moment} credentials {: the sign-in to the service failed} permission {: the service does not permit it} refused {: the service refused the request} not_found {: the service does not know the request} bad_answer {: the answer could not be read} not_configured {: the service is not set up} other {}}.',
  'suggestions.genericReply': 'Generic reply',
  /** Where a suggestion comes from: before the title, or alone. */
  'suggestions.from.cognigy': 'Cognigy',
  'suggestions.from.knowledge': 'Knowledge',
  /** Of a text that is for agents only, and what is asked before it goes where the customer may read it. */
  'suggestions.internal': 'Internal',
  'suggestions.internalHint': 'For agents only: it must not reach the customer as it is',
  'suggestions.anyway.insert': 'For agents only. Insert anyway?',
  'suggestions.anyway.replace': 'For agents only. Replace the draft with it anyway?',
  'suggestions.anyway.copy': 'For agents only. Copy anyway?',
  'suggestions.anyway.do.insert': 'Insert anyway',
  'suggestions.anyway.do.replace': 'Replace anyway',
  'suggestions.anyway.do.copy': 'Copy anyway',
  'suggestions.figure': '{score} sure',
  /** Of one that came without a confidence. */
  'suggestions.unrated': 'Not rated',
  'suggestions.unratedHint': 'Its source does not say how sure it is',
  'suggestions.openSource': 'Open “{title}” in a new tab',
  'suggestions.newTab': 'opens in a new tab',
  'suggestions.insert': 'Insert',
  'suggestions.inserted': 'Inserted',
  'suggestions.insertAgain': 'Insert again',
  /** `said`: the host's own words, where they are no reason that is known here. */
  'suggestions.altered': 'Inserted, but the reply field changed the text. Read it before you send it.',
  'suggestions.notInserted':
    '{reason, select, refused {Not inserted: the reply cannot be written now.} no_answer {Perhaps not inserted: your desktop did not answer. Look at your reply.} no_composer {Not inserted: there is no reply field on this page.} not_visible {Not inserted: the reply field is not on screen.} not_writable {Not inserted: nothing can be written in the reply field now.} too_long {Not inserted: the reply would be too long.} not_kept {Not inserted: the reply field would not keep the text as it is. Copy it instead.} other_conversation {Not inserted: the reply that is open belongs to another conversation.} not_loaded {Not inserted: a part of the panel could not be fetched. Try again.} other {Not inserted: {said}}}',
  'suggestions.notTakenBack':
    '{reason, select, no_answer {Perhaps still in the reply: your desktop did not answer. Look at your reply.} no_composer {Not taken back: there is no reply field on this page any more.} not_visible {Not taken back: the reply field is not on screen.} not_writable {Not taken back: nothing can be written in the reply field now.} other_conversation {Not taken back: the reply that is open belongs to another conversation.} changed_since {Not taken back: the reply was changed since.} refused {Not taken back: your desktop does not permit it.} other {Not taken back: {said}}}',
  'suggestions.copy': 'Copy',
  'suggestions.copied': 'Copied',
  'suggestions.copyAgain': 'Copy again',
  'suggestions.copyFailed': 'Not copied: the browser refused. Select the text and copy it by hand.',
  'suggestions.helpful': 'Helpful',
  'suggestions.unhelpful': 'Not helpful',
  'suggestions.rated.helpful': 'Marked as helpful',
  'suggestions.rated.unhelpful': 'Marked as not helpful',
  'suggestions.dismiss': 'Dismiss',
  'suggestions.dismissed': 'Dismissed',
  'suggestions.insertedEdited': 'Inserted, edited',
  'suggestions.takenBack': 'Taken back',
  'suggestions.replace': 'Replace draft',
  'suggestions.edit': 'Edit',
  'suggestions.editLabel': 'Text to insert',
  'suggestions.cancel': 'Cancel',
  'suggestions.more': 'More',
  'suggestions.why': 'Why not helpful? (optional)',
  'suggestions.reason.inaccurate': 'Inaccurate',
  'suggestions.reason.incomplete': 'Incomplete',
  'suggestions.reason.irrelevant': 'Irrelevant',
  'suggestions.reason.too_slow': 'Too slow',
  'suggestions.reason.other': 'Other',
  'suggestions.reasonNoted': 'Reason noted',
  'suggestions.feedback.waiting': 'Your feedback is not recorded yet.',
  'suggestions.feedback.lost': 'Your feedback was not recorded.',

  // Searching the operator's own knowledge
  'search.label': 'Search knowledge',
  'search.close': 'Close the search',
  /** In the box, where the customer said nothing yet. */
  'search.hint': 'Words from an article or a reply',
  'search.proposal': 'Search for the customer’s words',
  'search.results': 'Results',
  'search.count': '{count, plural, one {# result} other {# results}}',
  'search.none': 'Nothing about “{query}”. Try fewer words.',
  'search.withheld': '{count, plural, one {# result withheld by the policy} other {# results withheld by the policy}}',
  'search.slow': 'Still looking…',
  /** `reason`: a code of the server's. */
  'search.refused':
    '{reason, select, not_found {This conversation is over, or not known any more.} forbidden {This conversation is not yours.} rate_limited {Too many searches. Try again in a minute.} no_answer {The server cannot be reached. Your words are kept.} unavailable {The search is not available right now.} other {The search was refused ({reason}).}}',
  'search.retry': 'Try again',
  /** What a result is: before its title, or alone. */
  'search.kind.article': 'Article',
  'search.kind.reply': 'Reply',
  'search.untitled': 'Untitled',
  /** A button: a language model writes an answer from what was found. */
  'search.answer': 'Answer from these',
  'search.answerAgain': 'Try once more',
  'search.writing': 'A model is writing an answer from these…',
  'search.writingSlowly': 'The model is still writing…',
  'search.byModel': 'Written by a model',
  'search.answered': 'There is an answer, written by a model',
  /** `reason`: a code of the server's. */
  'search.notAnswered':
    '{reason, select, not_found {No answer: none of these texts answers it.} forbidden {No answer: this conversation is not yours.} rate_limited {No answer: too many were asked for. Try again in a minute.} no_answer {No answer: the server cannot be reached.} unavailable {No answer: the model is not available right now.} other {No answer: it was refused ({reason}).}}',
  /** Before the titles of what an answer is taken from. */
  'search.citations': 'Taken from',
  'search.showCited': 'Show “{title}”',

  // The keys, and what each does
  'keys.label': 'Keys',
  /** What a button does, and its key. */
  'keys.hint': '{act} ({key})',
  'keys.next': 'next suggestion',
  'keys.previous': 'previous suggestion',
  'keys.first': 'first suggestion',
  'keys.last': 'last suggestion',
  'keys.insert': 'insert',
  'keys.replace': 'replace the draft',
  'keys.copy': 'copy',
  'keys.edit': 'edit, then insert',
  'keys.dismiss': 'dismiss',
  'keys.undo': 'undo',
  'keys.helpful': 'helpful',
  'keys.unhelpful': 'not helpful',
  'keys.menu': 'more for the suggestion',
  'keys.source': 'open the source',
  'keys.search': 'search your knowledge',
  'keys.suggest': 'suggest now',
  'keys.wrapUp': 'wrap up',
  'keys.escalate': 'escalate',
  'keys.hide': 'put the escalation away',
  'keys.keys': 'this list',
  'keys.reason': 'reason, after “not helpful”',
  'keys.reach': 'to this panel and back',
  'keys.leave': 'back to where you were',
  'keys.scope': 'These keys work in the panel, wherever the focus is in it. Press one to change it.',
  /** Of a button that changes a key: what the key does, and which it is. */
  'keys.change': '{act}: {key}. Change',
  'keys.none': 'no key',
  'keys.press': 'Press a key for: {act}',
  'keys.taken': '{key} is taken already: {by}',
  'keys.notAllowed': 'This key cannot be used. Press another one, or Escape.',
  'keys.changed': '{act}: {key}',
  'keys.reset': 'Original keys',
  'keys.close': 'Close',

  // The panel as a whole: its menu, its own window, notices of escalations
  'menu.label': 'Panel menu',
  'window.open': 'Open in a window of its own',
  'window.hint': 'For a second screen. What you insert still goes into the reply in this page.',
  'window.blocked': 'The browser blocked the window. Allow pop-ups for this page, then try again.',
  'window.away': 'The panel is in its own window',
  'window.awayText': 'What you insert there goes into the reply here.',
  'window.back': 'Bring it back',
  'window.returned': 'The panel is back in the page',
  'notice.label': 'When a conversation is escalated',
  'notice.sound': 'Play a short, soft sound',
  'notice.desktop': 'Show a notification on this computer',
  'notice.hint': 'For escalations alone, and never with anything that the customer wrote.',
  'notice.denied':
    'The browser blocks notifications for this page. Allow them beside the address of the page, then try again.',
  'notice.body': 'Your desktop shows the conversation.',

  // Where the conversation went
  'routing.label': 'Routed to',
  'routing.none': 'Not routed yet',
  'routing.withBot': 'Still with the bot',
  'routing.notSure': 'It was not sure enough what the customer wants.',
  'routing.notRouted': 'Not routed',
  'routing.overflow': 'Nobody in {wanted} was available: sent to {skill}.',
  'routing.unmapped': 'We could not place this in a group yet: sent to {skill}.',
  'routing.failed': 'Not routed to {skill}',
  /** Of a failure after which it may be there all the same. */
  'routing.unclear': 'Unclear whether routed to {skill}',
  'routing.failure.not_found':
    'CXone does not know this conversation. It may have ended. Transfer it by hand if it has to move.',
  'routing.failure.already_routed_or_ended':
    'CXone says it is already routed or has ended. Nothing to do if it is with you.',
  'routing.failure.credentials':
    'The sign-in to CXone failed. Transfer it by hand if it has to move. Tell your administrator.',
  'routing.failure.permission':
    'CXone does not permit the routing. Transfer it by hand if it has to move. Tell your administrator.',
  'routing.failure.rate_limited': 'CXone takes no more requests at the moment. Transfer it by hand if it has to move.',
  'routing.failure.timeout':
    'CXone did not answer in time, so it may be routed all the same. Look before you transfer it.',
  'routing.failure.unavailable': 'CXone could not be reached. Transfer it by hand if it has to move.',
  'routing.failure.refused':
    'CXone refused the routing. Transfer it by hand if it has to move. Tell your administrator.',

  // A conversation that the bot handed over
  'handover.title': 'Handed over by the bot',
  /** Of a folded one: there is no room for more beside the customer's name. */
  'handover.folded': 'Handed over',
  'handover.at': 'Handed over by the bot, {at}',
  'handover.customer': 'Customer',
  'handover.wants': 'Wants',
  'handover.reason': 'Reason',
  'handover.summary': 'Summary',
  'handover.queue': 'Queue',
  'handover.collected': 'Collected by the bot',
  /** Of something that the bot collected and gave no name. */
  'handover.unnamed': 'Other',
  'handover.warnings': 'To be checked',
  'handover.severity.warning': 'Warning',
  'handover.severity.error': 'Error',
  /** A warning in a copied text. */
  'handover.finding': '{severity} ({code}): {message}',
  'handover.fix': 'Fix',
  'handover.showAll': 'Show all',
  'handover.showLess': 'Show less',
  'handover.more': '{count, number} more',
  'handover.moreWarnings': '{count, plural, one {# more warning} other {# more warnings}}',
  'handover.copy': 'Copy',
  'handover.copied': 'Copied',
  /** What is copied: heard after the word on the button, which alone would not tell it from others. */
  'handover.whole': 'the handover',
  'handover.newer': '{count, number} newer',
  'handover.newerHint': 'The bot handed this conversation over again. Show it.',
  /** `about`: the customer's name, or what they want. */
  'handover.announced': 'Handed over by the bot: {about}',
  'handover.announcedBoth': 'Handed over by the bot: {customer}, {intent}',

  // Messages that the bot did not understand
  'fallback.title': 'The bot did not understand',
  'fallback.escalated': 'The bot offered the customer an agent.',
  'fallback.probably': 'The customer probably meant',
  /** After an escalation: the guesses were not good enough for the customer. */
  'fallback.perhaps': 'Perhaps the customer meant',
  'fallback.noIdea': 'Nothing the bot knows comes near.',
  'fallback.hint': 'Pick one: it is kept to teach the bot.',
  'fallback.more': '{count, number} more',
  'fallback.dismiss': 'Dismiss',
  'fallback.dismissed': 'Dismissed',
  'fallback.noneOfThese': 'None of these',
  'fallback.noneFits': 'None of the guesses fits',
  'fallback.done': 'Done',
  'fallback.details': 'Details',
  'fallback.figures': '{score} sure: wording {wording}, history {history}',
  'fallback.saving': 'Saving…',
  'fallback.noted': 'Noted: the customer meant {intent}',
  'fallback.notedByOther': 'Noted by someone else: the customer meant {intent}',
  'fallback.change': 'Change',
  'fallback.notSaved':
    '{code, select, no_answer {Not saved yet: the server does not answer. It is sent again once it does.} forbidden {Not saved: this conversation is not yours.} invalid {Not saved: the server did not accept it.} other {Not saved yet: the server cannot keep it now ({code}).}}',
  'fallback.again': 'Try again',
  'fallback.newer': '{count, number} newer',
  'fallback.newerHint': 'The bot did not understand the customer’s next message either. Show it.',
  'fallback.understood': 'understood since',
  /** Of a card that is one line, because a later one tells more. */
  'fallback.open': 'Show',
  'fallback.guesses': '{count, plural, one {# guess} other {# guesses}} at what was meant',
  'fallback.announced':
    'The bot did not understand. {count, plural, one {# guess} other {# guesses}}, the first is {intent}',
  'fallback.announcedNone': 'The bot did not understand, and has no guess',

  // Frustration, and how it is scored
  'frustration.label': 'Frustration',
  'frustration.level.standard': 'Calm',
  'frustration.level.supervisor': 'Tense',
  'frustration.level.manager': 'Angry',
  'frustration.trend.rising': 'rising',
  'frustration.trend.steady': 'steady',
  'frustration.trend.falling': 'falling',
  /** Of one message. */
  'frustration.tone.negative': 'sounds negative',
  'frustration.tone.neutral': 'sounds neutral',
  'frustration.tone.positive': 'sounds positive',
  'frustration.figure': '{figure, number} of 100',
  'frustration.history': 'By message, oldest first: {figures}.',
  /** `message`: in quotation marks. */
  'frustration.rose': 'Rose on {message}',
  'frustration.showMessage': 'Show this message',
  'frustration.since': 'since {at}',
  'frustration.none': 'No message to score yet.',
  /** Scored is one: no verdict on anybody. */
  'frustration.one': 'One message so far.',
  'frustration.soon': 'No score yet.',
  'frustration.scoredHere': 'Scored in this browser ({backend}).',
  'frustration.scoredByService': 'Scored by the service.',
  'frustration.scoredInTranslation': 'Scored in translation, by the service.',
  'frustration.service.no_worker': 'Scored by the service: this page allows no background scripts.',
  'frustration.service.no_wasm': 'Scored by the service: this page allows no WebAssembly.',
  'frustration.service.not_loaded': 'Scored by the service: the model could not be loaded.',
  'frustration.service.unfit_model': 'Scored by the service: the model of this page cannot be used.',
  'frustration.service.broken': 'Scored by the service: scoring failed here.',
  'frustration.loading': 'Preparing to score: {percent}',
  'frustration.unavailable.no_worker':
    'Not scored: this page allows no background scripts, and the service cannot right now. It is tried again by itself.',
  'frustration.unavailable.no_wasm':
    'Not scored: this page allows no WebAssembly, and the service cannot right now. It is tried again by itself.',
  'frustration.unavailable.not_loaded':
    'Not scored: the model could not be loaded, and the service cannot right now. It is tried again by itself.',
  'frustration.unavailable.unfit_model':
    'Not scored: the model of this page cannot be used, and the service cannot right now. It is tried again by itself.',
  'frustration.unavailable.broken':
    'Not scored: scoring failed here, and the service cannot right now. It is tried again by itself.',
  'frustration.unavailable.operator':
    'Not scored: it is left to the service, and the service cannot right now. It is tried again by itself.',
  'frustration.language': 'Not scored: the customer writes in a language that the model does not speak.',
  'frustration.off': 'Frustration is switched off.',
  'frustration.toggle': 'Score frustration',
  'frustration.details': 'Details',
  'frustration.rises.standard': 'The customer sounds calm',
  'frustration.rises.supervisor': 'The customer sounds tense',
  'frustration.rises.manager': 'The customer sounds angry',

  // Escalation by hand
  'escalate.open': 'Escalate…',
  'escalate.title': 'Escalate this conversation',
  'escalate.level': 'To whom',
  'escalate.level.supervisor': 'Supervisor',
  'escalate.level.manager': 'Manager',
  'escalate.reason': 'Reason (optional)',
  'escalate.reason.superior': 'Asks for a superior',
  'escalate.reason.upset': 'Very upset',
  'escalate.reason.beyond': 'Beyond what I may decide',
  'escalate.send': 'Escalate',
  'escalate.sending': 'Telling the bot’s platform…',
  'escalate.slow': 'Still waiting for an answer…',
  'escalate.cancel': 'Cancel',
  'escalate.done.supervisor': 'Escalated to a supervisor.',
  'escalate.done.manager': 'Escalated to a manager.',
  /** `why`: a whole sentence. */
  'escalate.failed': 'Not escalated. {why}',
  'escalate.noAnswer': 'The server did not answer. It may have been escalated all the same.',
  'escalate.forbidden': 'This conversation is not yours.',
  'escalate.retry': 'Try again',
  'escalate.elsewhere': 'In the conversation you left: {sentence}',

  // What is left behind of a conversation
  'wrapUp.open': 'Wrap up',
  'wrapUp.label': 'Wrap-up',
  'wrapUp.close': 'Put away',
  'wrapUp.writing': 'Writing the summary…',
  'wrapUp.writingSlowly': 'Still writing the summary. You can write your own below.',
  'wrapUp.written': 'Summary: {headline}',
  /** `said`: the server’s own words, where the reason is none that is known here. As in the other refusals below. */
  'wrapUp.notWritten':
    '{reason, select, not_found {No summary: nothing has been said yet.} no_answer {No summary: the server did not answer. You can write your own below.} forbidden {No summary: this conversation is not yours.} rate_limited {No summary: too many were asked for. Try again in a minute.} unavailable {No summary: the server cannot write one right now. You can write your own below.} bad_answer {No summary: the answer could not be read. You can write your own below.} other {No summary: {said}}}',
  'wrapUp.newer': 'A newer summary is there.',
  'wrapUp.useNewer': 'Use the newer one',
  'wrapUp.ready': 'The summary is there.',
  'wrapUp.use': 'Use it',
  'wrapUp.again': 'Summarize again',
  'wrapUp.behind': 'More has been said since.',
  'wrapUp.byModel': 'Written by a language model: check it.',
  'wrapUp.byRules': 'Put together by rules from what was said.',
  /** `reason`: why a language model that was asked did not write it. */
  'wrapUp.byRulesBecause':
    'Put together by rules from what was said, since the language model {reason, select, timeout {did not answer in time} unavailable {cannot be reached} no_answer {did not answer} rate_limited {takes no more requests right now} bad_answer {answered with nothing usable} refused {refused} withheld {wrote something that must not be said} other {did not write one}}.',
  'wrapUp.redacted':
    '{count, plural, one {# private detail was hidden} other {# private details were hidden}} before it was written.',
  'wrapUp.kind.reason': 'Reason',
  'wrapUp.kind.facts': 'Facts',
  'wrapUp.kind.done': 'Done',
  'wrapUp.kind.promised': 'Promised',
  'wrapUp.kind.open': 'Open',
  'wrapUp.kind.mood': 'Mood',
  /** Of a point. */
  'wrapUp.said': '{count, plural, one {Show the message it rests on} other {Show the # messages it rests on}}',
  'wrapUp.gone': 'This message is not in the transcript any more.',
  'wrapUp.text': 'Text to save',
  'wrapUp.disposition': 'Disposition',
  'wrapUp.noDisposition': 'None',
  'wrapUp.suggestedOption': '{name} (suggested)',
  /** After words for how sure it is. */
  'wrapUp.suggested': 'for the suggested {name}',
  'wrapUp.save': 'Save',
  'wrapUp.saveAgain': 'Save again',
  'wrapUp.saving': 'Saving…',
  'wrapUp.savingSlowly': 'Still saving…',
  'wrapUp.saved.service': 'Saved {at}',
  'wrapUp.saved.host': 'Saved by your desktop {at}',
  'wrapUp.changedSince': 'Saved {at}, changed since',
  'wrapUp.announced.service': 'Wrap-up saved',
  'wrapUp.announced.host': 'Wrap-up saved by your desktop',
  'wrapUp.notSaved':
    '{reason, select, no_answer {Not saved, as far as is known: the server did not answer. Your text is still here.} forbidden {Not saved: this conversation is not yours.} rate_limited {Not saved: too much was saved at once. Try again in a minute.} unavailable {Not saved: the server cannot keep it right now. Your text is still here.} other {Not saved. {said}}}',
  'wrapUp.copied': 'Copied',

  // Texts that a language model rewrites
  'rewrite.label': 'Rewrite',
  'rewrite.hint': 'Have a language model rewrite it',
  'rewrite.shorter': 'Shorter',
  'rewrite.friendlier': 'Friendlier',
  'rewrite.simpler': 'Simpler',
  'rewrite.translate': 'Translate: {language}',
  'rewrite.translateInto': 'Translate into',
  'rewrite.working': 'Rewriting…',
  'rewrite.slow': 'Still rewriting…',
  'rewrite.by': 'Rewritten by a model',
  'rewrite.done': 'Rewritten by a model: read it before you use it',
  'rewrite.undoLabel': 'Undo the rewriting',
  'rewrite.undone': 'Rewriting undone',
  'rewrite.refused':
    'Not rewritten: {reason, select, no_answer {the language model did not answer in time.} unavailable {the language model cannot be reached right now.} rate_limited {too much was asked for. Try again in a minute.} forbidden {this conversation is not yours.} invalid {this text cannot be rewritten.} bad_answer {the answer could not be used.} withheld {what came back must not be said.} other {{said}}}',

  // An escalation, by whomever
  'escalation.title.supervisor': 'Escalated to a supervisor',
  'escalation.title.manager': 'Escalated to a manager',
  'escalation.cause.frustration': 'The customer is frustrated.',
  'escalation.cause.agent': 'An agent asked for it.',
  'escalation.cause.misunderstood': 'The bot could not help.',
  'escalation.frustrationAt': 'The customer was frustrated: {figure, number} of 100.',
  'escalation.byYou': 'You asked for it.',
  'escalation.byName': '{name} asked for it.',
  'escalation.calmer': 'The customer has calmed down since.',
  'escalation.putAway': 'Put away',
  'escalation.takenBy': '{name} is on it.',
  'escalation.takenByYou': 'You are on it.',

  // What a supervisor wrote to the agent
  'note.title': 'Note from {name}',
  'note.announced': 'Note from {name}: {text}',

  // What was said
  'transcript.label': 'Transcript',
  'transcript.count': '{count, plural, one {# message} other {# messages}}',
  'transcript.speaker.customer': 'Customer',
  'transcript.speaker.agent': 'Agent',
  'transcript.speaker.bot': 'Bot',
  'transcript.empty': 'No messages yet.',
  'transcript.fresh': '{count, number} new',
  'transcript.showFresh':
    '{count, plural, one {# new message, go to the newest} other {# new messages, go to the newest}}',
  'transcript.truncated': 'Shortened: the rest is not shown here.',

  // The panel as a page of its own, in a desktop that was given its address
  'desktop.waiting.title': 'Waiting for your desktop',
  'desktop.waiting.text': 'It has been asked which conversation is open.',
  'desktop.late.title': 'Your desktop has not answered',
  'desktop.late.text':
    'The panel goes on listening. If this stays, ask your administrator whether this kind of desktop is set up here.',
  'desktop.noConversation.title': 'No conversation open',
  'desktop.noConversation.text': 'Open one in your desktop. What the customer wants shows up here.',
  'desktop.wrongOrigin.title': 'Not set up for this desktop',
  'desktop.wrongOrigin.text':
    'The page around this panel is not one that it may talk to. Your administrator adds {origin} to PANEL_ANCESTORS of the service.',
  'desktop.unknown.title': 'This desktop is not known',
  'desktop.unknown.text':
    'The address of this panel has to name one of these: {names}. Your administrator sets it, as in ?desktop=generic.',
  'desktop.alone.title': 'Open this in your desktop',
  'desktop.alone.text': 'This page is made to be shown inside a desktop. By itself it has no conversation to follow.',
  'desktop.loadFailed.title': 'Could not be loaded',
  'desktop.loadFailed.text': 'What talks to your desktop could not be fetched. Your chat is not affected.',
  'desktop.refused.title': 'Your desktop refused',
  'desktop.refused.text':
    'It does not tell this panel which conversation is open. If this stays, quote its reason to your administrator.',
  'desktop.refused.reason': 'Its reason: {reason}',
  'desktop.signingIn.title': 'Signing you in',
  'desktop.signingIn.text': 'This takes a moment.',
  'desktop.signedOut.title': 'You are not signed in',
  'desktop.signedOut.text': 'Sign in to see what the customer wants.',
  'desktop.noToken.title': 'Not signed in',
  'desktop.noToken.text':
    'Your desktop has not signed you in, and this service has no sign-in of its own. Ask your administrator.',
  'desktop.signInFailed.title': 'Sign-in cannot be reached',
  'desktop.signInFailed.text': 'Your chat is not affected.',
  'signIn.begin': 'Sign in',
  'signIn.again': 'Open the sign-in again',
  'signIn.open': 'Go on in the window that has opened.',
  'signIn.blocked':
    'The browser did not open the sign-in window. Allow pop-ups for this page and try again, or open it here:',
  'signIn.openByHand': 'Open the sign-in window',
  'signIn.refused':
    '{reason, select, denied {The sign-in was refused, or called off.} mixed_up {This sign-in was begun elsewhere, or too long ago. Try again.} replayed {This sign-in was used already. Try again.} clock {The clocks of this service and of the sign-in are too far apart. Tell your administrator.} no_agent {The sign-in does not say which agent you are. Tell your administrator.} not_set_up {The sign-in is not set up properly. Tell your administrator.} unavailable {The sign-in cannot be reached right now. Try again in a moment.} too_many {Too many tries from here. Wait a minute.} other {The sign-in was not accepted. Try again.}}',
  'signIn.failed': 'Signing in did not work. Try again.',
  'signIn.insecure': 'Nobody can sign in within a page that was not loaded safely (https). Tell your administrator.',
  'signIn.notKept': 'The browser does not keep this sign-in. Allow cookies for this panel, then sign in again.',
  'signIn.expired': 'Your sign-in has ended.',
  'signIn.out': 'You are signed out.',
  'signIn.outOfProvider': 'Sign out of your account, too',
  'signIn.as': 'Signed in as {agent}',
  'signIn.signOut': 'Sign out',
  'signIn.outFailed': 'Signing out did not work. Try again.',
  'desktop.ended': 'Your desktop has ended this conversation.',
  'desktop.askingAgain': 'Asking your desktop whether this is still open…',
  'desktop.notAnsweredAgain': 'Your desktop did not answer: check that this is the conversation you have open.',
  'desktop.clipboard':
    '{desktop, select, cxone {CXone Agent lets no panel write into its reply: copy a text, and paste it.} chatwoot {Chatwoot lets no panel write into its reply: copy a text, and paste it.} other {Your desktop takes no texts from this panel: copy a text, and paste it.}}',

  // A supervisor's board: all conversations, one line each
  'board.label': 'Supervisor’s board',
  'board.list': 'Conversations, most urgent first',
  'board.state.bot': 'With the bot',
  'board.state.waiting': 'Waiting for an agent',
  'board.state.active': 'With an agent',
  'board.state.ended': 'Ended',
  'board.why.angry': 'Angry, no answer',
  'board.why.rising': 'Getting worse',
  /** It left the board while somebody reads there: its line stays until they look away. */
  'board.gone': 'No longer here',
  'board.youTook': 'You are on it',
  'board.taken': '{name} is on it',
  'board.unanswered': 'no answer for {duration}',
  'board.misunderstood':
    '{count, plural, one {the bot did not understand once} other {the bot did not understand # times}}',
  'board.count.live': 'Live',
  'board.count.waiting': 'Waiting',
  'board.count.escalated': 'Escalated',
  'board.count.angry': 'Angry',
  'board.trend.label': 'Need someone, last hour',
  /** In place of the line, for who does not see it. Times as the language writes them. */
  'board.trend.summary': '{now, number} now, most {most, number} at {at}, seen since {since}',
  'board.filter.text': 'Search',
  'board.filter.skill': 'Skill',
  'board.filter.agent': 'Agent',
  'board.filter.level': 'Mood',
  'board.filter.all': 'All',
  'board.filter.clear': 'Clear filters',
  'board.shown': '{shown, number} of {all, number}',
  'board.changes': '{count, plural, one {# change: show} other {# changes: show}}',
  'board.column.why': 'Why',
  'board.column.customer': 'Customer',
  'board.column.agent': 'With',
  'board.column.mood': 'Mood',
  'board.column.waits': 'Waits',
  'board.column.last': 'Last message',
  'board.empty.connecting': 'Fetching what is going on.',
  'board.empty.unreachable': 'The board tries again by itself.',
  'board.empty.noToken': 'The board starts by itself once your desktop has signed you in.',
  'board.empty.noBff': 'This page has not told the board where its server is. Ask your administrator.',
  'board.empty.refused': 'The board cannot be opened',
  'board.empty.forbidden.title': 'For supervisors only',
  'board.empty.forbidden.text': 'You are signed in as an agent. Ask your administrator if you should see the board.',
  'board.empty.nothing.title': 'Nothing going on',
  'board.empty.nothing.text': 'Conversations appear here as soon as they begin.',
  'board.empty.noMatch.title': 'No conversation fits',
  'board.empty.noMatch.text': 'Change the filters, or clear them.',
  'board.beside.label': 'Conversation with {name}',
  'board.beside.close': 'Close, back to the list',
  'board.beside.loading': 'Opening the conversation…',
  'board.beside.lost': 'The conversation cannot be shown here.',
  'board.take': 'I take it',
  'board.take.sending': 'Telling the agent…',
  'board.take.failed': 'Not taken: {why}.',
  'board.note.label': 'Note to the agent',
  'board.note.send': 'Send the note',
  'board.note.sending': 'Sending…',
  'board.note.sent': 'Sent at {at}',
  'board.note.announced': 'Note sent',
  'board.note.failed': 'Not sent: {why}.',
  'board.note.left': '{count, plural, one {# character left} other {# characters left}}',
  /** Why something was not done. `reason`: a code of the server's. */
  'board.refusal':
    '{reason, select, not_found {this conversation is over, or not known any more} forbidden {you may not do this} rate_limited {too many at once. Try again in a minute} no_answer {the server did not answer. Try again} unavailable {the server cannot do it right now. Try again} other {the server refused ({reason})}}',
  /** After one that is named. */
  'board.more': '{count, plural, one {# more conversation needs someone} other {# more conversations need someone}}',
  'board.keys.move': 'from row to row',
  'board.keys.pages': 'a page on, a page back',
  'board.keys.ends': 'first row, last row',
  'board.keys.open': 'open the conversation',
  'board.keys.close': 'close it, back to the list',
  'board.keys.filter': 'search',
  'board.keys.changes': 'show what changed',
  'board.keys.note': 'write a note',
  'board.keys.take': 'take the escalation',
  'board.keys.list': 'this list',
  'board.keys.scope': 'These keys work on the board, wherever the focus is in it.',
} as const
