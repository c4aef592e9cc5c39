/**
 * Spanish. The agent is addressed with "usted".
 *
 * agent: agente; customer: cliente; bot: bot; suggestion: sugerencia; generic reply: respuesta genérica; withheld: retenida;
 * handover: transferencia del bot; escalate: escalar; route: asignar; group: grupo; queue: cola; sign-in: inicio de sesión;
 * score: evaluar; sure: de certeza; match: coincidencia; dismiss: descartar; transcript: transcripción
 */
import type { Catalogue } from '../catalogue.ts'

export const es: Catalogue = {
  // The panel as a whole
  'panel.label': 'Asistencia al agente',
  'panel.tryNow': 'Intentar ahora',
  'panel.code': 'Código: {code}',
  'panel.undo': 'Deshacer',
  'panel.undone': 'Se muestra de nuevo',

  // How texts are put together
  'text.quoted': '«{text}»',
  'text.label': '{label}:',
  'text.labelled': '{label}: {text}',
  'text.both': '{first} {second}',

  // Times
  'time.now': 'ahora',
  'time.age': '{minutes, number} min',
  'time.seconds': '{seconds, number} s',
  'time.minutes': '{minutes, number} min',

  // The line that tells how the connection is
  'status.idle': 'Sin conversación',
  'status.notSetUp': 'Sin conexión',
  'status.connecting': 'Conectando',
  'status.live': 'En directo',
  'status.missed': '{count, plural, one {# mensaje} many {# mensajes} other {# mensajes}} mientras no estaba',
  'status.ended': 'Conversación finalizada a las {at}',
  'status.endedBecause':
    '{reason, select, silence {Conversación finalizada a las {at}: nadie escribió más} cxone {Conversación finalizada a las {at}: cerrada en CXone} deleted {Conversación finalizada a las {at}: eliminada} other {Conversación finalizada a las {at}: {said}}}',
  'status.interrupted': 'Transcripción en directo interrumpida desde las {at}: reconectando',
  'status.sessions': 'En directo. No se puede mantener al día al bot desde las {at}; su trabajo no se ve afectado.',
  'status.degraded': 'Servicio limitado: sugerencias genéricas desde las {at}',
  'status.reconnecting': 'Reconectando desde hace {duration}',
  'status.offline': 'Sin conexión; datos de las {at}',
  'status.unauthorized': 'Sesión cerrada',
  'status.forbidden': 'La conversación no es suya',
  'status.refused': 'No se puede abrir',

  // What screen readers say
  'announced.both': '{first}. {second}',
  'announced.liveAgain':
    '{missed, plural, =0 {De nuevo en directo} one {De nuevo en directo. # mensaje mientras no estaba} many {De nuevo en directo. # mensajes mientras no estaba} other {De nuevo en directo. # mensajes mientras no estaba}}',
  'announced.reconnecting': 'Conexión perdida, reconectando',
  'announced.offline': 'Sin conexión. Lo que ve puede estar desactualizado',
  'announced.refused': 'La asistencia al agente no está disponible para esta conversación',
  'announced.ended': 'La conversación ha terminado',
  'announced.utterance': 'Cliente: {text}',
  'announced.utterances': '{count, plural, one {# mensaje nuevo} many {# mensajes nuevos} other {# mensajes nuevos}}',
  'announced.suggestions':
    '{count, plural, =0 {Ninguna sugerencia} one {# sugerencia} many {# sugerencias} other {# sugerencias}}',
  'announced.suggestionsFor':
    '{count, plural, =0 {Ninguna sugerencia para: {text}} one {# sugerencia para: {text}} many {# sugerencias para: {text}} other {# sugerencias para: {text}}}',
  'announced.moreSuggestions':
    '{count, plural, one {# sugerencia más} many {# sugerencias más} other {# sugerencias más}}',
  'announced.stillLooking': 'Aún se buscan sugerencias',
  'announced.generic':
    '{count, plural, =0 {Ninguna sugerencia} one {# respuesta genérica} many {# respuestas genéricas} other {# respuestas genéricas}}',
  'announced.genericFor':
    '{count, plural, =0 {Ninguna sugerencia para: {text}} one {# respuesta genérica para: {text}} many {# respuestas genéricas para: {text}} other {# respuestas genéricas para: {text}}}',
  'announced.routed': 'Asignada a {skill}',
  'announced.routingFailed': 'No se pudo asignar a {skill}',
  'announced.escalated.supervisor': 'Escalada: supervisor',
  'announced.escalated.manager': 'Escalada: gerente',

  // Why there is nothing to see, and what will change that
  'empty.noConversation.title': 'Ninguna conversación seleccionada',
  'empty.noConversation.text': 'Elija una en su lista. Lo que quiere el cliente aparece aquí.',
  'empty.noBff.title': 'Sin configurar',
  'empty.noBff.text': 'Esta página no ha indicado al panel dónde está su servidor. Consulte a su administrador.',
  'empty.invalidBff.title': 'Sin configurar',
  'empty.invalidBff.text':
    'La dirección del servidor en esta página no es una dirección web. Consulte a su administrador.',
  'empty.noToken.title': 'Esperando a su escritorio',
  'empty.noToken.text': 'El panel empieza por sí solo en cuanto su escritorio inicie su sesión.',
  'empty.connecting.title': 'Conectando',
  'empty.connecting.text': 'Obteniendo lo que se sabe de esta conversación.',
  'empty.slow.title': 'Aún conectando',
  'empty.slow.text': 'Tarda más de lo habitual. Su chat no se ve afectado.',
  'empty.unreachable.title': 'Aún sin conexión',
  'empty.unreachable.text': 'El panel vuelve a intentarlo por sí solo. Su chat no se ve afectado.',
  'empty.unauthorized.title': 'Su sesión se ha cerrado aquí',
  'empty.unauthorized.text':
    'Se ha pedido a su escritorio que inicie la sesión de nuevo. Si esto sigue así, recargue la página.',
  'empty.forbidden.title': 'La conversación no es suya',
  'empty.forbidden.text': 'Se abre aquí por sí sola en cuanto se le asigne a usted.',
  'empty.refused.title': 'No se puede abrir',
  'empty.refused.text': 'Si el problema continúa, indique a su administrador el código de abajo.',
  'empty.nothingYet.title': 'Nada todavía',
  'empty.nothingYet.text': 'La conversación, lo que quiere el cliente y a quién se asigna aparecen aquí.',

  // What is shown is old
  'stale.forbidden': 'Esta conversación ya no es suya.',
  'stale.unauthorized':
    'Se ha pedido a su escritorio que inicie la sesión de nuevo. Si esto sigue así, recargue la página.',
  'stale.refused': 'Ya no llegan actualizaciones. Si el problema continúa, indique el código a su administrador.',
  'stale.offline': 'No se puede contactar con el servidor. Aquí faltan los mensajes nuevos; su chat no se ve afectado.',
  'stale.title': 'Lo que ve puede estar desactualizado',

  // What the customer wants, and how sure that is
  'intent.label': 'Qué quiere',
  'intent.none': 'Aún no reconocido',
  'intent.figure': '{score} de certeza; se necesita {threshold} para asignar',
  'confidence.strong': 'Coincidencia clara',
  'confidence.likely': 'Coincidencia probable',
  'confidence.weak': 'Coincidencia débil',

  // What the agent might answer
  'suggestions.label': 'Sugerencias',
  'suggestions.off': 'Las sugerencias están desactivadas.',
  'suggestions.none.topic': 'Aún no hay sugerencias: aparecen cuando el cliente escribe sobre un tema vigilado.',
  'suggestions.none.unhappy': 'Aún no hay sugerencias: aparecen cuando el cliente parece descontento.',
  'suggestions.none.either':
    'Aún no hay sugerencias: aparecen cuando el cliente escribe sobre un tema vigilado o parece descontento.',
  'suggestions.none.every': 'Aún no hay sugerencias: aparecen cuando el cliente escribe.',
  'suggestions.none.asked': 'Aún no hay sugerencias: aparecen cuando usted las pide.',
  'suggestions.noneFor': 'Ninguna sugerencia para este mensaje',
  'suggestions.answers': 'Para «{text}»',
  'suggestions.stale': 'El cliente ha vuelto a escribir',
  'suggestions.staleHint':
    'El cliente ha vuelto a escribir: estas sugerencias responden a un mensaje anterior. Aún puede usarlas.',
  'suggestions.search.working': 'Buscando…',
  'suggestions.search.slow': 'Aún buscando…',
  'suggestions.request': 'Sugerir ahora',
  'suggestions.notRequested':
    'No hay nuevas sugerencias: {reason, select, not_found {esta conversación ha terminado o ya no se conoce} forbidden {esta conversación no es suya} rate_limited {se han pedido demasiadas. Inténtelo de nuevo en un minuto} no_answer {el servidor no respondió. Inténtelo de nuevo} unavailable {el servidor no tiene ninguna ahora. Inténtelo de nuevo} other {el servidor lo rechazó ({reason})}}.',
  'suggestions.fresh':
    '{count, plural, one {# grupo nuevo de sugerencias} many {# grupos nuevos de sugerencias} other {# grupos nuevos de sugerencias}}',
  'suggestions.freshMore':
    '{count, plural, one {# sugerencia nueva} many {# sugerencias nuevas} other {# sugerencias nuevas}}',
  'suggestions.now': 'Sugerir ya',
  'suggestions.earlier':
    '{count, plural, one {# sugerencia anterior} many {# sugerencias anteriores} other {# sugerencias anteriores}}',
  'suggestions.readMore': 'más',
  'suggestions.readLess': 'menos',
  'suggestions.withheld':
    '{reason, select, low_confidence {{count, plural, one {# retenida: certeza insuficiente} many {# retenidas: certeza insuficiente} other {# retenidas: certeza insuficiente}}} no_confidence {{count, plural, one {# retenida: sin certeza indicada} many {# retenidas: sin certeza indicada} other {# retenidas: sin certeza indicada}}} too_long {{count, plural, one {# retenida: demasiado larga} many {# retenidas: demasiado largas} other {# retenidas: demasiado largas}}} empty {{count, plural, one {# retenida: sin texto} many {# retenidas: sin texto} other {# retenidas: sin texto}}} other {{count, plural, one {# sugerencia retenida: {rule}} many {# sugerencias retenidas: {rule}} other {# sugerencias retenidas: {rule}}}}}',
  'suggestions.generic':
    'Respuestas genéricas: las sugerencias en directo no están disponibles{reason, select, timeout {: no hubo respuesta a tiempo} unavailable {: no se puede contactar con el servicio} rate_limited {: el servicio no admite más solicitudes por el momento} credentials {: falló el inicio de sesión en el servicio} permission {: el servicio no lo permite} refused {: el servicio rechazó la solicitud} not_found {: el servicio no conoce la solicitud} bad_answer {: no se pudo leer la respuesta} not_configured {: el servicio no está configurado} other {}}.',
  'suggestions.genericSince':
    'Respuestas genéricas: las sugerencias en directo no están disponibles desde las {at}{reason, select, timeout {: no hubo respuesta a tiempo} unavailable {: no se puede contactar con el servicio} rate_limited {: el servicio no admite más solicitudes por el momento} credentials {: falló el inicio de sesión en el servicio} permission {: el servicio no lo permite} refused {: el servicio rechazó la solicitud} not_found {: el servicio no conoce la solicitud} bad_answer {: no se pudo leer la respuesta} not_configured {: el servicio no está configurado} other {}}.',
  'suggestions.genericReply': 'Respuesta genérica',
  'suggestions.from.cognigy': 'Cognigy',
  'suggestions.from.knowledge': 'Conocimiento',
  'suggestions.internal': 'Interno',
  'suggestions.internalHint': 'Solo para agentes: no debe llegar así al cliente',
  'suggestions.anyway.insert': 'Solo para agentes. ¿Insertar de todos modos?',
  'suggestions.anyway.replace': 'Solo para agentes. ¿Reemplazar el borrador de todos modos?',
  'suggestions.anyway.copy': 'Solo para agentes. ¿Copiar de todos modos?',
  'suggestions.anyway.do.insert': 'Insertar igualmente',
  'suggestions.anyway.do.replace': 'Reemplazar igualmente',
  'suggestions.anyway.do.copy': 'Copiar igualmente',
  'suggestions.figure': '{score} de certeza',
  'suggestions.unrated': 'Sin valorar',
  'suggestions.unratedHint': 'La fuente no indica su grado de certeza',
  'suggestions.openSource': 'Abrir «{title}» en una pestaña nueva',
  'suggestions.newTab': 'se abre en una pestaña nueva',
  'suggestions.insert': 'Insertar',
  'suggestions.inserted': 'Insertada',
  'suggestions.insertAgain': 'Insertar de nuevo',
  'suggestions.altered': 'Insertada, pero el campo de respuesta cambió el texto. Léalo antes de enviarlo.',
  'suggestions.notInserted':
    '{reason, select, refused {No insertada: ahora no se puede escribir la respuesta.} no_answer {Quizá no insertada: su escritorio no respondió. Compruebe su respuesta.} no_composer {No insertada: en esta página no hay campo de respuesta.} not_visible {No insertada: el campo de respuesta no está a la vista.} not_writable {No insertada: ahora no se puede escribir en el campo de respuesta.} too_long {No insertada: la respuesta sería demasiado larga.} not_kept {No insertada: el campo de respuesta no conservaría el texto tal como es. Cópielo en su lugar.} other_conversation {No insertada: la respuesta abierta es de otra conversación.} not_loaded {No insertada: no se pudo cargar una parte del panel. Inténtelo de nuevo.} other {No insertada: {said}}}',
  'suggestions.notTakenBack':
    '{reason, select, no_answer {Quizá siga en la respuesta: su escritorio no respondió. Compruebe su respuesta.} no_composer {No se retiró: en esta página ya no hay campo de respuesta.} not_visible {No se retiró: el campo de respuesta no está a la vista.} not_writable {No se retiró: ahora no se puede escribir en el campo de respuesta.} other_conversation {No se retiró: la respuesta abierta es de otra conversación.} changed_since {No se retiró: la respuesta ha cambiado desde entonces.} refused {No se retiró: su escritorio no lo permite.} other {No se retiró: {said}}}',
  'suggestions.copy': 'Copiar',
  'suggestions.copied': 'Copiada',
  'suggestions.copyAgain': 'Copiar de nuevo',
  'suggestions.copyFailed': 'No se copió: el navegador lo impidió. Seleccione el texto y cópielo a mano.',
  'suggestions.helpful': 'Útil',
  'suggestions.unhelpful': 'No útil',
  'suggestions.rated.helpful': 'Marcada como útil',
  'suggestions.rated.unhelpful': 'Marcada como no útil',
  'suggestions.dismiss': 'Descartar',
  'suggestions.dismissed': 'Descartada',
  'suggestions.insertedEdited': 'Insertada con cambios',
  'suggestions.takenBack': 'Retirada',
  'suggestions.replace': 'Reemplazar borrador',
  'suggestions.edit': 'Editar',
  'suggestions.editLabel': 'Texto que se insertará',
  'suggestions.cancel': 'Cancelar',
  'suggestions.more': 'Más',
  'suggestions.why': '¿Por qué no es útil? (opcional)',
  'suggestions.reason.inaccurate': 'Incorrecta',
  'suggestions.reason.incomplete': 'Incompleta',
  'suggestions.reason.irrelevant': 'No viene al caso',
  'suggestions.reason.too_slow': 'Demasiado tarde',
  'suggestions.reason.other': 'Otro motivo',
  'suggestions.reasonNoted': 'Motivo anotado',
  'suggestions.feedback.waiting': 'Su valoración aún no se ha guardado.',
  'suggestions.feedback.lost': 'Su valoración no se guardó.',

  // Searching the operator's own knowledge
  'search.label': 'Buscar en el conocimiento',
  'search.close': 'Cerrar la búsqueda',
  'search.hint': 'Palabras de un artículo o una respuesta',
  'search.proposal': 'Buscar las palabras del cliente',
  'search.results': 'Resultados',
  'search.count': '{count, plural, one {# resultado} many {# resultados} other {# resultados}}',
  'search.none': 'Nada sobre «{query}». Pruebe con menos palabras.',
  'search.withheld':
    '{count, plural, one {# resultado retenido por la política} many {# resultados retenidos por la política} other {# resultados retenidos por la política}}',
  'search.slow': 'Aún buscando…',
  'search.refused':
    '{reason, select, not_found {Esta conversación ha terminado o ya no se conoce.} forbidden {Esta conversación no es suya.} rate_limited {Demasiadas búsquedas. Inténtelo de nuevo en un minuto.} no_answer {No se puede contactar con el servidor. Sus palabras se conservan.} unavailable {La búsqueda no está disponible ahora.} other {La búsqueda fue rechazada ({reason}).}}',
  'search.retry': 'Intentar de nuevo',
  'search.kind.article': 'Artículo',
  'search.kind.reply': 'Respuesta',
  'search.untitled': 'Sin título',
  'search.answer': 'Responder con estos',
  'search.answerAgain': 'Otra vez',
  'search.writing': 'Un modelo está escribiendo una respuesta con estos textos…',
  'search.writingSlowly': 'El modelo sigue escribiendo…',
  'search.byModel': 'Escrito por un modelo',
  'search.answered': 'Hay una respuesta, escrita por un modelo',
  'search.notAnswered':
    '{reason, select, not_found {Sin respuesta: ninguno de estos textos lo responde.} forbidden {Sin respuesta: esta conversación no es suya.} rate_limited {Sin respuesta: se pidieron demasiadas. Inténtelo de nuevo en un minuto.} no_answer {Sin respuesta: no se puede contactar con el servidor.} unavailable {Sin respuesta: el modelo no está disponible ahora.} other {Sin respuesta: fue rechazada ({reason}).}}',
  'search.citations': 'Tomado de',
  'search.showCited': 'Mostrar «{title}»',

  // The keys, and what each does
  'keys.label': 'Teclas',
  'keys.hint': '{act} ({key})',
  'keys.next': 'sugerencia siguiente',
  'keys.previous': 'sugerencia anterior',
  'keys.first': 'primera sugerencia',
  'keys.last': 'última sugerencia',
  'keys.insert': 'insertar',
  'keys.replace': 'reemplazar el borrador',
  'keys.copy': 'copiar',
  'keys.edit': 'editar y luego insertar',
  'keys.dismiss': 'descartar',
  'keys.undo': 'deshacer',
  'keys.helpful': 'útil',
  'keys.unhelpful': 'no útil',
  'keys.menu': 'más sobre la sugerencia',
  'keys.source': 'abrir la fuente',
  'keys.search': 'buscar en el conocimiento',
  'keys.suggest': 'sugerir ahora',
  'keys.escalate': 'escalar',
  'keys.hide': 'quitar el aviso de escalado',
  'keys.keys': 'esta lista',
  'keys.reason': 'motivo, tras «no útil»',
  'keys.reach': 'a este panel y de vuelta',
  'keys.leave': 'de vuelta adonde estaba',
  'keys.scope': 'Estas teclas funcionan en el panel, esté donde esté el foco dentro de él. Pulse una para cambiarla.',
  'keys.change': '{act}: {key}. Cambiar',
  'keys.none': 'ninguna tecla',
  'keys.press': 'Pulse una tecla para: {act}',
  'keys.taken': '{key} ya está en uso: {by}',
  'keys.notAllowed': 'Esta tecla no se puede usar. Pulse otra, o Escape.',
  'keys.changed': '{act}: {key}',
  'keys.reset': 'Teclas originales',
  'keys.close': 'Cerrar',

  // Where the conversation went
  'routing.label': 'Asignada a',
  'routing.none': 'Aún sin asignar',
  'routing.withBot': 'Aún con el bot',
  'routing.notSure': 'No estaba lo bastante seguro de lo que quiere el cliente.',
  'routing.notRouted': 'Sin asignar',
  'routing.overflow': 'No había nadie disponible en {wanted}: enviada a {skill}.',
  'routing.unmapped': 'Aún no hemos podido asignarlo a un grupo: enviada a {skill}.',
  'routing.failed': 'No asignada a {skill}',
  'routing.unclear': 'No está claro si se asignó a {skill}',
  'routing.failure.not_found':
    'CXone no conoce esta conversación. Puede que haya finalizado. Transfiérala a mano si debe pasar a otro grupo.',
  'routing.failure.already_routed_or_ended':
    'CXone indica que ya está asignada o que ha finalizado. Si la tiene usted, no hay nada que hacer.',
  'routing.failure.credentials':
    'Falló el inicio de sesión en CXone. Transfiérala a mano si debe pasar a otro grupo. Avise a su administrador.',
  'routing.failure.permission':
    'CXone no permite la asignación. Transfiérala a mano si debe pasar a otro grupo. Avise a su administrador.',
  'routing.failure.rate_limited':
    'CXone no admite más solicitudes por el momento. Transfiérala a mano si debe pasar a otro grupo.',
  'routing.failure.timeout':
    'CXone no respondió a tiempo, así que puede estar asignada igualmente. Compruébelo antes de transferirla.',
  'routing.failure.unavailable': 'No se pudo contactar con CXone. Transfiérala a mano si debe pasar a otro grupo.',
  'routing.failure.refused':
    'CXone rechazó la asignación. Transfiérala a mano si debe pasar a otro grupo. Avise a su administrador.',

  // A conversation that the bot handed over
  'handover.title': 'Transferida por el bot',
  'handover.folded': 'Transferida',
  'handover.at': 'Transferida por el bot, {at}',
  'handover.customer': 'Cliente',
  'handover.wants': 'Qué quiere',
  'handover.reason': 'Motivo',
  'handover.summary': 'Resumen',
  'handover.queue': 'Cola',
  'handover.collected': 'Datos recogidos por el bot',
  'handover.unnamed': 'Otros',
  'handover.warnings': 'Por comprobar',
  'handover.severity.warning': 'Advertencia',
  'handover.severity.error': 'Error',
  'handover.finding': '{severity} ({code}): {message}',
  'handover.fix': 'Solución',
  'handover.showAll': 'Mostrar todo',
  'handover.showLess': 'Mostrar menos',
  'handover.more': '{count, number} más',
  'handover.moreWarnings':
    '{count, plural, one {# advertencia más} many {# advertencias más} other {# advertencias más}}',
  'handover.copy': 'Copiar',
  'handover.copied': 'Copiado',
  'handover.whole': 'los datos de la transferencia',
  'handover.newer': '{count, plural, one {# más reciente} many {# más recientes} other {# más recientes}}',
  'handover.newerHint': 'El bot ha vuelto a transferir esta conversación. Mostrar.',
  'handover.announced': 'Transferida por el bot: {about}',
  'handover.announcedBoth': 'Transferida por el bot: {customer}, {intent}',

  // Messages that the bot did not understand
  'fallback.title': 'El bot no entendió',
  'fallback.escalated': 'El bot ofreció un agente al cliente.',
  'fallback.probably': 'Probablemente el cliente quería decir',
  'fallback.perhaps': 'Quizá el cliente quería decir',
  'fallback.noIdea': 'Nada de lo que conoce el bot se le parece.',
  'fallback.hint': 'Elija una opción: se guarda para enseñar al bot.',
  'fallback.more': '{count, number} más',
  'fallback.dismiss': 'Descartar',
  'fallback.dismissed': 'Descartado',
  'fallback.noneOfThese': 'Ninguna de estas',
  'fallback.noneFits': 'Ninguna de las hipótesis encaja',
  'fallback.done': 'Listo',
  'fallback.details': 'Detalles',
  'fallback.figures': '{score} de certeza: redacción {wording}, historial {history}',
  'fallback.saving': 'Guardando…',
  'fallback.noted': 'Anotado: el cliente quería decir {intent}',
  'fallback.notedByOther': 'Anotado por otra persona: el cliente quería decir {intent}',
  'fallback.change': 'Cambiar',
  'fallback.notSaved':
    '{code, select, no_answer {Aún no se ha guardado: el servidor no responde. Se enviará de nuevo en cuanto responda.} forbidden {No se guardó: esta conversación no es suya.} invalid {No se guardó: el servidor no lo aceptó.} other {Aún no se ha guardado: el servidor no puede guardarlo ahora ({code}).}}',
  'fallback.again': 'Intentar de nuevo',
  'fallback.newer': '{count, plural, one {# más reciente} many {# más recientes} other {# más recientes}}',
  'fallback.newerHint': 'El bot tampoco entendió el siguiente mensaje del cliente. Mostrar.',
  'fallback.understood': 'entendido después',
  'fallback.open': 'Mostrar',
  'fallback.guesses':
    '{count, plural, one {# suposición} many {# suposiciones} other {# suposiciones}} de lo que se quiso decir',
  'fallback.announced':
    'El bot no entendió. {count, plural, one {# hipótesis} many {# hipótesis} other {# hipótesis}}; la primera es {intent}',
  'fallback.announcedNone': 'El bot no entendió y no tiene ninguna hipótesis',

  // Frustration, and how it is scored
  'frustration.label': 'Frustración',
  'frustration.level.standard': 'Tranquilo',
  'frustration.level.supervisor': 'Tenso',
  'frustration.level.manager': 'Enfadado',
  'frustration.trend.rising': 'en aumento',
  'frustration.trend.steady': 'estable',
  'frustration.trend.falling': 'en descenso',
  'frustration.tone.negative': 'suena negativo',
  'frustration.tone.neutral': 'suena neutro',
  'frustration.tone.positive': 'suena positivo',
  'frustration.figure': '{figure, number} de 100',
  'frustration.history': 'Por mensaje, del más antiguo al más reciente: {figures}.',
  'frustration.rose': 'Subió con {message}',
  'frustration.showMessage': 'Mostrar este mensaje',
  'frustration.since': 'desde las {at}',
  'frustration.none': 'Aún no hay mensajes que evaluar.',
  'frustration.one': 'Un mensaje hasta ahora.',
  'frustration.soon': 'Aún sin evaluar.',
  'frustration.scoredHere': 'Evaluado en este navegador ({backend}).',
  'frustration.scoredByService': 'Evaluado por el servicio.',
  'frustration.scoredInTranslation': 'Evaluado en traducción, por el servicio.',
  'frustration.service.no_worker': 'Evaluado por el servicio: esta página no permite scripts en segundo plano.',
  'frustration.service.no_wasm': 'Evaluado por el servicio: esta página no permite WebAssembly.',
  'frustration.service.not_loaded': 'Evaluado por el servicio: no se pudo cargar el modelo.',
  'frustration.service.unfit_model': 'Evaluado por el servicio: el modelo de esta página no se puede usar.',
  'frustration.service.broken': 'Evaluado por el servicio: la evaluación falló aquí.',
  'frustration.loading': 'Preparando la evaluación: {percent}',
  'frustration.unavailable.no_worker':
    'Sin evaluar: esta página no permite scripts en segundo plano y el servicio no puede ahora mismo. Se reintenta automáticamente.',
  'frustration.unavailable.no_wasm':
    'Sin evaluar: esta página no permite WebAssembly y el servicio no puede ahora mismo. Se reintenta automáticamente.',
  'frustration.unavailable.not_loaded':
    'Sin evaluar: no se pudo cargar el modelo y el servicio no puede ahora mismo. Se reintenta automáticamente.',
  'frustration.unavailable.unfit_model':
    'Sin evaluar: el modelo de esta página no se puede usar y el servicio no puede ahora mismo. Se reintenta automáticamente.',
  'frustration.unavailable.broken':
    'Sin evaluar: la evaluación falló aquí y el servicio no puede ahora mismo. Se reintenta automáticamente.',
  'frustration.unavailable.operator':
    'Sin evaluar: corresponde al servicio, que no puede ahora mismo. Se reintenta automáticamente.',
  'frustration.language': 'Sin evaluar: el cliente escribe en un idioma que el modelo no domina.',
  'frustration.off': 'La frustración está desactivada.',
  'frustration.toggle': 'Evaluar la frustración',
  'frustration.details': 'Detalles',
  'frustration.rises.standard': 'El cliente suena tranquilo',
  'frustration.rises.supervisor': 'El cliente suena tenso',
  'frustration.rises.manager': 'El cliente suena enfadado',

  // Escalation by hand
  'escalate.open': 'Escalar…',
  'escalate.title': 'Escalar esta conversación',
  'escalate.level': 'A quién',
  'escalate.level.supervisor': 'Supervisor',
  'escalate.level.manager': 'Gerente',
  'escalate.reason': 'Motivo (opcional)',
  'escalate.reason.superior': 'Pide hablar con un superior',
  'escalate.reason.upset': 'Muy alterado',
  'escalate.reason.beyond': 'Excede lo que puedo decidir',
  'escalate.send': 'Escalar',
  'escalate.sending': 'Avisando a la plataforma del bot…',
  'escalate.slow': 'Aún se espera una respuesta…',
  'escalate.cancel': 'Cancelar',
  'escalate.done.supervisor': 'Escalada a un supervisor.',
  'escalate.done.manager': 'Escalada a un gerente.',
  'escalate.failed': 'No se escaló. {why}',
  'escalate.noAnswer': 'El servidor no respondió. Puede que se haya escalado igualmente.',
  'escalate.forbidden': 'Esta conversación no es suya.',
  'escalate.retry': 'Intentar de nuevo',
  'escalate.elsewhere': 'En la conversación que dejó: {sentence}',

  // An escalation, by whomever
  'escalation.title.supervisor': 'Escalada a un supervisor',
  'escalation.title.manager': 'Escalada a un gerente',
  'escalation.cause.frustration': 'El cliente está frustrado.',
  'escalation.cause.agent': 'Lo pidió un agente.',
  'escalation.cause.misunderstood': 'El bot no pudo ayudar.',
  'escalation.frustrationAt': 'El cliente estaba frustrado: {figure, number} de 100.',
  'escalation.byYou': 'Usted lo pidió.',
  'escalation.byName': '{name} lo pidió.',
  'escalation.calmer': 'El cliente se ha calmado desde entonces.',
  'escalation.putAway': 'Quitar',

  // What was said
  'transcript.label': 'Transcripción',
  'transcript.count': '{count, plural, one {# mensaje} many {# mensajes} other {# mensajes}}',
  'transcript.speaker.customer': 'Cliente',
  'transcript.speaker.agent': 'Agente',
  'transcript.speaker.bot': 'Bot',
  'transcript.empty': 'Aún no hay mensajes.',
  'transcript.fresh': '{count, plural, one {# nuevo} many {# nuevos} other {# nuevos}}',
  'transcript.showFresh':
    '{count, plural, one {# mensaje nuevo, ir al más reciente} many {# mensajes nuevos, ir al más reciente} other {# mensajes nuevos, ir al más reciente}}',
  'transcript.truncated': 'Abreviado: el resto no se muestra aquí.',
}
