import { type Cues, table } from './cues.ts'

const { words, phrases } = table

export const french: Cues = {
  isSpaced: true,
  greetings: phrases('bonjour | bonsoir | salut | coucou | madame monsieur | bonjour à vous'),
  courtesies: words(
    "merci beaucoup s'il vous plaît plait oui non ok okay d'accord bien parfait super très au revoir bonne journée de rien pardon désolé désolée volontiers entendu excellent",
  ),
  asks: phrases(
    "je veux | je voudrais | j'aimerais | je souhaite | je souhaiterais | j'ai besoin | il me faut | je cherche | pouvez-vous | pourriez-vous | pouvez vous | pourriez vous | puis-je | puis je | est-ce que | est ce que | comment puis-je | comment | où est | où se trouve | " +
      'quand | combien | pourquoi | avez-vous | avez vous | y a-t-il | aider | annuler | modifier | changer | réserver | rembourser | résilier',
  ),
  problems: phrases(
    "ne fonctionne pas | ne marche pas | pas reçu | pas arrivé | pas arrivée | n'est pas arrivé | cassé | cassée | abîmé | défectueux | erreur | mauvais | mauvaise | manque | perdu | perdue | volé | volée | débité | prélevé | double | " +
      "bloqué | bloquée | oublié | retard | problème avec | je n'arrive pas | fraude | toujours pas",
  ),
  questions: words(
    "que quoi quand où pourquoi qui quel quelle quels quelles comment combien puis-je pouvez est-ce avez y peut-on qu'est-ce",
  ),
  generic: words(
    'aide aider question problème problèmes besoin voudrais veux souhaite aimerais quelque chose parler renseignement quelqu’un',
  ),
  done: phrases(
    "j'ai | nous avons | a été | ont été | est maintenant | sont maintenant | avec succès | c'est fait | est confirmée | est confirmé | est réservé | est réservée | est annulée | est annulé | vient d'être | je viens de | numéro est | est enregistré | est enregistrée | a bien été",
  ),
  auxiliaries: [],
  isParticiple: () => false,
  failed: phrases(
    "malheureusement | pas possible | pas disponible | impossible | n'a pas pu | ne peux pas | ne pouvons pas | a échoué | refusé | refusée | aucun | aucune | il n'y a pas",
  ),
  promised: phrases(
    'je vais | nous allons | je vous enverrai | je vous envoie | nous vous enverrons | vous recevrez | vous allez recevoir | je vous rappelle | je vous rappellerai | nous vous rappellerons | nous vous contacterons | sera | seront | ' +
      'reviendrai vers vous | reviendrons vers vous | nous reviendrons | vous serez | je ferai | nous ferons | je transmets | nous transmettons | arrivera',
  ),
  immediate: phrases(
    "un instant | un moment | je vérifie | je regarde | laissez-moi | laissez moi | je vais vérifier | je vais regarder | j'aurai besoin | j'aurais besoin | je vais avoir besoin | j'ai besoin | patientez",
  ),
  later: phrases(
    'sous | heures | jours ouvrés | jours ouvrables | demain | prochainement | dans les plus brefs délais | semaine prochaine | avant le | bientôt',
  ),
  closings: phrases(
    "autre chose | comment puis-je vous aider | comment puis je vous aider | que puis-je faire pour vous | puis-je vous aider | en quoi puis-je | bonne journée | au revoir | bienvenue | je m'appelle | je vous en prie | désolé | désolée | je comprends | merci de | merci pour | toujours là",
  ),
  offers: phrases('souhaitez-vous | voulez-vous | voulez vous | souhaitez vous | puis-je | dois-je'),
  misunderstood: phrases("pas compris | ne comprends pas | n'ai pas compris | reformuler"),
  secrets: phrases(
    'pin | mot de passe | code secret | code de sécurité | question secrète | question de sécurité | cryptogramme | cvv | cvc | jeune fille | animal de compagnie',
  ),
  reveals: phrases('mot de passe est | code est | pin est'),
  labelAfter: words('est donner indiquer me avoir connaître moi communiquer confirmer'),
  labelBefore: words('votre vos le la les ton ta'),
  labelEnds: words("s'il svp pour et ou que à nouveau me plaît"),
  times: words(
    "lundi mardi mercredi jeudi vendredi samedi dimanche aujourd'hui demain hier midi minuit janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  ),
  stop: words(
    "le la les un une des du de d' et ou mais si alors à au aux en dans par pour avec sans comme est sont était être suis ai as a avons avez ont je tu vous il elle nous ils elles on me te se lui leur mon ma mes votre vos son sa ses notre nos " +
      "ne pas plus oui non ce cet cette ces ça que qui quoi quel quelle où quand comment pourquoi très aussi bien déjà encore j'ai c'est n'est qu'il l'on y",
  ),
}
