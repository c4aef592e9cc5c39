import { type Cues, table } from './cues.ts'

const { words, phrases } = table

export const german: Cues = {
  isSpaced: true,
  greetings: phrases(
    'hallo | hi | hey | guten tag | guten morgen | guten abend | grüß gott | moin | servus | sehr geehrte damen und herren',
  ),
  courtesies: words(
    'danke vielen dank bitte ja nein ok okay gut super prima alles klar tschüss wiedersehen auf schönen tag gerne genau entschuldigung perfekt freundliche grüße',
  ),
  asks: phrases(
    'ich möchte | ich will | ich brauche | ich hätte gern | ich würde gern | ich würde gerne | ich suche | können sie | könnten sie | kann ich | könnte ich | wie kann ich | wie komme ich | ich wollte | ' +
      'wo ist | wo bleibt | wann kommt | wann ist | was kostet | wie lange | wie viel | warum | gibt es | haben sie | bitte | helfen | kündigen | umbuchen | buchen | bestellen | stornieren | ändern | reklamieren',
  ),
  problems: phrases(
    'funktioniert nicht | geht nicht | nicht angekommen | nicht erhalten | nicht bekommen | kaputt | defekt | beschädigt | falsch | falsche | fehlt | fehler | verloren | gestohlen | abgebucht | doppelt | ' +
      'gesperrt | vergessen | zu spät | problem mit | kann mich nicht | klappt nicht | nicht mehr | betrug',
  ),
  questions: words(
    'was wann wo warum wieso weshalb wer wen wem wessen welche welcher welches wie kann können könnte könnten ist sind haben hat gibt darf dürfte wird werden',
  ),
  generic: words(
    'hilfe helfen frage fragen problem probleme brauche möchte will etwas jemand sprechen anliegen gern gerne kurz mal',
  ),
  done: phrases(
    'wurde | wurden | ist jetzt | ist nun | sind jetzt | erfolgreich | ich habe | wir haben | habe ich | haben wir | ist gebucht | ist bestätigt | ist storniert | ist erledigt | ist geändert | ist veranlasst | ' +
      'nummer lautet | nummer ist | ist abgeschlossen',
  ),
  auxiliaries: [],
  isParticiple: () => false,
  failed: phrases(
    'leider | nicht möglich | nicht verfügbar | fehlgeschlagen | kann ich nicht | können wir nicht | konnte nicht | konnten nicht | abgelehnt | es gibt keine | nicht gefunden',
  ),
  promised: phrases(
    'ich werde | wir werden | werde ich | werden wir | sie erhalten | erhalten sie | sie bekommen | bekommen sie | wird ihnen | wird sich | werden ihnen | melde mich | melden uns | rufe sie | rufen sie an | ' +
      'schicke ihnen | sende ihnen | schicken wir | senden wir | leite | leiten wir | kümmere mich | kümmern uns | wird geliefert | wird erstattet | kommt am | sollte',
  ),
  immediate: phrases(
    'einen moment | einen augenblick | ich schaue | ich sehe nach | schaue ich | ich prüfe | lassen sie mich | moment bitte | ich brauche | ich benötige | wir benötigen | ich werde nachsehen',
  ),
  later: phrases(
    'innerhalb | bis morgen | morgen | werktage | werktagen | stunden | zurück bei ihnen | melde mich | melden uns | in kürze | erstattet | erstattung | nächste woche | bis zum',
  ),
  closings: phrases(
    'sonst noch | noch etwas | wie kann ich ihnen helfen | wie kann ich helfen | was kann ich für sie tun | kann ich ihnen helfen | kann ich sonst | schönen tag | auf wiedersehen | willkommen | ' +
      'mein name ist | gern geschehen | tut mir leid | ich verstehe | vielen dank | sind sie noch da',
  ),
  offers: phrases('möchten sie | soll ich | darf ich | kann ich | wollen sie'),
  misunderstood: phrases('nicht verstanden | verstehe nicht | verstehe ich nicht | bitte umformulieren'),
  secrets: phrases(
    'pin | passwort | kennwort | geheimzahl | geheimnummer | sicherheitsfrage | sicherheitscode | prüfziffer | cvv | cvc | tan | mädchenname | haustier | haustiers',
  ),
  reveals: phrases('passwort ist | passwort lautet | kennwort ist | kennwort lautet | pin ist | pin lautet'),
  labelAfter: words('mir ist lautet bitte auch um sagen nennen war'),
  labelBefore: words('ihre ihren ihr ihrer die den der das'),
  labelEnds: words('bitte für nennen sagen geben mitteilen angeben und oder nochmal noch durchgeben an mir zu'),
  times: words(
    'montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute morgen übermorgen gestern mittag januar februar märz april mai juni juli august september oktober november dezember wochenende',
  ),
  stop: words(
    'der die das den dem des ein eine einen einem einer und oder aber wenn dann so von zu in an auf bei für mit aus als ist sind war waren sein bin habe hat haben hatte ich sie er es wir ihr mich mir uns ihnen mein meine meinen meiner ihre ihren ' +
      'nicht kein keine ja nein kann können könnte würde werden wird soll muss auch nur noch schon sehr was wer wie wo wann warum dass daß da hier im am zum zur um über nach vor seit bitte denn doch mal',
  ),
}
