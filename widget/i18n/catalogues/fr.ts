/**
 * French. The agent is addressed with "vous". Spaces before and inside of signs do not break: `\u00a0`, and `\u202f` before
 * `;`, `!` and `?`.
 *
 * agent: agent; customer: client; bot: bot; suggestion: suggestion; generic reply: réponse générique; withheld: retenue;
 * handover: transfert du bot; escalate: escalader; route: affecter; group: groupe; queue: file d’attente; sign-in:
 * connexion; score: évaluer; sure: de certitude; match: correspondance; dismiss: écarter; transcript: transcription
 */
import type { Catalogue } from '../catalogue.ts'

export const fr: Catalogue = {
  // The panel as a whole
  'panel.label': 'Assistance à l’agent',
  'panel.tryNow': 'Essayer maintenant',
  'panel.code': 'Code\u00a0: {code}',
  'panel.undo': 'Annuler',
  'panel.undone': 'Affichée de nouveau',

  // How texts are put together
  'text.quoted': '«\u00a0{text}\u00a0»',
  'text.label': '{label}\u00a0:',
  'text.labelled': '{label}\u00a0: {text}',
  'text.both': '{first} {second}',

  // Times
  'time.now': 'maintenant',
  'time.age': '{minutes, number}\u00a0min',
  'time.seconds': '{seconds, number}\u00a0s',
  'time.minutes': '{minutes, number}\u00a0min',

  // The line that tells how the connection is
  'status.idle': 'Aucune conversation',
  'status.notSetUp': 'Non connecté',
  'status.connecting': 'Connexion en cours',
  'status.live': 'En direct',
  'status.missed': '{count, plural, one {# message} many {# messages} other {# messages}} pendant votre absence',
  'status.ended': 'Conversation terminée à {at}',
  'status.endedBecause':
    '{reason, select, silence {Conversation terminée à {at}\u00a0: plus personne n’a écrit} cxone {Conversation terminée à {at}\u00a0: fermée dans CXone} deleted {Conversation terminée à {at}\u00a0: supprimée} other {Conversation terminée à {at}\u00a0: {said}}}',
  'status.interrupted': 'Transcription en direct interrompue depuis {at} – reconnexion en cours',
  'status.sessions':
    'En direct. Le bot ne peut plus être tenu à jour depuis {at}\u202f; votre travail n’est pas concerné.',
  'status.degraded': 'Service limité\u00a0: suggestions génériques depuis {at}',
  'status.reconnecting': 'Reconnexion en cours depuis {duration}',
  'status.offline': 'Hors ligne, état à {at}',
  'status.unauthorized': 'Déconnecté',
  'status.forbidden': 'Cette conversation n’est pas la vôtre',
  'status.refused': 'Ouverture impossible',

  // What screen readers say
  'announced.both': '{first}. {second}',
  'announced.liveAgain':
    '{missed, plural, =0 {De nouveau en direct} one {De nouveau en direct. # message pendant votre absence} many {De nouveau en direct. # messages pendant votre absence} other {De nouveau en direct. # messages pendant votre absence}}',
  'announced.reconnecting': 'Connexion perdue, reconnexion en cours',
  'announced.offline': 'Hors ligne. Ce que vous voyez peut être dépassé',
  'announced.refused': 'L’assistance à l’agent n’est pas disponible pour cette conversation',
  'announced.ended': 'La conversation est terminée',
  'announced.utterance': 'Client\u00a0: {text}',
  'announced.utterances':
    '{count, plural, one {# nouveau message} many {# nouveaux messages} other {# nouveaux messages}}',
  'announced.suggestions':
    '{count, plural, =0 {Aucune suggestion} one {# suggestion} many {# suggestions} other {# suggestions}}',
  'announced.suggestionsFor':
    '{count, plural, =0 {Aucune suggestion pour\u00a0: {text}} one {# suggestion pour\u00a0: {text}} many {# suggestions pour\u00a0: {text}} other {# suggestions pour\u00a0: {text}}}',
  'announced.moreSuggestions':
    '{count, plural, one {# suggestion de plus} many {# suggestions de plus} other {# suggestions de plus}}',
  'announced.stillLooking': 'La recherche de suggestions continue',
  'announced.generic':
    '{count, plural, =0 {Aucune suggestion} one {# réponse générique} many {# réponses génériques} other {# réponses génériques}}',
  'announced.genericFor':
    '{count, plural, =0 {Aucune suggestion pour\u00a0: {text}} one {# réponse générique pour\u00a0: {text}} many {# réponses génériques pour\u00a0: {text}} other {# réponses génériques pour\u00a0: {text}}}',
  'announced.routed': 'Affectée à {skill}',
  'announced.routingFailed': 'Impossible de l’affecter à {skill}',
  'announced.escalated.supervisor': 'Escalade\u00a0: superviseur',
  'announced.escalated.manager': 'Escalade\u00a0: responsable',

  // Why there is nothing to see, and what will change that
  'empty.noConversation.title': 'Aucune conversation sélectionnée',
  'empty.noConversation.text': 'Choisissez-en une dans votre liste. Ce que veut le client s’affiche ici.',
  'empty.noBff.title': 'Non configuré',
  'empty.noBff.text':
    'Cette page n’a pas indiqué au panneau où se trouve son serveur. Adressez-vous à votre administrateur.',
  'empty.invalidBff.title': 'Non configuré',
  'empty.invalidBff.text':
    'L’adresse du serveur sur cette page n’est pas une adresse web. Adressez-vous à votre administrateur.',
  'empty.noToken.title': 'En attente de votre poste',
  'empty.noToken.text': 'Le panneau démarre de lui-même dès que votre poste vous a connecté.',
  'empty.connecting.title': 'Connexion en cours',
  'empty.connecting.text': 'Récupération de ce que l’on sait de cette conversation.',
  'empty.slow.title': 'Connexion toujours en cours',
  'empty.slow.text': 'C’est plus long que d’habitude. Votre chat n’est pas concerné.',
  'empty.unreachable.title': 'Pas encore de connexion',
  'empty.unreachable.text': 'Le panneau réessaie de lui-même. Votre chat n’est pas concerné.',
  'empty.unauthorized.title': 'Déconnecté ici',
  'empty.unauthorized.text': 'Votre poste a été prié de vous reconnecter. Si cela persiste, rechargez la page.',
  'empty.forbidden.title': 'Cette conversation n’est pas la vôtre',
  'empty.forbidden.text': 'Elle s’ouvrira ici d’elle-même dès qu’elle vous sera attribuée.',
  'empty.refused.title': 'Ouverture impossible',
  'empty.refused.text': 'Si le problème persiste, indiquez le code ci-dessous à votre administrateur.',
  'empty.nothingYet.title': 'Rien pour l’instant',
  'empty.nothingYet.text': 'La conversation, ce que veut le client et à qui elle est affectée s’affichent ici.',

  // What is shown is old
  'stale.forbidden': 'Cette conversation n’est plus la vôtre.',
  'stale.unauthorized': 'Votre poste a été prié de vous reconnecter. Si cela persiste, rechargez la page.',
  'stale.refused':
    'Les mises à jour se sont arrêtées. Si le problème persiste, indiquez le code à votre administrateur.',
  'stale.offline':
    'Le serveur est injoignable. Les nouveaux messages manquent ici\u202f; votre chat n’est pas concerné.',
  'stale.title': 'Ce que vous voyez n’est peut-être plus à jour',

  // What the customer wants, and how sure that is
  'intent.label': 'Demande',
  'intent.none': 'Pas encore reconnue',
  'intent.figure': '{score} de certitude, {threshold} requis pour affecter',
  'confidence.strong': 'Correspondance forte',
  'confidence.likely': 'Correspondance probable',
  'confidence.weak': 'Correspondance faible',

  // What the agent might answer
  'suggestions.label': 'Suggestions',
  'suggestions.off': 'Les suggestions sont désactivées.',
  'suggestions.none.topic':
    'Pas encore de suggestions\u00a0: elles s’affichent quand le client écrit sur un sujet surveillé.',
  'suggestions.none.unhappy': 'Pas encore de suggestions\u00a0: elles s’affichent quand le client semble mécontent.',
  'suggestions.none.either':
    'Pas encore de suggestions\u00a0: elles s’affichent quand le client écrit sur un sujet surveillé ou semble mécontent.',
  'suggestions.none.every': 'Pas encore de suggestions\u00a0: elles s’affichent quand le client écrit.',
  'suggestions.none.asked': 'Pas encore de suggestions\u00a0: elles s’affichent quand vous les demandez.',
  'suggestions.noneFor': 'Aucune suggestion pour ce message',
  'suggestions.answers': 'Pour «\u00a0{text}\u00a0»',
  'suggestions.stale': 'Le client a de nouveau écrit',
  'suggestions.staleHint':
    'Le client a de nouveau écrit\u00a0: ces suggestions répondent à un message antérieur. Vous pouvez encore les utiliser.',
  'suggestions.search.working': 'Recherche en cours…',
  'suggestions.search.slow': 'Toujours en recherche…',
  'suggestions.request': 'Suggérer maintenant',
  'suggestions.notRequested':
    'Pas de nouvelles suggestions\u00a0: {reason, select, not_found {cette conversation est terminée ou n’est plus connue} forbidden {cette conversation n’est pas la vôtre} rate_limited {trop de demandes. Réessayez dans une minute} no_answer {le serveur n’a pas répondu. Réessayez} unavailable {le serveur n’en a pas pour le moment. Réessayez} other {le serveur a refusé ({reason})}}.',
  'suggestions.fresh':
    '{count, plural, one {# nouveau lot de suggestions} many {# nouveaux lots de suggestions} other {# nouveaux lots de suggestions}}',
  'suggestions.freshMore':
    '{count, plural, one {# nouvelle suggestion} many {# nouvelles suggestions} other {# nouvelles suggestions}}',
  'suggestions.now': 'Suggérer',
  'suggestions.earlier':
    '{count, plural, one {# suggestion précédente} many {# suggestions précédentes} other {# suggestions précédentes}}',
  'suggestions.readMore': 'plus',
  'suggestions.readLess': 'moins',
  'suggestions.withheld':
    '{reason, select, low_confidence {{count, plural, one {# retenue\u00a0: certitude insuffisante} many {# retenues\u00a0: certitude insuffisante} other {# retenues\u00a0: certitude insuffisante}}} no_confidence {{count, plural, one {# retenue\u00a0: certitude non indiquée} many {# retenues\u00a0: certitude non indiquée} other {# retenues\u00a0: certitude non indiquée}}} too_long {{count, plural, one {# retenue\u00a0: trop longue} many {# retenues\u00a0: trop longues} other {# retenues\u00a0: trop longues}}} empty {{count, plural, one {# retenue\u00a0: sans texte} many {# retenues\u00a0: sans texte} other {# retenues\u00a0: sans texte}}} other {{count, plural, one {# suggestion retenue\u00a0: {rule}} many {# suggestions retenues\u00a0: {rule}} other {# suggestions retenues\u00a0: {rule}}}}}',
  'suggestions.generic':
    'Réponses génériques\u00a0: les suggestions en direct ne sont pas disponibles{reason, select, timeout {, car la réponse n’est pas arrivée à temps} unavailable {, car le service est injoignable} rate_limited {, car le service n’accepte plus de requêtes pour le moment} credentials {, car la connexion au service a échoué} permission {, car le service ne l’autorise pas} refused {, car le service a refusé la requête} not_found {, car le service ne connaît pas la requête} bad_answer {, car la réponse était illisible} not_configured {, car le service n’est pas configuré} other {}}.',
  'suggestions.genericSince':
    'Réponses génériques\u00a0: les suggestions en direct ne sont pas disponibles depuis {at}{reason, select, timeout {, car la réponse n’est pas arrivée à temps} unavailable {, car le service est injoignable} rate_limited {, car le service n’accepte plus de requêtes pour le moment} credentials {, car la connexion au service a échoué} permission {, car le service ne l’autorise pas} refused {, car le service a refusé la requête} not_found {, car le service ne connaît pas la requête} bad_answer {, car la réponse était illisible} not_configured {, car le service n’est pas configuré} other {}}.',
  'suggestions.genericReply': 'Réponse générique',
  'suggestions.from.cognigy': 'Cognigy',
  'suggestions.from.knowledge': 'Connaissances',
  'suggestions.internal': 'Interne',
  'suggestions.internalHint': 'Réservé aux agents\u00a0: ne doit pas parvenir tel quel au client',
  'suggestions.anyway.insert': 'Réservé aux agents. Insérer quand même\u202f?',
  'suggestions.anyway.replace': 'Réservé aux agents. Remplacer quand même le brouillon\u202f?',
  'suggestions.anyway.copy': 'Réservé aux agents. Copier quand même\u202f?',
  'suggestions.anyway.do.insert': 'Insérer quand même',
  'suggestions.anyway.do.replace': 'Remplacer quand même',
  'suggestions.anyway.do.copy': 'Copier quand même',
  'suggestions.figure': '{score} de certitude',
  'suggestions.unrated': 'Non évaluée',
  'suggestions.unratedHint': 'La source n’indique pas son degré de certitude',
  'suggestions.openSource': 'Ouvrir «\u00a0{title}\u00a0» dans un nouvel onglet',
  'suggestions.newTab': 's’ouvre dans un nouvel onglet',
  'suggestions.insert': 'Insérer',
  'suggestions.inserted': 'Insérée',
  'suggestions.insertAgain': 'Insérer de nouveau',
  'suggestions.altered': 'Insérée, mais le champ de réponse a modifié le texte. Relisez-le avant de l’envoyer.',
  'suggestions.notInserted':
    '{reason, select, refused {Non insérée\u00a0: la réponse ne peut pas être écrite en ce moment.} no_answer {Peut-être non insérée\u00a0: votre bureau n’a pas répondu. Vérifiez votre réponse.} no_composer {Non insérée\u00a0: il n’y a pas de champ de réponse sur cette page.} not_visible {Non insérée\u00a0: le champ de réponse n’est pas à l’écran.} not_writable {Non insérée\u00a0: rien ne peut être écrit dans le champ de réponse en ce moment.} too_long {Non insérée\u00a0: la réponse serait trop longue.} not_kept {Non insérée\u00a0: le champ de réponse ne garderait pas le texte tel quel. Copiez-le plutôt.} other_conversation {Non insérée\u00a0: la réponse ouverte est celle d’une autre conversation.} not_loaded {Non insérée\u00a0: une partie du panneau n’a pas pu être chargée. Réessayez.} other {Non insérée\u00a0: {said}}}',
  'suggestions.notTakenBack':
    '{reason, select, no_answer {Peut-être encore dans la réponse\u00a0: votre bureau n’a pas répondu. Vérifiez votre réponse.} no_composer {Non retirée\u00a0: il n’y a plus de champ de réponse sur cette page.} not_visible {Non retirée\u00a0: le champ de réponse n’est pas à l’écran.} not_writable {Non retirée\u00a0: rien ne peut être écrit dans le champ de réponse en ce moment.} other_conversation {Non retirée\u00a0: la réponse ouverte est celle d’une autre conversation.} changed_since {Non retirée\u00a0: la réponse a été modifiée depuis.} refused {Non retirée\u00a0: votre bureau ne le permet pas.} other {Non retirée\u00a0: {said}}}',
  'suggestions.copy': 'Copier',
  'suggestions.copied': 'Copiée',
  'suggestions.copyAgain': 'Copier de nouveau',
  'suggestions.copyFailed':
    'Copie impossible\u00a0: le navigateur a refusé. Sélectionnez le texte et copiez-le à la main.',
  'suggestions.helpful': 'Utile',
  'suggestions.unhelpful': 'Pas utile',
  'suggestions.rated.helpful': 'Marquée comme utile',
  'suggestions.rated.unhelpful': 'Marquée comme pas utile',
  'suggestions.dismiss': 'Écarter',
  'suggestions.dismissed': 'Écartée',
  'suggestions.insertedEdited': 'Insérée, modifiée',
  'suggestions.takenBack': 'Retirée',
  'suggestions.replace': 'Remplacer le brouillon',
  'suggestions.edit': 'Modifier',
  'suggestions.editLabel': 'Texte à insérer',
  'suggestions.cancel': 'Annuler',
  'suggestions.more': 'Plus',
  'suggestions.why': 'Pourquoi pas utile\u202f? (facultatif)',
  'suggestions.reason.inaccurate': 'Inexacte',
  'suggestions.reason.incomplete': 'Incomplète',
  'suggestions.reason.irrelevant': 'Hors sujet',
  'suggestions.reason.too_slow': 'Trop tard',
  'suggestions.reason.other': 'Autre raison',
  'suggestions.reasonNoted': 'Raison notée',
  'suggestions.feedback.waiting': 'Votre avis n’est pas encore enregistré.',
  'suggestions.feedback.lost': 'Votre avis n’a pas été enregistré.',

  // Searching the operator's own knowledge
  'search.label': 'Chercher dans les connaissances',
  'search.close': 'Fermer la recherche',
  'search.hint': 'Mots d’un article ou d’une réponse',
  'search.proposal': 'Chercher les mots du client',
  'search.results': 'Résultats',
  'search.count': '{count, plural, one {# résultat} many {# résultats} other {# résultats}}',
  'search.none': 'Rien sur «\u00a0{query}\u00a0». Essayez avec moins de mots.',
  'search.withheld':
    '{count, plural, one {# résultat retenu par la politique} many {# résultats retenus par la politique} other {# résultats retenus par la politique}}',
  'search.slow': 'Toujours en recherche…',
  'search.refused':
    '{reason, select, not_found {Cette conversation est terminée ou n’est plus connue.} forbidden {Cette conversation n’est pas la vôtre.} rate_limited {Trop de recherches. Réessayez dans une minute.} no_answer {Le serveur est injoignable. Vos mots sont conservés.} unavailable {La recherche n’est pas disponible actuellement.} other {La recherche a été refusée ({reason}).}}',
  'search.retry': 'Réessayer',
  'search.kind.article': 'Article',
  'search.kind.reply': 'Réponse',
  'search.untitled': 'Sans titre',
  'search.answer': 'Répondre avec ces textes',
  'search.answerAgain': 'Encore une fois',
  'search.writing': 'Un modèle rédige une réponse à partir de ces textes…',
  'search.writingSlowly': 'Le modèle rédige toujours…',
  'search.byModel': 'Rédigé par un modèle',
  'search.answered': 'Une réponse est là, rédigée par un modèle',
  'search.notAnswered':
    '{reason, select, not_found {Pas de réponse\u00a0: aucun de ces textes n’y répond.} forbidden {Pas de réponse\u00a0: cette conversation n’est pas la vôtre.} rate_limited {Pas de réponse\u00a0: trop de demandes. Réessayez dans une minute.} no_answer {Pas de réponse\u00a0: le serveur est injoignable.} unavailable {Pas de réponse\u00a0: le modèle n’est pas disponible actuellement.} other {Pas de réponse\u00a0: elle a été refusée ({reason}).}}',
  'search.citations': 'Tiré de',
  'search.showCited': 'Montrer «\u00a0{title}\u00a0»',

  // The keys, and what each does
  'keys.label': 'Touches',
  'keys.hint': '{act} ({key})',
  'keys.next': 'suggestion suivante',
  'keys.previous': 'suggestion précédente',
  'keys.first': 'première suggestion',
  'keys.last': 'dernière suggestion',
  'keys.insert': 'insérer',
  'keys.replace': 'remplacer le brouillon',
  'keys.copy': 'copier',
  'keys.edit': 'modifier, puis insérer',
  'keys.dismiss': 'écarter',
  'keys.undo': 'annuler',
  'keys.helpful': 'utile',
  'keys.unhelpful': 'pas utile',
  'keys.menu': 'plus pour la suggestion',
  'keys.source': 'ouvrir la source',
  'keys.search': 'chercher dans les connaissances',
  'keys.suggest': 'suggérer maintenant',
  'keys.wrapUp': 'clôturer',
  'keys.escalate': 'escalader',
  'keys.hide': 'ranger l’avis d’escalade',
  'keys.keys': 'cette liste',
  'keys.reason': 'raison, après «\u00a0pas utile\u00a0»',
  'keys.reach': 'vers ce panneau et retour',
  'keys.leave': 'retour où vous étiez',
  'keys.scope':
    'Ces touches agissent dans le panneau, où que le focus s’y trouve. Appuyez sur l’une d’elles pour la changer.',
  'keys.change': '{act}\u00a0: {key}. Changer',
  'keys.none': 'aucune touche',
  'keys.press': 'Appuyez sur une touche pour\u00a0: {act}',
  'keys.taken': '{key} est déjà prise\u00a0: {by}',
  'keys.notAllowed': 'Cette touche ne peut pas servir. Appuyez sur une autre, ou sur Échap.',
  'keys.changed': '{act}\u00a0: {key}',
  'keys.reset': 'Touches d’origine',
  'keys.close': 'Fermer',

  // Where the conversation went
  'routing.label': 'Affectée à',
  'routing.none': 'Pas encore affectée',
  'routing.withBot': 'Encore avec le bot',
  'routing.notSure': 'Il n’était pas assez sûr de ce que veut le client.',
  'routing.notRouted': 'Non affectée',
  'routing.overflow': 'Personne n’était disponible dans {wanted}\u00a0: envoyée à {skill}.',
  'routing.unmapped': 'Nous n’avons pas encore pu la classer dans un groupe\u00a0: envoyée à {skill}.',
  'routing.failed': 'Non affectée à {skill}',
  'routing.unclear': 'Affectation à {skill} incertaine',
  'routing.failure.not_found':
    'CXone ne connaît pas cette conversation. Elle est peut-être terminée. Transférez-la à la main si elle doit changer de groupe.',
  'routing.failure.already_routed_or_ended':
    'CXone indique qu’elle est déjà affectée ou terminée. Si vous l’avez, il n’y a rien à faire.',
  'routing.failure.credentials':
    'La connexion à CXone a échoué. Transférez-la à la main si elle doit changer de groupe. Prévenez votre administrateur.',
  'routing.failure.permission':
    'CXone n’autorise pas l’affectation. Transférez-la à la main si elle doit changer de groupe. Prévenez votre administrateur.',
  'routing.failure.rate_limited':
    'CXone n’accepte plus de requêtes pour le moment. Transférez-la à la main si elle doit changer de groupe.',
  'routing.failure.timeout':
    'CXone n’a pas répondu à temps\u202f; elle est peut-être affectée malgré tout. Vérifiez avant de la transférer.',
  'routing.failure.unavailable': 'CXone est injoignable. Transférez-la à la main si elle doit changer de groupe.',
  'routing.failure.refused':
    'CXone a refusé l’affectation. Transférez-la à la main si elle doit changer de groupe. Prévenez votre administrateur.',

  // A conversation that the bot handed over
  'handover.title': 'Transférée par le bot',
  'handover.folded': 'Transférée',
  'handover.at': 'Transférée par le bot, {at}',
  'handover.customer': 'Client',
  'handover.wants': 'Demande',
  'handover.reason': 'Motif',
  'handover.summary': 'Résumé',
  'handover.queue': 'File d’attente',
  'handover.collected': 'Recueilli par le bot',
  'handover.unnamed': 'Autre',
  'handover.warnings': 'À vérifier',
  'handover.severity.warning': 'Avertissement',
  'handover.severity.error': 'Erreur',
  'handover.finding': '{severity} ({code})\u00a0: {message}',
  'handover.fix': 'Solution',
  'handover.showAll': 'Tout afficher',
  'handover.showLess': 'Afficher moins',
  'handover.more': '{count, number} de plus',
  'handover.moreWarnings':
    '{count, plural, one {# autre avertissement} many {# autres avertissements} other {# autres avertissements}}',
  'handover.copy': 'Copier',
  'handover.copied': 'Copié',
  'handover.whole': 'les informations du transfert',
  'handover.newer': '{count, plural, one {# plus récente} many {# plus récentes} other {# plus récentes}}',
  'handover.newerHint': 'Le bot a de nouveau transféré cette conversation. Afficher.',
  'handover.announced': 'Transférée par le bot\u00a0: {about}',
  'handover.announcedBoth': 'Transférée par le bot\u00a0: {customer}, {intent}',

  // Messages that the bot did not understand
  'fallback.title': 'Le bot n’a pas compris',
  'fallback.escalated': 'Le bot a proposé un agent au client.',
  'fallback.probably': 'Le client voulait probablement dire',
  'fallback.perhaps': 'Le client voulait peut-être dire',
  'fallback.noIdea': 'Rien de ce que connaît le bot ne s’en approche.',
  'fallback.hint': 'Choisissez une réponse\u00a0: elle est conservée pour former le bot.',
  'fallback.more': '{count, number} de plus',
  'fallback.dismiss': 'Écarter',
  'fallback.dismissed': 'Écarté',
  'fallback.noneOfThese': 'Aucune de celles-ci',
  'fallback.noneFits': 'Aucune des hypothèses ne convient',
  'fallback.done': 'Terminé',
  'fallback.details': 'Détails',
  'fallback.figures': '{score} de certitude\u00a0: formulation {wording}, historique {history}',
  'fallback.saving': 'Enregistrement…',
  'fallback.noted': 'Noté\u00a0: le client voulait dire {intent}',
  'fallback.notedByOther': 'Noté par quelqu’un d’autre\u00a0: le client voulait dire {intent}',
  'fallback.change': 'Modifier',
  'fallback.notSaved':
    '{code, select, no_answer {Pas encore enregistré\u00a0: le serveur ne répond pas. Un nouvel envoi aura lieu dès qu’il répondra.} forbidden {Non enregistré\u00a0: cette conversation n’est pas la vôtre.} invalid {Non enregistré\u00a0: le serveur ne l’a pas accepté.} other {Pas encore enregistré\u00a0: le serveur ne peut pas le conserver en ce moment ({code}).}}',
  'fallback.again': 'Réessayer',
  'fallback.newer': '{count, plural, one {# plus récent} many {# plus récents} other {# plus récents}}',
  'fallback.newerHint': 'Le bot n’a pas compris non plus le message suivant du client. Afficher.',
  'fallback.understood': 'compris depuis',
  'fallback.open': 'Afficher',
  'fallback.guesses':
    '{count, plural, one {# supposition} many {# suppositions} other {# suppositions}} sur ce qui était voulu',
  'fallback.announced':
    'Le bot n’a pas compris. {count, plural, one {# hypothèse} many {# hypothèses} other {# hypothèses}}, la première est {intent}',
  'fallback.announcedNone': 'Le bot n’a pas compris et n’a aucune hypothèse',

  // Frustration, and how it is scored
  'frustration.label': 'Frustration',
  'frustration.level.standard': 'Calme',
  'frustration.level.supervisor': 'Tendu',
  'frustration.level.manager': 'En colère',
  'frustration.trend.rising': 'en hausse',
  'frustration.trend.steady': 'stable',
  'frustration.trend.falling': 'en baisse',
  'frustration.tone.negative': 'ton négatif',
  'frustration.tone.neutral': 'ton neutre',
  'frustration.tone.positive': 'ton positif',
  'frustration.figure': '{figure, number} sur 100',
  'frustration.history': 'Par message, du plus ancien au plus récent\u00a0: {figures}.',
  'frustration.rose': 'En hausse avec {message}',
  'frustration.showMessage': 'Afficher ce message',
  'frustration.since': 'depuis {at}',
  'frustration.none': 'Pas encore de message à évaluer.',
  'frustration.one': 'Un seul message pour l’instant.',
  'frustration.soon': 'Pas encore d’évaluation.',
  'frustration.scoredHere': 'Évaluée dans ce navigateur ({backend}).',
  'frustration.scoredByService': 'Évaluée par le service.',
  'frustration.scoredInTranslation': 'Évaluée d’après une traduction, par le service.',
  'frustration.service.no_worker':
    'Évaluée par le service\u00a0: cette page n’autorise pas les scripts d’arrière-plan.',
  'frustration.service.no_wasm': 'Évaluée par le service\u00a0: cette page n’autorise pas WebAssembly.',
  'frustration.service.not_loaded': 'Évaluée par le service\u00a0: le modèle n’a pas pu être chargé.',
  'frustration.service.unfit_model': 'Évaluée par le service\u00a0: le modèle de cette page n’est pas utilisable.',
  'frustration.service.broken': 'Évaluée par le service\u00a0: l’évaluation a échoué ici.',
  'frustration.loading': 'Préparation de l’évaluation\u00a0: {percent}',
  'frustration.unavailable.no_worker':
    'Non évaluée\u00a0: cette page n’autorise pas les scripts d’arrière-plan et le service ne le peut pas en ce moment. Une nouvelle tentative aura lieu d’elle-même.',
  'frustration.unavailable.no_wasm':
    'Non évaluée\u00a0: cette page n’autorise pas WebAssembly et le service ne le peut pas en ce moment. Une nouvelle tentative aura lieu d’elle-même.',
  'frustration.unavailable.not_loaded':
    'Non évaluée\u00a0: le modèle n’a pas pu être chargé et le service ne le peut pas en ce moment. Une nouvelle tentative aura lieu d’elle-même.',
  'frustration.unavailable.unfit_model':
    'Non évaluée\u00a0: le modèle de cette page n’est pas utilisable et le service ne le peut pas en ce moment. Une nouvelle tentative aura lieu d’elle-même.',
  'frustration.unavailable.broken':
    'Non évaluée\u00a0: l’évaluation a échoué ici et le service ne le peut pas en ce moment. Une nouvelle tentative aura lieu d’elle-même.',
  'frustration.unavailable.operator':
    'Non évaluée\u00a0: c’est au service de le faire et il ne le peut pas en ce moment. Une nouvelle tentative aura lieu d’elle-même.',
  'frustration.language': 'Non évaluée\u00a0: le client écrit dans une langue que le modèle ne maîtrise pas.',
  'frustration.off': 'La frustration est désactivée.',
  'frustration.toggle': 'Évaluer la frustration',
  'frustration.details': 'Détails',
  'frustration.rises.standard': 'Le client semble calme',
  'frustration.rises.supervisor': 'Le client semble tendu',
  'frustration.rises.manager': 'Le client semble en colère',

  // Escalation by hand
  'escalate.open': 'Escalader…',
  'escalate.title': 'Escalader cette conversation',
  'escalate.level': 'À qui',
  'escalate.level.supervisor': 'Superviseur',
  'escalate.level.manager': 'Responsable',
  'escalate.reason': 'Motif (facultatif)',
  'escalate.reason.superior': 'Demande un supérieur',
  'escalate.reason.upset': 'Très contrarié',
  'escalate.reason.beyond': 'Dépasse ce que je peux décider',
  'escalate.send': 'Escalader',
  'escalate.sending': 'La plateforme du bot est en train d’être prévenue…',
  'escalate.slow': 'Toujours en attente d’une réponse…',
  'escalate.cancel': 'Annuler',
  'escalate.done.supervisor': 'Escaladée à un superviseur.',
  'escalate.done.manager': 'Escaladée à un responsable.',
  'escalate.failed': 'Non escaladée. {why}',
  'escalate.noAnswer': 'Le serveur n’a pas répondu. L’escalade a peut-être eu lieu malgré tout.',
  'escalate.forbidden': 'Cette conversation n’est pas la vôtre.',
  'escalate.retry': 'Réessayer',
  'escalate.elsewhere': 'Dans la conversation que vous avez quittée\u00a0: {sentence}',

  // What is left behind of a conversation
  'wrapUp.open': 'Clôturer',
  'wrapUp.label': 'Clôture',
  'wrapUp.close': 'Ranger',
  'wrapUp.writing': 'Rédaction du résumé…',
  'wrapUp.writingSlowly': 'Le résumé est encore en cours de rédaction. Vous pouvez écrire le vôtre ci-dessous.',
  'wrapUp.written': 'Résumé\u00a0: {headline}',
  'wrapUp.notWritten':
    '{reason, select, not_found {Pas de résumé\u00a0: rien n’a encore été dit.} no_answer {Pas de résumé\u00a0: le serveur n’a pas répondu. Vous pouvez écrire le vôtre ci-dessous.} forbidden {Pas de résumé\u00a0: cette conversation n’est pas la vôtre.} rate_limited {Pas de résumé\u00a0: trop de demandes. Réessayez dans une minute.} unavailable {Pas de résumé\u00a0: le serveur ne peut pas en rédiger pour le moment. Vous pouvez écrire le vôtre ci-dessous.} bad_answer {Pas de résumé\u00a0: la réponse était illisible. Vous pouvez écrire le vôtre ci-dessous.} other {Pas de résumé\u00a0: {said}}}',
  'wrapUp.newer': 'Un résumé plus récent est là.',
  'wrapUp.useNewer': 'Utiliser le plus récent',
  'wrapUp.ready': 'Le résumé est là.',
  'wrapUp.use': 'L’utiliser',
  'wrapUp.again': 'Résumer de nouveau',
  'wrapUp.behind': 'La conversation a continué depuis.',
  'wrapUp.byModel': 'Rédigé par un modèle de langage\u00a0: vérifiez-le.',
  'wrapUp.byRules': 'Composé par des règles à partir de ce qui a été dit.',
  'wrapUp.byRulesBecause':
    'Composé par des règles à partir de ce qui a été dit, car le modèle de langage {reason, select, timeout {n’a pas répondu à temps} unavailable {est injoignable} no_answer {n’a pas répondu} rate_limited {n’accepte plus de requêtes pour le moment} bad_answer {n’a rien répondu d’utilisable} refused {a refusé} withheld {a écrit quelque chose qui ne doit pas être dit} other {n’en a pas rédigé}}.',
  'wrapUp.redacted':
    '{count, plural, one {# détail privé a été masqué} many {# détails privés ont été masqués} other {# détails privés ont été masqués}} avant la rédaction.',
  'wrapUp.kind.reason': 'Motif',
  'wrapUp.kind.facts': 'Faits',
  'wrapUp.kind.done': 'Fait',
  'wrapUp.kind.promised': 'Promis',
  'wrapUp.kind.open': 'En suspens',
  'wrapUp.kind.mood': 'Humeur',
  'wrapUp.said':
    '{count, plural, one {Afficher le message à l’appui} many {Afficher les # messages à l’appui} other {Afficher les # messages à l’appui}}',
  'wrapUp.gone': 'Ce message n’est plus dans la transcription.',
  'wrapUp.text': 'Texte à enregistrer',
  'wrapUp.disposition': 'Code de clôture',
  'wrapUp.noDisposition': 'Aucun',
  'wrapUp.suggestedOption': '{name} (suggéré)',
  'wrapUp.suggested': 'pour le code suggéré\u00a0: {name}',
  'wrapUp.save': 'Enregistrer',
  'wrapUp.saveAgain': 'Enregistrer de nouveau',
  'wrapUp.saving': 'Enregistrement…',
  'wrapUp.savingSlowly': 'Enregistrement toujours en cours…',
  'wrapUp.saved.service': 'Enregistré à {at}',
  'wrapUp.saved.host': 'Enregistré par votre bureau à {at}',
  'wrapUp.changedSince': 'Enregistré à {at}, modifié depuis',
  'wrapUp.announced.service': 'Clôture enregistrée',
  'wrapUp.announced.host': 'Clôture enregistrée par votre bureau',
  'wrapUp.notSaved':
    '{reason, select, no_answer {Sans doute pas enregistré\u00a0: le serveur n’a pas répondu. Votre texte est toujours là.} forbidden {Non enregistré\u00a0: cette conversation n’est pas la vôtre.} rate_limited {Non enregistré\u00a0: trop d’enregistrements à la fois. Réessayez dans une minute.} unavailable {Non enregistré\u00a0: le serveur ne peut pas le conserver pour le moment. Votre texte est toujours là.} other {Non enregistré. {said}}}',
  'wrapUp.copied': 'Copié',

  // Texts that a language model rewrites
  'rewrite.label': 'Réécrire',
  'rewrite.hint': 'Faire réécrire par un modèle de langage',
  'rewrite.shorter': 'Plus court',
  'rewrite.friendlier': 'Plus aimable',
  'rewrite.simpler': 'Plus simple',
  'rewrite.translate': 'Traduire\u00a0: {language}',
  'rewrite.translateInto': 'Traduire en',
  'rewrite.working': 'Réécriture…',
  'rewrite.slow': 'Réécriture toujours en cours…',
  'rewrite.by': 'Réécrit par un modèle',
  'rewrite.done': 'Réécrit par un modèle\u00a0: lisez-le avant de l’utiliser',
  'rewrite.undoLabel': 'Annuler la réécriture',
  'rewrite.undone': 'Réécriture annulée',
  'rewrite.refused':
    'Non réécrit\u00a0: {reason, select, no_answer {le modèle de langage n’a pas répondu à temps.} unavailable {le modèle de langage est injoignable pour le moment.} rate_limited {trop de demandes. Réessayez dans une minute.} forbidden {cette conversation n’est pas la vôtre.} invalid {ce texte ne peut pas être réécrit.} bad_answer {la réponse était inutilisable.} withheld {ce qui est revenu ne doit pas être dit.} other {{said}}}',

  // An escalation, by whomever
  'escalation.title.supervisor': 'Escaladée à un superviseur',
  'escalation.title.manager': 'Escaladée à un responsable',
  'escalation.cause.frustration': 'Le client est frustré.',
  'escalation.cause.agent': 'Un agent l’a demandé.',
  'escalation.cause.misunderstood': 'Le bot n’a pas pu aider.',
  'escalation.frustrationAt': 'Le client était frustré\u00a0: {figure, number} sur 100.',
  'escalation.byYou': 'Vous l’avez demandée.',
  'escalation.byName': '{name} l’a demandée.',
  'escalation.calmer': 'Le client s’est calmé depuis.',
  'escalation.putAway': 'Ranger',

  // What was said
  'transcript.label': 'Transcription',
  'transcript.count': '{count, plural, one {# message} many {# messages} other {# messages}}',
  'transcript.speaker.customer': 'Client',
  'transcript.speaker.agent': 'Agent',
  'transcript.speaker.bot': 'Bot',
  'transcript.empty': 'Pas encore de messages.',
  'transcript.fresh': '{count, plural, one {# nouveau} many {# nouveaux} other {# nouveaux}}',
  'transcript.showFresh':
    '{count, plural, one {# nouveau message, aller au plus récent} many {# nouveaux messages, aller au plus récent} other {# nouveaux messages, aller au plus récent}}',
  'transcript.truncated': 'Abrégé\u00a0: la suite n’est pas affichée ici.',

  // The panel as a page of its own, in a desktop that was given its address
  'desktop.waiting.title': 'En attente de votre poste de travail',
  'desktop.waiting.text': 'Il lui a été demandé quelle conversation est ouverte.',
  'desktop.late.title': 'Votre poste de travail n’a pas répondu',
  'desktop.late.text':
    'Le panneau reste à l’écoute. Si cela persiste, demandez à votre administrateur si ce type de poste est configuré ici.',
  'desktop.noConversation.title': 'Aucune conversation ouverte',
  'desktop.noConversation.text': 'Ouvrez-en une dans votre poste de travail. Ce que veut le client apparaîtra ici.',
  'desktop.wrongOrigin.title': 'Pas configuré pour ce poste de travail',
  'desktop.wrongOrigin.text':
    'Le panneau ne peut pas parler avec la page qui l’entoure. Votre administrateur ajoute {origin} à PANEL_ANCESTORS du service.',
  'desktop.unknown.title': 'Ce poste de travail n’est pas connu',
  'desktop.unknown.text':
    'L’adresse de ce panneau doit en nommer un\u00a0: {names}. Votre administrateur la règle, par exemple ?desktop=generic.',
  'desktop.alone.title': 'À ouvrir dans votre poste de travail',
  'desktop.alone.text':
    'Cette page est faite pour être affichée dans un poste de travail. Seule, elle n’a aucune conversation à suivre.',
  'desktop.loadFailed.title': 'Chargement impossible',
  'desktop.loadFailed.text':
    'Ce qui parle à votre poste de travail n’a pas pu être chargé. Votre discussion n’est pas touchée.',
  'desktop.refused.title': 'Votre poste de travail a refusé',
  'desktop.refused.text':
    'Il n’indique pas à ce panneau quelle conversation est ouverte. Si cela persiste, donnez sa raison à votre administrateur.',
  'desktop.refused.reason': 'Sa raison\u00a0: {reason}',
  'desktop.signingIn.title': 'Connexion en cours',
  'desktop.signingIn.text': 'Cela prend un instant.',
  'desktop.signedOut.title': 'Vous n’êtes pas connecté',
  'desktop.signedOut.text': 'Connectez-vous pour voir ce que veut le client.',
  'desktop.noToken.title': 'Non connecté',
  'desktop.noToken.text':
    'Votre poste de travail ne vous a pas connecté, et ce service n’a pas de connexion propre. Adressez-vous à votre administrateur.',
  'desktop.signInFailed.title': 'Connexion inaccessible',
  'desktop.signInFailed.text': 'Votre discussion n’est pas touchée.',
  'signIn.begin': 'Se connecter',
  'signIn.again': 'Rouvrir la connexion',
  'signIn.open': 'Continuez dans la fenêtre qui s’est ouverte.',
  'signIn.blocked':
    'Le navigateur n’a pas ouvert la fenêtre de connexion. Autorisez les fenêtres pop-up pour cette page et réessayez, ou ouvrez-la ici :',
  'signIn.openByHand': 'Ouvrir la fenêtre de connexion',
  'signIn.refused':
    '{reason, select, denied {La connexion a été refusée ou annulée.} mixed_up {Cette connexion a été commencée ailleurs ou il y a trop longtemps. Réessayez.} replayed {Cette connexion a déjà été utilisée. Réessayez.} clock {Les horloges de ce service et de la connexion sont trop décalées. Prévenez votre administration.} no_agent {La connexion n’indique pas quel agent vous êtes. Prévenez votre administration.} not_set_up {La connexion n’est pas configurée correctement. Prévenez votre administration.} unavailable {La connexion est injoignable pour le moment. Réessayez dans un instant.} too_many {Trop de tentatives d’ici. Attendez une minute.} other {La connexion n’a pas été acceptée. Réessayez.}}',
  'signIn.failed': 'La connexion n’a pas fonctionné. Réessayez.',
  'signIn.insecure':
    'Personne ne peut se connecter dans une page qui n’a pas été chargée de façon sûre (https). Prévenez votre administration.',
  'signIn.notKept':
    'Le navigateur ne conserve pas cette connexion. Autorisez les cookies pour ce panneau, puis reconnectez-vous.',
  'signIn.expired': 'Votre connexion a pris fin.',
  'signIn.out': 'Vous êtes déconnecté.',
  'signIn.outOfProvider': 'Se déconnecter aussi du compte',
  'signIn.as': 'Connecté en tant que {agent}',
  'signIn.signOut': 'Se déconnecter',
  'signIn.outFailed': 'La déconnexion n’a pas fonctionné. Réessayez.',
  'desktop.ended': 'Votre poste de travail a terminé cette conversation.',
  'desktop.askingAgain': 'Votre poste de travail est interrogé\u00a0: est-elle encore ouverte\u00a0?',
  'desktop.notAnsweredAgain':
    'Votre poste de travail n’a pas répondu\u00a0: vérifiez que c’est bien la conversation ouverte.',
  'desktop.clipboard':
    '{desktop, select, cxone {CXone Agent ne laisse aucun panneau écrire dans la réponse\u00a0: copiez un texte et collez-le.} chatwoot {Chatwoot ne laisse aucun panneau écrire dans la réponse\u00a0: copiez un texte et collez-le.} other {Votre poste de travail n’accepte aucun texte de ce panneau\u00a0: copiez un texte et collez-le.}}',
}
