/** What the sign-in window says where it has to stay open, in the languages that the panel speaks. */
import type { SignInRefusal } from '../../shared/wire/sign-in.ts'

interface SignInWords extends Readonly<Record<SignInRefusal, string>> {
  readonly title: string
  readonly signedIn: string
  readonly signedOut: string
  /** What to do, once all is said. */
  readonly close: string
}

export const SIGN_IN_WORDS = {
  en: {
    title: 'Sign in',
    signedIn: 'You are signed in.',
    signedOut: 'You are signed out.',
    close: 'You can close this window and go on in the panel.',
    denied: 'The sign-in was refused, or called off.',
    mixed_up: 'This sign-in was begun in another window or browser, or too long ago.',
    replayed: 'This sign-in was used already.',
    clock: 'The clocks of this service and of the sign-in are too far apart. Please tell your administrator.',
    not_genuine: 'What came back is not an answer to this sign-in.',
    no_agent: 'The sign-in does not say which agent you are. Please tell your administrator.',
    not_set_up: 'The sign-in is not set up properly. Please tell your administrator.',
    unavailable: 'The sign-in cannot be reached right now. Please try again in a moment.',
    too_many: 'There were too many tries from here. Please wait a minute.',
  },
  de: {
    title: 'Anmelden',
    signedIn: 'Sie sind angemeldet.',
    signedOut: 'Sie sind abgemeldet.',
    close: 'Sie können dieses Fenster schließen und im Panel weiterarbeiten.',
    denied: 'Die Anmeldung wurde abgelehnt oder abgebrochen.',
    mixed_up: 'Diese Anmeldung wurde in einem anderen Fenster oder Browser begonnen, oder vor zu langer Zeit.',
    replayed: 'Diese Anmeldung wurde schon verwendet.',
    clock:
      'Die Uhren dieses Dienstes und der Anmeldung gehen zu weit auseinander. Bitte sagen Sie es Ihrer Administration.',
    not_genuine: 'Was zurückkam, ist keine Antwort auf diese Anmeldung.',
    no_agent: 'Die Anmeldung sagt nicht, welcher Agent Sie sind. Bitte sagen Sie es Ihrer Administration.',
    not_set_up: 'Die Anmeldung ist nicht richtig eingerichtet. Bitte sagen Sie es Ihrer Administration.',
    unavailable: 'Die Anmeldung ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.',
    too_many: 'Von hier kamen zu viele Versuche. Bitte warten Sie eine Minute.',
  },
  es: {
    title: 'Iniciar sesión',
    signedIn: 'Ha iniciado sesión.',
    signedOut: 'Ha cerrado la sesión.',
    close: 'Puede cerrar esta ventana y seguir en el panel.',
    denied: 'El inicio de sesión se rechazó o se canceló.',
    mixed_up: 'Este inicio de sesión se empezó en otra ventana u otro navegador, o hace demasiado tiempo.',
    replayed: 'Este inicio de sesión ya se ha utilizado.',
    clock: 'Los relojes de este servicio y del inicio de sesión difieren demasiado. Avise a su administración.',
    not_genuine: 'Lo que ha llegado no es una respuesta a este inicio de sesión.',
    no_agent: 'El inicio de sesión no indica qué agente es usted. Avise a su administración.',
    not_set_up: 'El inicio de sesión no está bien configurado. Avise a su administración.',
    unavailable: 'No se puede acceder al inicio de sesión en este momento. Inténtelo de nuevo en un momento.',
    too_many: 'Ha habido demasiados intentos desde aquí. Espere un minuto.',
  },
  fr: {
    title: 'Se connecter',
    signedIn: 'Vous êtes connecté.',
    signedOut: 'Vous êtes déconnecté.',
    close: 'Vous pouvez fermer cette fenêtre et continuer dans le panneau.',
    denied: 'La connexion a été refusée ou annulée.',
    mixed_up:
      'Cette connexion a été commencée dans une autre fenêtre ou un autre navigateur, ou il y a trop longtemps.',
    replayed: 'Cette connexion a déjà été utilisée.',
    clock: 'Les horloges de ce service et de la connexion sont trop décalées. Prévenez votre administration.',
    not_genuine: 'Ce qui est revenu n’est pas une réponse à cette connexion.',
    no_agent: 'La connexion n’indique pas quel agent vous êtes. Prévenez votre administration.',
    not_set_up: 'La connexion n’est pas configurée correctement. Prévenez votre administration.',
    unavailable: 'La connexion est injoignable pour le moment. Réessayez dans un instant.',
    too_many: 'Il y a eu trop de tentatives d’ici. Attendez une minute.',
  },
  ja: {
    title: 'サインイン',
    signedIn: 'サインインしました。',
    signedOut: 'サインアウトしました。',
    close: 'このウィンドウを閉じて、パネルで続けてください。',
    denied: 'サインインが拒否または中止されました。',
    mixed_up: 'このサインインは別のウィンドウやブラウザーで始められたか、時間が経ちすぎています。',
    replayed: 'このサインインはすでに使用されています。',
    clock: 'このサービスとサインインの時計が大きくずれています。管理者に知らせてください。',
    not_genuine: '届いたものは、このサインインへの応答ではありません。',
    no_agent: 'サインインの情報から、どのエージェントか分かりません。管理者に知らせてください。',
    not_set_up: 'サインインが正しく設定されていません。管理者に知らせてください。',
    unavailable: '現在、サインインに接続できません。しばらくしてからもう一度お試しください。',
    too_many: 'ここからの試行回数が多すぎます。1分ほどお待ちください。',
  },
  ar: {
    title: 'تسجيل الدخول',
    signedIn: 'تم تسجيل دخولك.',
    signedOut: 'تم تسجيل خروجك.',
    close: 'يمكنك إغلاق هذه النافذة والمتابعة في اللوحة.',
    denied: 'رُفض تسجيل الدخول أو أُلغي.',
    mixed_up: 'بدأ تسجيل الدخول هذا في نافذة أخرى أو متصفح آخر، أو قبل وقت طويل.',
    replayed: 'استُخدم تسجيل الدخول هذا من قبل.',
    clock: 'الفرق كبير بين ساعة هذه الخدمة وساعة تسجيل الدخول. يُرجى إبلاغ المسؤول.',
    not_genuine: 'ما وصل ليس ردًا على تسجيل الدخول هذا.',
    no_agent: 'لا يوضح تسجيل الدخول أيّ وكيل أنت. يُرجى إبلاغ المسؤول.',
    not_set_up: 'لم يُعدّ تسجيل الدخول بشكل صحيح. يُرجى إبلاغ المسؤول.',
    unavailable: 'يتعذر الوصول إلى تسجيل الدخول الآن. يُرجى المحاولة بعد قليل.',
    too_many: 'كانت هناك محاولات كثيرة من هنا. يُرجى الانتظار دقيقة.',
  },
} as const satisfies Readonly<Record<string, SignInWords>>

export type SignInLanguage = keyof typeof SIGN_IN_WORDS

const isSpoken = (language: string): language is SignInLanguage => Object.hasOwn(SIGN_IN_WORDS, language)
export const SIGN_IN_LANGUAGES: readonly SignInLanguage[] = Object.keys(SIGN_IN_WORDS).filter(isSpoken)

/** By a tag such as `de-AT`; English where it is not spoken. */
export const signInLanguage = (tag: string | undefined): SignInLanguage => {
  const language = (tag ?? '').split('-')[0]?.toLowerCase() ?? ''
  return isSpoken(language) ? language : 'en'
}
