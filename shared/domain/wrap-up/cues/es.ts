import { type Cues, table } from './cues.ts'

const { words, phrases } = table

export const spanish: Cues = {
  isSpaced: true,
  greetings: phrases('hola | buenos días | buenas tardes | buenas noches | buenas | buen día | estimados | qué tal'),
  courtesies: words(
    'gracias muchas por favor sí si no vale ok okay bien perfecto genial claro adiós hasta luego de nada disculpe perdón bueno excelente estupendo',
  ),
  asks: phrases(
    'quiero | quisiera | necesito | me gustaría | querría | busco | estoy buscando | puede | puedes | podría | podrías | puedo | cómo puedo | ayuda con | ayúdeme | dónde está | cuándo llega | cuándo | cuánto | ' +
      'por qué | hay alguna | tienen | tiene | deseo | cancelar | cambiar | devolver | reservar | consultar | saber',
  ),
  problems: phrases(
    'no funciona | no me llega | no ha llegado | no llega | no he recibido | no recibí | no puedo | roto | rota | dañado | dañada | defectuoso | equivocado | incorrecto | error | falta | perdido | perdí | robado | robaron | ' +
      'cobrado | cobraron | cobro | doble | bloqueado | bloqueada | olvidé | olvidado | tarde | retraso | problema con | fraude',
  ),
  questions: words(
    'qué cuándo dónde cómo quién quiénes cuál cuáles cuánto cuánta cuántos cuántas puede puedo podría tiene tienen hay es está son',
  ),
  generic: words(
    'ayuda ayudar pregunta duda problema problemas necesito quiero quisiera algo alguien hablar consulta gustaría favor',
  ),
  done: phrases(
    'he | hemos | ha sido | han sido | se ha | se han | ya está | ya están | correctamente | con éxito | queda | quedó | está confirmada | está confirmado | está reservado | está reservada | le acabo de | número es | realizado | realizada',
  ),
  auxiliaries: [],
  isParticiple: () => false,
  failed: phrases(
    'lamentablemente | desafortunadamente | por desgracia | no es posible | no está disponible | no hay | no podemos | no puedo | no se pudo | no ha sido posible | rechazado | rechazada | falló | no encuentro',
  ),
  promised: phrases(
    'le enviaré | le enviaremos | enviaremos | le llamaré | le llamaremos | llamaremos | le devolveremos | devolveremos | recibirá | recibirás | va a recibir | le llegará | llegará | nos pondremos | me pondré | se pondrá | contactaremos | ' +
      'le avisaré | le avisaremos | avisaremos | voy a | vamos a | será | serán | se le | tramitaré | tramitaremos | haremos | haré',
  ),
  immediate: phrases(
    'un momento | déjeme | permítame | voy a comprobar | voy a revisar | voy a mirar | voy a verificar | un segundo | espere | necesitaré | voy a necesitar',
  ),
  later: phrases(
    'en un plazo | horas | días hábiles | días laborables | mañana | en breve | dentro de | lo antes posible | próxima semana | antes de',
  ),
  closings: phrases(
    'algo más | en qué puedo ayudarle | en qué puedo ayudarte | cómo puedo ayudarle | cómo puedo ayudarte | puedo ayudarle | puedo ayudar | que tenga | buen día | hasta luego | bienvenido | bienvenida | me llamo | mi nombre es | de nada | lo siento | entiendo | gracias por | sigue ahí',
  ),
  offers: phrases('desea que | quiere que | le gustaría | puedo | te gustaría'),
  misunderstood: phrases('no entiendo | no le entiendo | no he entendido | no comprendo | puede reformular'),
  secrets: phrases(
    'pin | contraseña | clave | código de seguridad | pregunta de seguridad | cvv | cvc | mascota | soltera | código secreto',
  ),
  reveals: phrases('contraseña es | clave es | pin es'),
  labelAfter: words('me es decirme darme facilitarme indicar indicarme facilitar confirmar dar'),
  labelBefore: words('su sus el la los las tu tus'),
  labelEnds: words('por favor para y o que de nuevo me puede otra'),
  times: words(
    'lunes martes miércoles jueves viernes sábado domingo hoy mañana ayer mediodía enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  ),
  stop: words(
    'el la los las un una unos unas y o pero si entonces de del a al en por para con sin como es son era fue ser estar está están estoy he ha han había yo tú usted él ella nosotros ustedes ellos me te le lo nos les mi mis su sus tu tus ' +
      'no sí ya muy más también que qué quién cuál cuando donde este esta esto ese esa eso hay se porque hasta desde todo',
  ),
}
