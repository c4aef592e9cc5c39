/**
 * German. The agent is addressed with "Sie".
 *
 * agent: Agent; customer: Kunde; bot: Bot; suggestion: Vorschlag; generic reply: allgemeine Antwort; withheld:
 * zurückgehalten; handover: Übergabe; escalate: eskalieren; route: zuweisen; group: Gruppe; queue: Warteschlange; sign-in:
 * Anmeldung; score: bewerten; figure that is sure: sicher; match: Treffer; dismiss: verwerfen; transcript: Verlauf
 */
import type { Catalogue } from '../catalogue.ts'

export const de: Catalogue = {
  // The panel as a whole
  'panel.label': 'Agentenassistenz',
  'panel.tryNow': 'Jetzt versuchen',
  'panel.code': 'Code: {code}',
  'panel.undo': 'Rückgängig',
  'panel.undone': 'Wieder eingeblendet',

  // How texts are put together
  'text.quoted': '„{text}“',
  'text.label': '{label}:',
  'text.labelled': '{label}: {text}',
  'text.both': '{first} {second}',

  // Times
  'time.now': 'jetzt',
  'time.age': '{minutes, number} Min.',
  'time.seconds': '{seconds, number} Sek.',
  'time.minutes': '{minutes, number} Min.',

  // The line that tells how the connection is
  'status.idle': 'Kein Gespräch',
  'status.notSetUp': 'Nicht verbunden',
  'status.connecting': 'Verbindung wird hergestellt',
  'status.live': 'Live',
  'status.missed': '{count, plural, one {# Nachricht} other {# Nachrichten}}, während Sie weg waren',
  'status.ended': 'Gespräch beendet um {at}',
  'status.endedBecause':
    '{reason, select, silence {Gespräch beendet um {at}: Niemand hat mehr geschrieben} cxone {Gespräch beendet um {at}: in CXone geschlossen} deleted {Gespräch beendet um {at}: gelöscht} other {Gespräch beendet um {at}: {said}}}',
  'status.interrupted': 'Live-Verlauf seit {at} unterbrochen – Verbindung wird wiederhergestellt',
  'status.sessions':
    'Live. Der Bot kann seit {at} nicht auf dem Laufenden gehalten werden; Ihre Arbeit ist nicht betroffen.',
  'status.degraded': 'Eingeschränkt: allgemeine Vorschläge seit {at}',
  'status.reconnecting': 'Verbindung wird seit {duration} wiederhergestellt',
  'status.offline': 'Offline, Stand {at}',
  'status.unauthorized': 'Abgemeldet',
  'status.forbidden': 'Nicht Ihr Gespräch',
  'status.refused': 'Kann nicht geöffnet werden',

  // What screen readers say
  'announced.both': '{first}. {second}',
  'announced.liveAgain':
    '{missed, plural, =0 {Wieder live} one {Wieder live. # Nachricht, während Sie weg waren} other {Wieder live. # Nachrichten, während Sie weg waren}}',
  'announced.reconnecting': 'Verbindung verloren, sie wird wiederhergestellt',
  'announced.offline': 'Offline. Was Sie sehen, kann veraltet sein',
  'announced.refused': 'Die Agentenassistenz ist für dieses Gespräch nicht verfügbar',
  'announced.ended': 'Das Gespräch ist beendet',
  'announced.utterance': 'Kunde: {text}',
  'announced.utterances': '{count, plural, one {# neue Nachricht} other {# neue Nachrichten}}',
  'announced.suggestions': '{count, plural, =0 {Kein Vorschlag} one {# Vorschlag} other {# Vorschläge}}',
  'announced.suggestionsFor':
    '{count, plural, =0 {Kein Vorschlag zu: {text}} one {# Vorschlag zu: {text}} other {# Vorschläge zu: {text}}}',
  'announced.stillLooking': 'Es wird noch nach Vorschlägen gesucht',
  'announced.generic': '{count, plural, =0 {Kein Vorschlag} one {# allgemeine Antwort} other {# allgemeine Antworten}}',
  'announced.genericFor':
    '{count, plural, =0 {Kein Vorschlag zu: {text}} one {# allgemeine Antwort zu: {text}} other {# allgemeine Antworten zu: {text}}}',
  'announced.routed': 'Zugewiesen an {skill}',
  'announced.routingFailed': 'Konnte nicht an {skill} zugewiesen werden',
  'announced.escalated.supervisor': 'Eskaliert: Supervisor',
  'announced.escalated.manager': 'Eskaliert: Manager',

  // Why there is nothing to see, and what will change that
  'empty.noConversation.title': 'Kein Gespräch ausgewählt',
  'empty.noConversation.text': 'Wählen Sie eines in Ihrer Liste. Was der Kunde möchte, erscheint hier.',
  'empty.noBff.title': 'Nicht eingerichtet',
  'empty.noBff.text':
    'Diese Seite hat dem Panel nicht mitgeteilt, wo sein Server ist. Wenden Sie sich an Ihren Administrator.',
  'empty.invalidBff.title': 'Nicht eingerichtet',
  'empty.invalidBff.text':
    'Die Serveradresse auf dieser Seite ist keine Webadresse. Wenden Sie sich an Ihren Administrator.',
  'empty.noToken.title': 'Warten auf Ihren Arbeitsplatz',
  'empty.noToken.text': 'Das Panel startet von selbst, sobald Ihr Arbeitsplatz Sie angemeldet hat.',
  'empty.connecting.title': 'Verbindung wird hergestellt',
  'empty.connecting.text': 'Es wird abgerufen, was zu diesem Gespräch bekannt ist.',
  'empty.slow.title': 'Verbindung wird noch hergestellt',
  'empty.slow.text': 'Das dauert länger als üblich. Ihr Chat ist nicht betroffen.',
  'empty.unreachable.title': 'Noch keine Verbindung',
  'empty.unreachable.text': 'Das Panel versucht es von selbst erneut. Ihr Chat ist nicht betroffen.',
  'empty.unauthorized.title': 'Hier abgemeldet',
  'empty.unauthorized.text':
    'Ihr Arbeitsplatz wurde gebeten, Sie neu anzumelden. Wenn das so bleibt, laden Sie die Seite neu.',
  'empty.forbidden.title': 'Nicht Ihr Gespräch',
  'empty.forbidden.text': 'Es öffnet sich hier von selbst, sobald es Ihnen zugewiesen ist.',
  'empty.refused.title': 'Kann nicht geöffnet werden',
  'empty.refused.text': 'Wenn das so bleibt, nennen Sie Ihrem Administrator den Code unten.',
  'empty.nothingYet.title': 'Noch nichts',
  'empty.nothingYet.text': 'Das Gespräch, was der Kunde möchte und wem es zugewiesen wird, erscheinen hier.',

  // What is shown is old
  'stale.forbidden': 'Dieses Gespräch gehört nicht mehr Ihnen.',
  'stale.unauthorized':
    'Ihr Arbeitsplatz wurde gebeten, Sie neu anzumelden. Wenn das so bleibt, laden Sie die Seite neu.',
  'stale.refused':
    'Es kommen keine Aktualisierungen mehr. Wenn das so bleibt, nennen Sie Ihrem Administrator den Code.',
  'stale.offline': 'Der Server ist nicht erreichbar. Neue Nachrichten fehlen hier; Ihr Chat ist nicht betroffen.',
  'stale.title': 'Was Sie sehen, kann veraltet sein',

  // What the customer wants, and how sure that is
  'intent.label': 'Anliegen',
  'intent.none': 'Noch nicht erkannt',
  'intent.figure': '{score} sicher, {threshold} für die Zuweisung nötig',
  'confidence.strong': 'Sicherer Treffer',
  'confidence.likely': 'Wahrscheinlicher Treffer',
  'confidence.weak': 'Unsicherer Treffer',

  // What the agent might answer
  'suggestions.label': 'Vorschläge',
  'suggestions.off': 'Vorschläge sind ausgeschaltet.',
  'suggestions.none.topic':
    'Noch keine Vorschläge: Sie erscheinen, wenn der Kunde über ein beobachtetes Thema schreibt.',
  'suggestions.none.unhappy': 'Noch keine Vorschläge: Sie erscheinen, wenn der Kunde unzufrieden klingt.',
  'suggestions.none.either':
    'Noch keine Vorschläge: Sie erscheinen, wenn der Kunde über ein beobachtetes Thema schreibt oder unzufrieden klingt.',
  'suggestions.none.every': 'Noch keine Vorschläge: Sie erscheinen, wenn der Kunde schreibt.',
  'suggestions.none.asked': 'Noch keine Vorschläge: Sie erscheinen, wenn Sie danach fragen.',
  'suggestions.noneFor': 'Kein Vorschlag zu dieser Nachricht',
  'suggestions.answers': 'Zu „{text}“',
  'suggestions.stale': 'Der Kunde hat erneut geschrieben',
  'suggestions.staleHint':
    'Der Kunde hat erneut geschrieben: Diese Vorschläge beantworten eine frühere Nachricht. Sie können sie trotzdem verwenden.',
  'suggestions.search.working': 'Suche läuft …',
  'suggestions.search.slow': 'Suche läuft noch …',
  'suggestions.request': 'Jetzt vorschlagen',
  'suggestions.notRequested':
    'Keine neuen Vorschläge: {reason, select, not_found {dieses Gespräch ist beendet oder nicht mehr bekannt} forbidden {dieses Gespräch ist nicht Ihres} rate_limited {es wurde zu oft danach gefragt. Versuchen Sie es in einer Minute noch einmal} no_answer {der Server hat nicht geantwortet. Versuchen Sie es noch einmal} unavailable {der Server hat gerade keine. Versuchen Sie es noch einmal} other {der Server hat abgelehnt ({reason})}}.',
  'suggestions.fresh': '{count, plural, one {# neue Vorschlagsliste} other {# neue Vorschlagslisten}}',
  'suggestions.now': 'Vorschlagen',
  'suggestions.earlier': '{count, plural, one {# früherer Vorschlag} other {# frühere Vorschläge}}',
  'suggestions.readMore': 'mehr',
  'suggestions.readLess': 'weniger',
  'suggestions.withheld':
    '{reason, select, low_confidence {{count, number} zurückgehalten: nicht sicher genug} no_confidence {{count, number} zurückgehalten: ohne Angabe der Sicherheit} too_long {{count, number} zurückgehalten: zu lang} empty {{count, number} zurückgehalten: ohne Text} other {{count, plural, one {# Vorschlag zurückgehalten: {rule}} other {# Vorschläge zurückgehalten: {rule}}}}}',
  'suggestions.generic':
    'Allgemeine Antworten: Live-Vorschläge sind nicht verfügbar{reason, select, timeout {: es kam rechtzeitig keine Antwort} unavailable {: der Dienst ist nicht erreichbar} rate_limited {: der Dienst nimmt zurzeit keine weiteren Anfragen an} credentials {: die Anmeldung beim Dienst ist fehlgeschlagen} permission {: der Dienst erlaubt es nicht} refused {: der Dienst hat die Anfrage abgelehnt} not_found {: der Dienst kennt die Anfrage nicht} bad_answer {: die Antwort war nicht lesbar} not_configured {: der Dienst ist nicht eingerichtet} other {}}.',
  'suggestions.genericSince':
    'Allgemeine Antworten: Live-Vorschläge sind seit {at} nicht verfügbar{reason, select, timeout {: es kam rechtzeitig keine Antwort} unavailable {: der Dienst ist nicht erreichbar} rate_limited {: der Dienst nimmt zurzeit keine weiteren Anfragen an} credentials {: die Anmeldung beim Dienst ist fehlgeschlagen} permission {: der Dienst erlaubt es nicht} refused {: der Dienst hat die Anfrage abgelehnt} not_found {: der Dienst kennt die Anfrage nicht} bad_answer {: die Antwort war nicht lesbar} not_configured {: der Dienst ist nicht eingerichtet} other {}}.',
  'suggestions.genericReply': 'Allgemeine Antwort',
  'suggestions.figure': '{score} sicher',
  'suggestions.openSource': '„{title}“ in einem neuen Tab öffnen',
  'suggestions.newTab': 'öffnet sich in einem neuen Tab',
  'suggestions.insert': 'Einfügen',
  'suggestions.inserted': 'Eingefügt',
  'suggestions.insertAgain': 'Erneut einfügen',
  'suggestions.altered': 'Eingefügt, aber das Antwortfeld hat den Text verändert. Lesen Sie ihn vor dem Senden.',
  'suggestions.notInserted':
    '{reason, select, refused {Nicht eingefügt: Die Antwort kann gerade nicht geschrieben werden.} no_answer {Vielleicht nicht eingefügt: Ihr Desktop hat nicht geantwortet. Sehen Sie in Ihrer Antwort nach.} no_composer {Nicht eingefügt: Auf dieser Seite gibt es kein Antwortfeld.} not_visible {Nicht eingefügt: Das Antwortfeld ist nicht zu sehen.} not_writable {Nicht eingefügt: In das Antwortfeld kann gerade nichts geschrieben werden.} too_long {Nicht eingefügt: Die Antwort würde zu lang.} not_kept {Nicht eingefügt: Das Antwortfeld würde den Text nicht so behalten, wie er ist. Kopieren Sie ihn stattdessen.} other_conversation {Nicht eingefügt: Die geöffnete Antwort gehört zu einem anderen Gespräch.} not_loaded {Nicht eingefügt: Ein Teil des Panels konnte nicht geladen werden. Versuchen Sie es noch einmal.} other {Nicht eingefügt: {said}}}',
  'suggestions.notTakenBack':
    '{reason, select, no_answer {Vielleicht noch in der Antwort: Ihr Desktop hat nicht geantwortet. Sehen Sie in Ihrer Antwort nach.} no_composer {Nicht zurückgenommen: Auf dieser Seite gibt es kein Antwortfeld mehr.} not_visible {Nicht zurückgenommen: Das Antwortfeld ist nicht zu sehen.} not_writable {Nicht zurückgenommen: In das Antwortfeld kann gerade nichts geschrieben werden.} other_conversation {Nicht zurückgenommen: Die geöffnete Antwort gehört zu einem anderen Gespräch.} changed_since {Nicht zurückgenommen: Die Antwort wurde seitdem geändert.} refused {Nicht zurückgenommen: Ihr Desktop lässt es nicht zu.} other {Nicht zurückgenommen: {said}}}',
  'suggestions.copy': 'Kopieren',
  'suggestions.copied': 'Kopiert',
  'suggestions.copyAgain': 'Erneut kopieren',
  'suggestions.copyFailed':
    'Nicht kopiert: Der Browser hat es verweigert. Markieren Sie den Text und kopieren Sie ihn von Hand.',
  'suggestions.helpful': 'Hilfreich',
  'suggestions.unhelpful': 'Nicht hilfreich',
  'suggestions.rated.helpful': 'Als hilfreich markiert',
  'suggestions.rated.unhelpful': 'Als nicht hilfreich markiert',
  'suggestions.dismiss': 'Verwerfen',
  'suggestions.dismissed': 'Verworfen',
  'suggestions.insertedEdited': 'Geändert eingefügt',
  'suggestions.takenBack': 'Zurückgenommen',
  'suggestions.replace': 'Entwurf ersetzen',
  'suggestions.edit': 'Bearbeiten',
  'suggestions.editLabel': 'Einzufügender Text',
  'suggestions.cancel': 'Abbrechen',
  'suggestions.more': 'Mehr',
  'suggestions.why': 'Warum nicht hilfreich? (freiwillig)',
  'suggestions.reason.inaccurate': 'Falsch',
  'suggestions.reason.incomplete': 'Unvollständig',
  'suggestions.reason.irrelevant': 'Nicht passend',
  'suggestions.reason.too_slow': 'Zu spät',
  'suggestions.reason.other': 'Anderes',
  'suggestions.reasonNoted': 'Grund vermerkt',
  'suggestions.feedback.waiting': 'Ihre Rückmeldung ist noch nicht gespeichert.',
  'suggestions.feedback.lost': 'Ihre Rückmeldung wurde nicht gespeichert.',

  // The keys, and what each does
  'keys.label': 'Tasten',
  'keys.hint': '{act} ({key})',
  'keys.next': 'nächster Vorschlag',
  'keys.previous': 'voriger Vorschlag',
  'keys.first': 'erster Vorschlag',
  'keys.last': 'letzter Vorschlag',
  'keys.insert': 'einfügen',
  'keys.replace': 'Entwurf ersetzen',
  'keys.copy': 'kopieren',
  'keys.edit': 'bearbeiten, dann einfügen',
  'keys.dismiss': 'verwerfen',
  'keys.undo': 'rückgängig',
  'keys.helpful': 'hilfreich',
  'keys.unhelpful': 'nicht hilfreich',
  'keys.menu': 'mehr zum Vorschlag',
  'keys.suggest': 'jetzt vorschlagen',
  'keys.escalate': 'eskalieren',
  'keys.hide': 'Eskalationshinweis wegräumen',
  'keys.keys': 'diese Liste',
  'keys.reason': 'Grund, nach „nicht hilfreich“',
  'keys.reach': 'zu diesem Panel und zurück',
  'keys.leave': 'zurück dorthin, wo Sie waren',
  'keys.scope': 'Diese Tasten gelten im Panel, wo immer darin der Fokus ist. Drücken Sie auf eine, um sie zu ändern.',
  'keys.change': '{act}: {key}. Ändern',
  'keys.none': 'keine Taste',
  'keys.press': 'Drücken Sie eine Taste für: {act}',
  'keys.taken': '{key} ist schon vergeben: {by}',
  'keys.notAllowed': 'Diese Taste geht nicht. Drücken Sie eine andere oder Escape.',
  'keys.changed': '{act}: {key}',
  'keys.reset': 'Ursprüngliche Tasten',
  'keys.close': 'Schließen',

  // Where the conversation went
  'routing.label': 'Zugewiesen an',
  'routing.none': 'Noch nicht zugewiesen',
  'routing.withBot': 'Noch beim Bot',
  'routing.notSure': 'Er war nicht sicher genug, was der Kunde möchte.',
  'routing.notRouted': 'Nicht zugewiesen',
  'routing.overflow': 'In {wanted} war niemand verfügbar: an {skill} gegeben.',
  'routing.unmapped': 'Wir konnten das noch keiner Gruppe zuordnen: an {skill} gegeben.',
  'routing.failed': 'Nicht an {skill} zugewiesen',
  'routing.unclear': 'Unklar, ob an {skill} zugewiesen',
  'routing.failure.not_found':
    'CXone kennt dieses Gespräch nicht. Vielleicht ist es beendet. Übergeben Sie es von Hand, wenn es weitergegeben werden muss.',
  'routing.failure.already_routed_or_ended':
    'Laut CXone ist es bereits zugewiesen oder beendet. Wenn es bei Ihnen ist, ist nichts zu tun.',
  'routing.failure.credentials':
    'Die Anmeldung bei CXone ist fehlgeschlagen. Übergeben Sie es von Hand, wenn es weitergegeben werden muss. Informieren Sie Ihren Administrator.',
  'routing.failure.permission':
    'CXone erlaubt die Zuweisung nicht. Übergeben Sie es von Hand, wenn es weitergegeben werden muss. Informieren Sie Ihren Administrator.',
  'routing.failure.rate_limited':
    'CXone nimmt zurzeit keine weiteren Anfragen an. Übergeben Sie es von Hand, wenn es weitergegeben werden muss.',
  'routing.failure.timeout':
    'CXone hat nicht rechtzeitig geantwortet, es kann also trotzdem zugewiesen sein. Sehen Sie nach, bevor Sie es übergeben.',
  'routing.failure.unavailable':
    'CXone war nicht erreichbar. Übergeben Sie es von Hand, wenn es weitergegeben werden muss.',
  'routing.failure.refused':
    'CXone hat die Zuweisung abgelehnt. Übergeben Sie es von Hand, wenn es weitergegeben werden muss. Informieren Sie Ihren Administrator.',

  // A conversation that the bot handed over
  'handover.title': 'Vom Bot übergeben',
  'handover.folded': 'Übergeben',
  'handover.at': 'Vom Bot übergeben, {at}',
  'handover.customer': 'Kunde',
  'handover.wants': 'Anliegen',
  'handover.reason': 'Grund',
  'handover.summary': 'Zusammenfassung',
  'handover.queue': 'Warteschlange',
  'handover.collected': 'Vom Bot erfasst',
  'handover.unnamed': 'Sonstiges',
  'handover.warnings': 'Zu prüfen',
  'handover.severity.warning': 'Warnung',
  'handover.severity.error': 'Fehler',
  'handover.finding': '{severity} ({code}): {message}',
  'handover.fix': 'Abhilfe',
  'handover.showAll': 'Alles anzeigen',
  'handover.showLess': 'Weniger anzeigen',
  'handover.more': '{count, number} weitere',
  'handover.moreWarnings': '{count, plural, one {# weitere Warnung} other {# weitere Warnungen}}',
  'handover.copy': 'Kopieren',
  'handover.copied': 'Kopiert',
  'handover.whole': 'die Übergabe',
  'handover.newer': '{count, number} neuere',
  'handover.newerHint': 'Der Bot hat dieses Gespräch erneut übergeben. Anzeigen.',
  'handover.announced': 'Vom Bot übergeben: {about}',
  'handover.announcedBoth': 'Vom Bot übergeben: {customer}, {intent}',

  // Messages that the bot did not understand
  'fallback.title': 'Der Bot hat nicht verstanden',
  'fallback.escalated': 'Der Bot hat dem Kunden einen Agenten angeboten.',
  'fallback.probably': 'Der Kunde meinte wahrscheinlich',
  'fallback.perhaps': 'Vielleicht meinte der Kunde',
  'fallback.noIdea': 'Nichts, was der Bot kennt, kommt dem nahe.',
  'fallback.hint': 'Wählen Sie eines: Der Bot lernt daraus.',
  'fallback.more': '{count, number} weitere',
  'fallback.dismiss': 'Verwerfen',
  'fallback.dismissed': 'Verworfen',
  'fallback.noneOfThese': 'Keines davon',
  'fallback.noneFits': 'Keine der Vermutungen passt',
  'fallback.done': 'Fertig',
  'fallback.details': 'Details',
  'fallback.figures': '{score} sicher: Wortlaut {wording}, Vorgeschichte {history}',
  'fallback.saving': 'Wird gespeichert …',
  'fallback.noted': 'Notiert: Der Kunde meinte {intent}',
  'fallback.notedByOther': 'Von jemand anderem notiert: Der Kunde meinte {intent}',
  'fallback.change': 'Ändern',
  'fallback.notSaved':
    '{code, select, no_answer {Noch nicht gespeichert: Der Server antwortet nicht. Sobald er antwortet, wird es erneut gesendet.} forbidden {Nicht gespeichert: Dieses Gespräch ist nicht Ihres.} invalid {Nicht gespeichert: Der Server hat es nicht angenommen.} other {Noch nicht gespeichert: Der Server kann es gerade nicht aufbewahren ({code}).}}',
  'fallback.again': 'Erneut versuchen',
  'fallback.newer': '{count, number} neuere',
  'fallback.newerHint': 'Der Bot hat auch die nächste Nachricht des Kunden nicht verstanden. Anzeigen.',
  'fallback.understood': 'inzwischen verstanden',
  'fallback.open': 'Zeigen',
  'fallback.guesses': '{count, plural, one {# Vermutung} other {# Vermutungen}}, was gemeint war',
  'fallback.announced':
    'Der Bot hat nicht verstanden. {count, plural, one {# Vermutung} other {# Vermutungen}}, die erste ist {intent}',
  'fallback.announcedNone': 'Der Bot hat nicht verstanden und hat keine Vermutung',

  // Frustration, and how it is scored
  'frustration.label': 'Frustration',
  'frustration.level.standard': 'Ruhig',
  'frustration.level.supervisor': 'Angespannt',
  'frustration.level.manager': 'Verärgert',
  'frustration.trend.rising': 'steigend',
  'frustration.trend.steady': 'gleichbleibend',
  'frustration.trend.falling': 'sinkend',
  'frustration.tone.negative': 'klingt negativ',
  'frustration.tone.neutral': 'klingt neutral',
  'frustration.tone.positive': 'klingt positiv',
  'frustration.figure': '{figure, number} von 100',
  'frustration.history': 'Nach Nachrichten, älteste zuerst: {figures}.',
  'frustration.rose': 'Gestiegen bei {message}',
  'frustration.showMessage': 'Diese Nachricht anzeigen',
  'frustration.since': 'seit {at}',
  'frustration.none': 'Noch keine Nachricht zu bewerten.',
  'frustration.one': 'Bisher eine Nachricht.',
  'frustration.soon': 'Noch keine Bewertung.',
  'frustration.scoredHere': 'In diesem Browser bewertet ({backend}).',
  'frustration.scoredByService': 'Vom Dienst bewertet.',
  'frustration.scoredInTranslation': 'In Übersetzung bewertet, vom Dienst.',
  'frustration.service.no_worker': 'Vom Dienst bewertet: Diese Seite erlaubt keine Hintergrundskripte.',
  'frustration.service.no_wasm': 'Vom Dienst bewertet: Diese Seite erlaubt kein WebAssembly.',
  'frustration.service.not_loaded': 'Vom Dienst bewertet: Das Modell konnte nicht geladen werden.',
  'frustration.service.unfit_model': 'Vom Dienst bewertet: Das Modell dieser Seite ist nicht verwendbar.',
  'frustration.service.broken': 'Vom Dienst bewertet: Die Bewertung ist hier fehlgeschlagen.',
  'frustration.loading': 'Bewertung wird vorbereitet: {percent}',
  'frustration.unavailable.no_worker':
    'Nicht bewertet: Diese Seite erlaubt keine Hintergrundskripte, und der Dienst kann es gerade nicht. Es wird von selbst erneut versucht.',
  'frustration.unavailable.no_wasm':
    'Nicht bewertet: Diese Seite erlaubt kein WebAssembly, und der Dienst kann es gerade nicht. Es wird von selbst erneut versucht.',
  'frustration.unavailable.not_loaded':
    'Nicht bewertet: Das Modell konnte nicht geladen werden, und der Dienst kann es gerade nicht. Es wird von selbst erneut versucht.',
  'frustration.unavailable.unfit_model':
    'Nicht bewertet: Das Modell dieser Seite ist nicht verwendbar, und der Dienst kann es gerade nicht. Es wird von selbst erneut versucht.',
  'frustration.unavailable.broken':
    'Nicht bewertet: Die Bewertung ist hier fehlgeschlagen, und der Dienst kann es gerade nicht. Es wird von selbst erneut versucht.',
  'frustration.unavailable.operator':
    'Nicht bewertet: Es ist dem Dienst überlassen, und der kann es gerade nicht. Es wird von selbst erneut versucht.',
  'frustration.language': 'Nicht bewertet: Der Kunde schreibt in einer Sprache, die das Modell nicht beherrscht.',
  'frustration.off': 'Frustration ist ausgeschaltet.',
  'frustration.toggle': 'Frustration bewerten',
  'frustration.details': 'Details',
  'frustration.rises.standard': 'Der Kunde klingt ruhig',
  'frustration.rises.supervisor': 'Der Kunde klingt angespannt',
  'frustration.rises.manager': 'Der Kunde klingt verärgert',

  // Escalation by hand
  'escalate.open': 'Eskalieren …',
  'escalate.title': 'Dieses Gespräch eskalieren',
  'escalate.level': 'An wen',
  'escalate.level.supervisor': 'Supervisor',
  'escalate.level.manager': 'Manager',
  'escalate.reason': 'Grund (optional)',
  'escalate.reason.superior': 'Verlangt einen Vorgesetzten',
  'escalate.reason.upset': 'Sehr aufgebracht',
  'escalate.reason.beyond': 'Übersteigt meine Befugnisse',
  'escalate.send': 'Eskalieren',
  'escalate.sending': 'Die Plattform des Bots wird informiert …',
  'escalate.slow': 'Es wird noch auf eine Antwort gewartet …',
  'escalate.cancel': 'Abbrechen',
  'escalate.done.supervisor': 'An einen Supervisor eskaliert.',
  'escalate.done.manager': 'An einen Manager eskaliert.',
  'escalate.failed': 'Nicht eskaliert. {why}',
  'escalate.noAnswer': 'Der Server hat nicht geantwortet. Vielleicht wurde trotzdem eskaliert.',
  'escalate.forbidden': 'Dieses Gespräch ist nicht Ihres.',
  'escalate.retry': 'Erneut versuchen',
  'escalate.elsewhere': 'Im Gespräch, das Sie verlassen haben: {sentence}',

  // An escalation, by whomever
  'escalation.title.supervisor': 'An einen Supervisor eskaliert',
  'escalation.title.manager': 'An einen Manager eskaliert',
  'escalation.cause.frustration': 'Der Kunde ist frustriert.',
  'escalation.cause.agent': 'Ein Agent hat darum gebeten.',
  'escalation.cause.misunderstood': 'Der Bot konnte nicht helfen.',
  'escalation.frustrationAt': 'Der Kunde war frustriert: {figure, number} von 100.',
  'escalation.byYou': 'Sie haben darum gebeten.',
  'escalation.byName': '{name} hat darum gebeten.',
  'escalation.calmer': 'Der Kunde hat sich seitdem beruhigt.',
  'escalation.putAway': 'Wegräumen',

  // What was said
  'transcript.label': 'Verlauf',
  'transcript.count': '{count, plural, one {# Nachricht} other {# Nachrichten}}',
  'transcript.speaker.customer': 'Kunde',
  'transcript.speaker.agent': 'Agent',
  'transcript.speaker.bot': 'Bot',
  'transcript.empty': 'Noch keine Nachrichten.',
  'transcript.fresh': '{count, number} neu',
  'transcript.showFresh':
    '{count, plural, one {# neue Nachricht, zur neuesten springen} other {# neue Nachrichten, zur neuesten springen}}',
  'transcript.truncated': 'Gekürzt: Der Rest wird hier nicht angezeigt.',
}
