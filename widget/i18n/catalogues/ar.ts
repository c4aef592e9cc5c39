/**
 * Modern Standard Arabic, formal.
 *
 * agent: الموظف; customer: العميل; bot: الروبوت; suggestion: اقتراح; generic reply: رد عام; withheld: محجوب; handover: تسليم;
 * escalate: تصعيد; route: توجيه; group: مجموعة; queue: قائمة الانتظار; sign-in: تسجيل الدخول; score: تقييم; frustration: استياء;
 * match: تطابق; dismiss: استبعاد; transcript: نص المحادثة
 */
import type { Catalogue } from '../catalogue.ts'

export const ar: Catalogue = {
  // The panel as a whole
  'panel.label': 'مساعد الموظف',
  'panel.tryNow': 'المحاولة الآن',
  'panel.code': 'الرمز: {code}',
  'panel.undo': 'تراجع',
  'panel.undone': 'أُظهر من جديد',

  // How texts are put together
  'text.quoted': '«{text}»',
  'text.label': '{label}:',
  'text.labelled': '{label}: {text}',
  'text.both': '{first} {second}',

  // Times
  'time.now': 'الآن',
  'time.age': '{minutes, number} د',
  'time.seconds': '{seconds, number} ث',
  'time.minutes': '{minutes, number} د',

  // The line that tells how the connection is
  'status.idle': 'لا توجد محادثة',
  'status.notSetUp': 'غير متصل',
  'status.connecting': 'جارٍ الاتصال',
  'status.live': 'مباشر',
  'status.missed':
    '{count, plural, zero {لا تحديثات} one {تحديث واحد} two {تحديثان} few {# تحديثات} many {# تحديثًا} other {# تحديث}} أثناء غيابكم',
  'status.ended': 'انتهت المحادثة {at}',
  'status.interrupted': 'انقطع نص المحادثة المباشر منذ {at} — جارٍ إعادة الاتصال',
  'status.sessions': 'مباشر. تعذّر إبقاء الروبوت على اطلاع منذ {at}؛ لا يتأثر عملكم بذلك.',
  'status.degraded': 'خدمة محدودة: اقتراحات عامة منذ {at}',
  'status.reconnecting': 'جارٍ إعادة الاتصال منذ {duration}',
  'status.offline': 'غير متصل، آخر تحديث {at}',
  'status.unauthorized': 'رُفض تسجيل الدخول',
  'status.forbidden': 'ليست محادثتكم',
  'status.refused': 'يتعذّر الفتح',

  // What screen readers say
  'announced.both': '{first}. {second}',
  'announced.liveAgain':
    '{missed, plural, zero {عاد الاتصال المباشر} one {عاد الاتصال المباشر. تحديث واحد أثناء غيابكم} two {عاد الاتصال المباشر. تحديثان أثناء غيابكم} few {عاد الاتصال المباشر. # تحديثات أثناء غيابكم} many {عاد الاتصال المباشر. # تحديثًا أثناء غيابكم} other {عاد الاتصال المباشر. # تحديث أثناء غيابكم}}',
  'announced.reconnecting': 'انقطع الاتصال، جارٍ إعادة الاتصال',
  'announced.offline': 'غير متصل. قد يكون ما ترونه قديمًا',
  'announced.refused': 'مساعد الموظف غير متاح لهذه المحادثة',
  'announced.utterance': 'العميل: {text}',
  'announced.utterances':
    '{count, plural, zero {لا رسائل جديدة} one {رسالة جديدة واحدة} two {رسالتان جديدتان} few {# رسائل جديدة} many {# رسالة جديدة} other {# رسالة جديدة}}',
  'announced.suggestions':
    '{count, plural, zero {لا اقتراحات} one {اقتراح واحد} two {اقتراحان} few {# اقتراحات} many {# اقتراحًا} other {# اقتراح}}',
  'announced.suggestionsFor':
    '{count, plural, zero {لا اقتراحات للرد على: {text}} one {اقتراح واحد للرد على: {text}} two {اقتراحان للرد على: {text}} few {# اقتراحات للرد على: {text}} many {# اقتراحًا للرد على: {text}} other {# اقتراح للرد على: {text}}}',
  'announced.stillLooking': 'ما زال البحث عن اقتراحات جاريًا',
  'announced.generic':
    '{count, plural, zero {لا اقتراحات} one {رد عام واحد} two {ردّان عامّان} few {# ردود عامة} many {# ردًا عامًا} other {# رد عام}}',
  'announced.genericFor':
    '{count, plural, zero {لا اقتراحات للرد على: {text}} one {رد عام واحد على: {text}} two {ردّان عامّان على: {text}} few {# ردود عامة على: {text}} many {# ردًا عامًا على: {text}} other {# رد عام على: {text}}}',
  'announced.routed': 'وُجّهت إلى {skill}',
  'announced.routingFailed': 'تعذّر توجيهها إلى {skill}',
  'announced.escalated.supervisor': 'تصعيد: المشرف',
  'announced.escalated.manager': 'تصعيد: المدير',

  // Why there is nothing to see, and what will change that
  'empty.noConversation.title': 'لم تُحدَّد أي محادثة',
  'empty.noConversation.text': 'يُرجى اختيار محادثة من القائمة. يظهر هنا ما يريده العميل.',
  'empty.noBff.title': 'لم يُضبط الإعداد',
  'empty.noBff.text': 'لم تُخبر هذه الصفحة اللوحة بمكان خادمها. يُرجى مراجعة المسؤول.',
  'empty.invalidBff.title': 'لم يُضبط الإعداد',
  'empty.invalidBff.text': 'عنوان الخادم في هذه الصفحة ليس عنوان ويب. يُرجى مراجعة المسؤول.',
  'empty.noToken.title': 'بانتظار تسجيل الدخول',
  'empty.noToken.text': 'لم تُسجّل هذه الصفحة دخول اللوحة بعد.',
  'empty.connecting.title': 'جارٍ الاتصال',
  'empty.connecting.text': 'جارٍ جلب ما هو معروف عن هذه المحادثة.',
  'empty.slow.title': 'ما زال الاتصال جاريًا',
  'empty.slow.text': 'يستغرق هذا وقتًا أطول من المعتاد. لا تتأثر دردشتكم بذلك.',
  'empty.unreachable.title': 'لا يوجد اتصال بعد',
  'empty.unreachable.text': 'تعيد اللوحة المحاولة تلقائيًا. لا تتأثر دردشتكم بذلك.',
  'empty.unauthorized.title': 'رُفض تسجيل الدخول أو انتهت صلاحيته',
  'empty.unauthorized.text': 'طُلب من سطح المكتب تسجيل دخولكم من جديد. إذا استمرت المشكلة، يُرجى إعادة تحميل الصفحة.',
  'empty.forbidden.title': 'ليست محادثتكم',
  'empty.forbidden.text': 'تُفتح هنا تلقائيًا فور إسنادها إليكم.',
  'empty.refused.title': 'يتعذّر فتحها',
  'empty.refused.text': 'إذا استمرت المشكلة، يُرجى ذكر الرمز أدناه للمسؤول.',
  'empty.nothingYet.title': 'لا شيء بعد',
  'empty.nothingYet.text': 'تظهر هنا المحادثة وما يريده العميل والجهة التي تُوجَّه إليها.',

  // What is shown is old
  'stale.forbidden': 'لم تعد هذه المحادثة لكم. ما ترونه يعود إلى الوقت المذكور أعلاه.',
  'stale.unauthorized':
    'انتهت صلاحية تسجيل دخولكم. طُلب من سطح المكتب تجديدها؛ إذا استمرت المشكلة، يُرجى إعادة تحميل الصفحة.',
  'stale.refused': 'توقفت التحديثات. إذا استمرت المشكلة، يُرجى ذكر الرمز للمسؤول.',
  'stale.offline': 'يتعذّر الوصول إلى الخادم. لا تظهر الرسائل الجديدة هنا؛ لا تتأثر دردشتكم بذلك.',

  // What the customer wants, and how sure that is
  'intent.label': 'المطلوب',
  'intent.none': 'لم يُتعرَّف عليه بعد',
  'intent.figure': 'مؤكد بنسبة {score}، والمطلوب للتوجيه {threshold}',
  'confidence.strong': 'تطابق قوي',
  'confidence.likely': 'تطابق محتمل',
  'confidence.weak': 'تطابق ضعيف',

  // What the agent might answer
  'suggestions.label': 'الاقتراحات',
  'suggestions.off': 'الاقتراحات متوقفة.',
  'suggestions.none.topic': 'لا اقتراحات بعد: تظهر عندما يكتب العميل عن موضوع تتم متابعته.',
  'suggestions.none.unhappy': 'لا اقتراحات بعد: تظهر عندما يبدو العميل غير راضٍ.',
  'suggestions.none.either': 'لا اقتراحات بعد: تظهر عندما يكتب العميل عن موضوع تتم متابعته أو يبدو غير راضٍ.',
  'suggestions.noneFor': 'لا اقتراح لهذه الرسالة',
  'suggestions.answers': 'ردًا على «{text}»',
  'suggestions.stale': 'كتب العميل مجددًا',
  'suggestions.staleHint': 'كتب العميل مجددًا: هذه الاقتراحات ترد على رسالة سابقة. لا يزال بإمكانكم استخدامها.',
  'suggestions.search.working': 'جارٍ البحث…',
  'suggestions.search.slow': 'ما زال البحث جاريًا…',
  'suggestions.fresh':
    '{count, plural, zero {لا مجموعات اقتراحات جديدة} one {مجموعة اقتراحات جديدة} two {مجموعتا اقتراحات جديدتان} few {# مجموعات اقتراحات جديدة} many {# مجموعة اقتراحات جديدة} other {# مجموعة اقتراحات جديدة}}',
  'suggestions.withheld':
    '{reason, select, low_confidence {حُجب {count, number}: درجة تأكد غير كافية} no_confidence {حُجب {count, number}: بلا درجة تأكد} too_long {حُجب {count, number}: نص أطول من اللازم} empty {حُجب {count, number}: بلا نص} other {{count, plural, zero {لم يُحجب أي اقتراح: {rule}} one {حُجب اقتراح واحد: {rule}} two {حُجب اقتراحان: {rule}} few {حُجبت # اقتراحات: {rule}} many {حُجب # اقتراحًا: {rule}} other {حُجب # اقتراح: {rule}}}}}',
  'suggestions.generic':
    'ردود عامة: الاقتراحات المباشرة غير متاحة{reason, select, timeout {: لم يصل رد في الوقت المحدد} unavailable {: يتعذّر الوصول إلى الخدمة} rate_limited {: لا تقبل الخدمة مزيدًا من الطلبات حاليًا} credentials {: فشل تسجيل الدخول إلى الخدمة} permission {: لا تسمح الخدمة بذلك} refused {: رفضت الخدمة الطلب} not_found {: لا تعرف الخدمة هذا الطلب} bad_answer {: تعذّرت قراءة الرد} not_configured {: لم تُضبط الخدمة} other {}}.',
  'suggestions.genericSince':
    'ردود عامة: الاقتراحات المباشرة غير متاحة منذ {at}{reason, select, timeout {: لم يصل رد في الوقت المحدد} unavailable {: يتعذّر الوصول إلى الخدمة} rate_limited {: لا تقبل الخدمة مزيدًا من الطلبات حاليًا} credentials {: فشل تسجيل الدخول إلى الخدمة} permission {: لا تسمح الخدمة بذلك} refused {: رفضت الخدمة الطلب} not_found {: لا تعرف الخدمة هذا الطلب} bad_answer {: تعذّرت قراءة الرد} not_configured {: لم تُضبط الخدمة} other {}}.',
  'suggestions.genericReply': 'رد عام',
  'suggestions.figure': 'مؤكد بنسبة {score}',
  'suggestions.insert': 'إدراج',
  'suggestions.inserted': 'أُدرج',
  'suggestions.insertAgain': 'إدراج مجددًا',
  'suggestions.insertRefused': 'لم يُدرج: لا يمكن كتابة الرد الآن.',
  'suggestions.copy': 'نسخ',
  'suggestions.copied': 'نُسخ',
  'suggestions.copyAgain': 'نسخ مجددًا',
  'suggestions.copyFailed': 'لم يُنسخ: رفض المتصفح ذلك. يُرجى تحديد النص ونسخه يدويًا.',
  'suggestions.helpful': 'مفيد',
  'suggestions.unhelpful': 'غير مفيد',
  'suggestions.rated.helpful': 'وُسم بأنه مفيد',
  'suggestions.rated.unhelpful': 'وُسم بأنه غير مفيد',
  'suggestions.dismiss': 'استبعاد',
  'suggestions.dismissed': 'استُبعد',
  'suggestions.feedback.waiting': 'لم يُسجَّل تقييمكم بعد.',
  'suggestions.feedback.lost': 'لم يُسجَّل تقييمكم.',

  // The keys, and what each does
  'keys.label': 'المفاتيح',
  'keys.hint': '{act} ({key})',
  'keys.move': 'تنقّل',
  'keys.insert': 'إدراج',
  'keys.copy': 'نسخ',
  'keys.dismiss': 'استبعاد',
  'keys.undo': 'تراجع',
  'keys.helpful': 'مفيد',
  'keys.unhelpful': 'غير مفيد',

  // Where the conversation went
  'routing.label': 'وُجّهت إلى',
  'routing.none': 'لم تُوجَّه بعد',
  'routing.withBot': 'ما زالت مع الروبوت',
  'routing.notSure': 'لم يكن متأكدًا بما يكفي مما يريده العميل.',
  'routing.notRouted': 'لم تُوجَّه',
  'routing.overflow': 'لم يكن أحد متاحًا في {wanted}: أُرسلت إلى {skill}.',
  'routing.unmapped': 'لم تُحدَّد مجموعة لهذا المطلب: أُرسلت إلى {skill}.',
  'routing.failed': 'لم تُوجَّه إلى {skill}',
  'routing.failure.not_found': 'لا يعرف CXone هذه المحادثة. ربما انتهت. يُرجى تحويلها يدويًا إذا لزم نقلها.',
  'routing.failure.already_routed_or_ended':
    'يفيد CXone بأنها وُجّهت من قبل أو انتهت. إذا كانت لديكم، فلا داعي لأي إجراء.',
  'routing.failure.credentials': 'فشل تسجيل الدخول إلى CXone. يُرجى تحويلها يدويًا إذا لزم نقلها، وإبلاغ المسؤول.',
  'routing.failure.permission': 'لا يسمح CXone بالتوجيه. يُرجى تحويلها يدويًا إذا لزم نقلها، وإبلاغ المسؤول.',
  'routing.failure.rate_limited': 'لا يقبل CXone مزيدًا من الطلبات حاليًا. يُرجى تحويلها يدويًا إذا لزم نقلها.',
  'routing.failure.timeout': 'لم يرد CXone في الوقت المحدد، وقد تكون وُجّهت رغم ذلك. يُرجى التحقق قبل تحويلها.',
  'routing.failure.unavailable': 'تعذّر الوصول إلى CXone. يُرجى تحويلها يدويًا إذا لزم نقلها.',
  'routing.failure.refused': 'رفض CXone التوجيه. يُرجى تحويلها يدويًا إذا لزم نقلها، وإبلاغ المسؤول.',

  // A conversation that the bot handed over
  'handover.title': 'سلّمها الروبوت',
  'handover.folded': 'سُلّمت',
  'handover.at': 'سلّمها الروبوت، {at}',
  'handover.customer': 'العميل',
  'handover.wants': 'المطلوب',
  'handover.reason': 'السبب',
  'handover.summary': 'الملخص',
  'handover.queue': 'قائمة الانتظار',
  'handover.collected': 'ما جمعه الروبوت',
  'handover.unnamed': 'أخرى',
  'handover.warnings': 'للمراجعة',
  'handover.severity.warning': 'تحذير',
  'handover.severity.error': 'خطأ',
  'handover.finding': '{severity} ({code}): {message}',
  'handover.fix': 'الحل',
  'handover.showAll': 'عرض الكل',
  'handover.showLess': 'عرض أقل',
  'handover.more': '{count, number} إضافية',
  'handover.moreWarnings':
    '{count, plural, zero {لا تحذيرات أخرى} one {تحذير آخر} two {تحذيران آخران} few {# تحذيرات أخرى} many {# تحذيرًا آخر} other {# تحذير آخر}}',
  'handover.copy': 'نسخ',
  'handover.copied': 'نُسخ',
  'handover.whole': 'بيانات التسليم',
  'handover.newer': '{count, number} أحدث',
  'handover.newerHint': 'سلّم الروبوت هذه المحادثة مرة أخرى. عرض.',
  'handover.announced': 'سلّمها الروبوت: {about}',
  'handover.announcedBoth': 'سلّمها الروبوت: {customer}، {intent}',

  // Messages that the bot did not understand
  'fallback.title': 'لم يفهم الروبوت',
  'fallback.escalated': 'عرض الروبوت على العميل التحدث إلى موظف.',
  'fallback.probably': 'يقصد العميل على الأرجح',
  'fallback.perhaps': 'ربما يقصد العميل',
  'fallback.noIdea': 'لا شيء مما يعرفه الروبوت قريب من ذلك.',
  'fallback.hint': 'يُرجى اختيار واحد: يُحفظ لتعليم الروبوت.',
  'fallback.more': '{count, number} إضافية',
  'fallback.dismiss': 'استبعاد',
  'fallback.dismissed': 'استُبعدت',
  'fallback.noneOfThese': 'لا شيء منها',
  'fallback.noneFits': 'لا يناسب أي من التخمينات',
  'fallback.done': 'تم',
  'fallback.details': 'التفاصيل',
  'fallback.figures': 'مؤكد بنسبة {score}: الصياغة {wording}، السجل {history}',
  'fallback.saving': 'جارٍ الحفظ…',
  'fallback.noted': 'سُجّل: يقصد العميل {intent}',
  'fallback.notedByOther': 'سجّله شخص آخر: يقصد العميل {intent}',
  'fallback.change': 'تغيير',
  'fallback.notSaved':
    '{code, select, no_answer {لم يُحفظ بعد: الخادم لا يرد. سيُرسل مجددًا فور رده.} forbidden {لم يُحفظ: هذه المحادثة ليست لكم.} invalid {لم يُحفظ: لم يقبله الخادم.} other {لم يُحفظ بعد: لا يستطيع الخادم حفظه الآن ({code}).}}',
  'fallback.again': 'إعادة المحاولة',
  'fallback.newer': '{count, number} أحدث',
  'fallback.newerHint': 'لم يفهم الروبوت رسالة العميل التالية أيضًا. عرض.',
  'fallback.understood': 'فُهم لاحقًا',
  'fallback.announced':
    'لم يفهم الروبوت. {count, plural, zero {لا تخمينات} one {تخمين واحد} two {تخمينان} few {# تخمينات} many {# تخمينًا} other {# تخمين}}، أولها {intent}',
  'fallback.announcedNone': 'لم يفهم الروبوت، وليس لديه أي تخمين',

  // Frustration, and how it is scored
  'frustration.label': 'الاستياء',
  'frustration.level.standard': 'هادئ',
  'frustration.level.supervisor': 'متوتر',
  'frustration.level.manager': 'غاضب',
  'frustration.trend.rising': 'في ازدياد',
  'frustration.trend.steady': 'مستقر',
  'frustration.trend.falling': 'في انخفاض',
  'frustration.tone.negative': 'نبرة سلبية',
  'frustration.tone.neutral': 'نبرة محايدة',
  'frustration.tone.positive': 'نبرة إيجابية',
  'frustration.figure': '{figure, number} من مئة',
  'frustration.history': 'حسب الرسائل، الأقدم أولًا: {figures}.',
  'frustration.rose': 'ارتفع عند {message}',
  'frustration.showMessage': 'عرض هذه الرسالة',
  'frustration.since': 'منذ {at}',
  'frustration.none': 'لا توجد رسالة لتقييمها بعد.',
  'frustration.soon': 'لا تقييم بعد.',
  'frustration.scoredHere': 'قُيّم في هذا المتصفح ({backend}).',
  'frustration.scoredByService': 'قيّمته الخدمة.',
  'frustration.service.no_worker': 'قيّمته الخدمة: لا تسمح هذه الصفحة بالبرامج النصية في الخلفية.',
  'frustration.service.no_wasm': 'قيّمته الخدمة: لا تسمح هذه الصفحة بتقنية WebAssembly.',
  'frustration.service.not_loaded': 'قيّمته الخدمة: تعذّر تحميل النموذج.',
  'frustration.service.unfit_model': 'قيّمته الخدمة: لا يمكن استخدام نموذج هذه الصفحة.',
  'frustration.service.broken': 'قيّمته الخدمة: فشل التقييم هنا.',
  'frustration.loading': 'جارٍ التحضير للتقييم: {percent}',
  'frustration.unavailable.no_worker':
    'لم يُقيَّم: لا تسمح هذه الصفحة بالبرامج النصية في الخلفية، ولا تستطيع الخدمة ذلك الآن. تُعاد المحاولة تلقائيًا.',
  'frustration.unavailable.no_wasm':
    'لم يُقيَّم: لا تسمح هذه الصفحة بتقنية WebAssembly، ولا تستطيع الخدمة ذلك الآن. تُعاد المحاولة تلقائيًا.',
  'frustration.unavailable.not_loaded':
    'لم يُقيَّم: تعذّر تحميل النموذج، ولا تستطيع الخدمة ذلك الآن. تُعاد المحاولة تلقائيًا.',
  'frustration.unavailable.unfit_model':
    'لم يُقيَّم: لا يمكن استخدام نموذج هذه الصفحة، ولا تستطيع الخدمة ذلك الآن. تُعاد المحاولة تلقائيًا.',
  'frustration.unavailable.broken': 'لم يُقيَّم: فشل التقييم هنا، ولا تستطيع الخدمة ذلك الآن. تُعاد المحاولة تلقائيًا.',
  'frustration.unavailable.operator': 'لم يُقيَّم: التقييم متروك للخدمة، وهي لا تستطيع ذلك الآن. تُعاد المحاولة تلقائيًا.',
  'frustration.language': 'لم يُقيَّم: يكتب العميل بلغة لا يتقنها النموذج.',
  'frustration.off': 'تقييم الاستياء متوقف.',
  'frustration.offByOperator': 'تقييم الاستياء متوقف للجميع.',
  'frustration.toggle': 'تقييم الاستياء',
  'frustration.details': 'التفاصيل',
  'frustration.rises.standard': 'يبدو العميل هادئًا',
  'frustration.rises.supervisor': 'يبدو العميل متوترًا',
  'frustration.rises.manager': 'يبدو العميل غاضبًا',

  // Escalation by hand
  'escalate.open': 'تصعيد…',
  'escalate.title': 'تصعيد هذه المحادثة',
  'escalate.level': 'إلى مَن',
  'escalate.level.supervisor': 'المشرف',
  'escalate.level.manager': 'المدير',
  'escalate.reason': 'السبب (اختياري)',
  'escalate.reason.superior': 'يطلب التحدث إلى مسؤول أعلى',
  'escalate.reason.upset': 'منزعج جدًا',
  'escalate.reason.beyond': 'يتجاوز صلاحياتي',
  'escalate.send': 'تصعيد',
  'escalate.sending': 'جارٍ إبلاغ منصة الروبوت…',
  'escalate.slow': 'ما زلنا بانتظار الرد…',
  'escalate.cancel': 'إلغاء',
  'escalate.done.supervisor': 'صُعّدت إلى المشرف.',
  'escalate.done.manager': 'صُعّدت إلى المدير.',
  'escalate.failed': 'لم تُصعَّد. {why}',
  'escalate.noAnswer': 'لم يرد الخادم. ربما صُعّدت رغم ذلك.',
  'escalate.forbidden': 'هذه المحادثة ليست لكم.',
  'escalate.retry': 'إعادة المحاولة',
  'escalate.elsewhere': 'في المحادثة التي غادرتموها: {sentence}',

  // An escalation, by whomever
  'escalation.title.supervisor': 'صُعّدت إلى المشرف',
  'escalation.title.manager': 'صُعّدت إلى المدير',
  'escalation.cause.frustration': 'العميل مستاء.',
  'escalation.cause.agent': 'طلب أحد الموظفين ذلك.',
  'escalation.cause.misunderstood': 'لم يتمكن الروبوت من المساعدة.',

  // What was said
  'transcript.label': 'نص المحادثة',
  'transcript.count':
    '{count, plural, zero {لا رسائل} one {رسالة واحدة} two {رسالتان} few {# رسائل} many {# رسالة} other {# رسالة}}',
  'transcript.speaker.customer': 'العميل',
  'transcript.speaker.agent': 'الموظف',
  'transcript.speaker.bot': 'الروبوت',
  'transcript.empty': 'لا رسائل بعد.',
  'transcript.fresh':
    '{count, plural, zero {لا جديد} one {رسالة جديدة} two {رسالتان جديدتان} few {# جديدة} many {# جديدة} other {# جديدة}}',
  'transcript.showFresh':
    '{count, plural, zero {لا رسائل جديدة، الانتقال إلى الأحدث} one {رسالة جديدة واحدة، الانتقال إلى الأحدث} two {رسالتان جديدتان، الانتقال إلى الأحدث} few {# رسائل جديدة، الانتقال إلى الأحدث} many {# رسالة جديدة، الانتقال إلى الأحدث} other {# رسالة جديدة، الانتقال إلى الأحدث}}',
  'transcript.truncated': 'اختُصرت: لا يُعرض الباقي هنا.',
}
