/**
 * Japanese, in the polite form.
 *
 * agent: オペレーター; customer: お客様; bot: ボット; suggestion: 返信候補; generic reply: 汎用の返信; withheld: 保留; handover: 引き継ぎ;
 * escalate: エスカレーション; route: 振り分け; group: グループ; queue: キュー; sign-in: サインイン; score: 判定; sure: 確信度; match: 一致;
 * dismiss: 非表示; transcript: 会話記録
 */
import type { Catalogue } from '../catalogue.ts'

export const ja: Catalogue = {
  // The panel as a whole
  'panel.label': 'オペレーター支援',
  'panel.tryNow': '今すぐ再試行',
  'panel.code': 'コード：{code}',
  'panel.undo': '元に戻す',
  'panel.undone': '再表示しました',

  // How texts are put together
  'text.quoted': '「{text}」',
  'text.label': '{label}：',
  'text.labelled': '{label}：{text}',
  'text.both': '{first}{second}',

  // Times
  'time.now': '今',
  'time.age': '{minutes, number}分前',
  'time.seconds': '{seconds, number}秒',
  'time.minutes': '{minutes, number}分',

  // The line that tells how the connection is
  'status.idle': '会話なし',
  'status.notSetUp': '未接続',
  'status.connecting': '接続中',
  'status.live': 'ライブ',
  'status.missed': '離席中の更新：{count, plural, other {#件}}',
  'status.ended': '会話は{at}に終了しました',
  'status.interrupted': '{at}からライブの会話記録が中断しています。再接続中です',
  'status.sessions': 'ライブ。{at}からボットに最新の情報を伝えられません。業務への影響はありません。',
  'status.degraded': '機能制限中：{at}から汎用の返信候補です',
  'status.reconnecting': '再接続中（{duration}経過）',
  'status.offline': 'オフライン（{at}時点）',
  'status.unauthorized': 'サインインが拒否されました',
  'status.forbidden': '担当外の会話です',
  'status.refused': '開けません',

  // What screen readers say
  'announced.both': '{first}。{second}',
  'announced.liveAgain': '{missed, plural, =0 {ライブに戻りました} other {ライブに戻りました。離席中の更新は#件です}}',
  'announced.reconnecting': '接続が切れました。再接続中です',
  'announced.offline': 'オフラインです。表示内容が古い可能性があります',
  'announced.refused': 'この会話ではオペレーター支援を利用できません',
  'announced.utterance': 'お客様：{text}',
  'announced.utterances': '{count, plural, other {新しいメッセージ#件}}',
  'announced.suggestions': '{count, plural, =0 {返信候補なし} other {返信候補#件}}',
  'announced.suggestionsFor':
    '{count, plural, =0 {次のメッセージへの返信候補なし：{text}} other {次のメッセージへの返信候補#件：{text}}}',
  'announced.stillLooking': '引き続き返信候補を探しています',
  'announced.generic': '{count, plural, =0 {返信候補なし} other {汎用の返信#件}}',
  'announced.genericFor':
    '{count, plural, =0 {次のメッセージへの返信候補なし：{text}} other {次のメッセージへの汎用の返信#件：{text}}}',
  'announced.routed': '{skill}に振り分けられました',
  'announced.routingFailed': '{skill}に振り分けられませんでした',
  'announced.escalated.supervisor': 'エスカレーション：スーパーバイザー',
  'announced.escalated.manager': 'エスカレーション：マネージャー',

  // Why there is nothing to see, and what will change that
  'empty.noConversation.title': '会話が選択されていません',
  'empty.noConversation.text': '一覧から会話を選択してください。お客様のご用件がここに表示されます。',
  'empty.noBff.title': '未設定',
  'empty.noBff.text': 'このページはパネルにサーバーの場所を伝えていません。管理者にお問い合わせください。',
  'empty.invalidBff.title': '未設定',
  'empty.invalidBff.text': 'このページのサーバーアドレスはウェブアドレスではありません。管理者にお問い合わせください。',
  'empty.noToken.title': 'サインイン待ち',
  'empty.noToken.text': 'このページはまだパネルにサインインしていません。',
  'empty.connecting.title': '接続中',
  'empty.connecting.text': 'この会話の情報を取得しています。',
  'empty.slow.title': 'まだ接続中です',
  'empty.slow.text': '通常より時間がかかっています。チャットへの影響はありません。',
  'empty.unreachable.title': 'まだ接続できていません',
  'empty.unreachable.text': 'パネルは自動的に再試行します。チャットへの影響はありません。',
  'empty.unauthorized.title': 'サインインが拒否されたか、期限が切れました',
  'empty.unauthorized.text':
    'デスクトップに再サインインを依頼しました。解消しない場合は、ページを再読み込みしてください。',
  'empty.forbidden.title': '担当外の会話です',
  'empty.forbidden.text': '担当として割り当てられると、自動的にここに開きます。',
  'empty.refused.title': '開けません',
  'empty.refused.text': '解消しない場合は、下のコードを管理者にお伝えください。',
  'empty.nothingYet.title': 'まだ何もありません',
  'empty.nothingYet.text': '会話、お客様のご用件、振り分け先がここに表示されます。',

  // What is shown is old
  'stale.forbidden': 'この会話はすでにあなたの担当ではありません。表示内容は上の時刻のものです。',
  'stale.unauthorized':
    'サインインの期限が切れました。デスクトップに更新を依頼しました。解消しない場合は、ページを再読み込みしてください。',
  'stale.refused': '更新が止まっています。解消しない場合は、コードを管理者にお伝えください。',
  'stale.offline': 'サーバーに接続できません。新しいメッセージはここに表示されません。チャットへの影響はありません。',

  // What the customer wants, and how sure that is
  'intent.label': 'ご用件',
  'intent.none': 'まだ認識されていません',
  'intent.figure': '確信度{score}（振り分けには{threshold}が必要）',
  'confidence.strong': '強い一致',
  'confidence.likely': '一致の可能性が高い',
  'confidence.weak': '弱い一致',

  // What the agent might answer
  'suggestions.label': '返信候補',
  'suggestions.off': '返信候補はオフになっています。',
  'suggestions.none.topic': 'まだ返信候補はありません。お客様が監視対象の話題について書くと表示されます。',
  'suggestions.none.unhappy': 'まだ返信候補はありません。お客様がご不満な様子のときに表示されます。',
  'suggestions.none.either':
    'まだ返信候補はありません。お客様が監視対象の話題について書くか、ご不満な様子のときに表示されます。',
  'suggestions.noneFor': 'このメッセージへの返信候補はありません',
  'suggestions.answers': '「{text}」への返信',
  'suggestions.stale': 'お客様が続けて書きました',
  'suggestions.staleHint':
    'お客様が続けて書きました。これらは以前のメッセージへの返信候補ですが、引き続き使用できます。',
  'suggestions.search.working': '検索中…',
  'suggestions.search.slow': '引き続き検索中…',
  'suggestions.fresh': '{count, plural, other {新しい返信候補#組}}',
  'suggestions.withheld':
    '{reason, select, low_confidence {{count, number}件を保留：確信度が不足} no_confidence {{count, number}件を保留：確信度の記載なし} too_long {{count, number}件を保留：長すぎます} empty {{count, number}件を保留：本文なし} other {返信候補{count, plural, other {#件}}を保留：{rule}}}',
  'suggestions.generic':
    '汎用の返信：ライブの返信候補は利用できません{reason, select, timeout {（時間内に応答がありませんでした）} unavailable {（サービスに接続できません）} rate_limited {（サービスは現在これ以上の要求を受け付けません）} credentials {（サービスへのサインインに失敗しました）} permission {（サービスが許可していません）} refused {（サービスが要求を拒否しました）} not_found {（サービスが要求を認識できません）} bad_answer {（応答を読み取れませんでした）} not_configured {（サービスが設定されていません）} other {}}。',
  'suggestions.genericSince':
    '汎用の返信：{at}からライブの返信候補は利用できません{reason, select, timeout {（時間内に応答がありませんでした）} unavailable {（サービスに接続できません）} rate_limited {（サービスは現在これ以上の要求を受け付けません）} credentials {（サービスへのサインインに失敗しました）} permission {（サービスが許可していません）} refused {（サービスが要求を拒否しました）} not_found {（サービスが要求を認識できません）} bad_answer {（応答を読み取れませんでした）} not_configured {（サービスが設定されていません）} other {}}。',
  'suggestions.genericReply': '汎用の返信',
  'suggestions.figure': '確信度{score}',
  'suggestions.insert': '挿入',
  'suggestions.inserted': '挿入しました',
  'suggestions.insertAgain': 'もう一度挿入',
  'suggestions.insertRefused': '挿入できませんでした：現在、返信を書き込めません。',
  'suggestions.copy': 'コピー',
  'suggestions.copied': 'コピーしました',
  'suggestions.copyAgain': 'もう一度コピー',
  'suggestions.copyFailed':
    'コピーできませんでした：ブラウザーに拒否されました。テキストを選択して手動でコピーしてください。',
  'suggestions.helpful': '役に立つ',
  'suggestions.unhelpful': '役に立たない',
  'suggestions.rated.helpful': '「役に立つ」と評価しました',
  'suggestions.rated.unhelpful': '「役に立たない」と評価しました',
  'suggestions.dismiss': '非表示',
  'suggestions.dismissed': '非表示にしました',
  'suggestions.feedback.waiting': '評価はまだ記録されていません。',
  'suggestions.feedback.lost': '評価は記録されませんでした。',

  // The keys, and what each does
  'keys.label': 'キー操作',
  'keys.hint': '{act}（{key}）',
  'keys.move': '移動',
  'keys.insert': '挿入',
  'keys.copy': 'コピー',
  'keys.dismiss': '非表示',
  'keys.undo': '元に戻す',
  'keys.helpful': '役に立つ',
  'keys.unhelpful': '役に立たない',

  // Where the conversation went
  'routing.label': '振り分け先',
  'routing.none': 'まだ振り分けられていません',
  'routing.withBot': 'まだボットが対応中です',
  'routing.notSure': 'お客様のご用件を十分に確信できませんでした。',
  'routing.notRouted': '振り分けられていません',
  'routing.overflow': '{wanted}に対応できる担当者がいなかったため、{skill}に送られました。',
  'routing.unmapped': 'このご用件にはグループが設定されていないため、{skill}に送られました。',
  'routing.failed': '{skill}に振り分けられませんでした',
  'routing.failure.not_found':
    'CXoneはこの会話を認識していません。終了した可能性があります。移す必要がある場合は手動で転送してください。',
  'routing.failure.already_routed_or_ended':
    'CXoneによると、すでに振り分け済みか終了しています。あなたの担当であれば、何もする必要はありません。',
  'routing.failure.credentials':
    'CXoneへのサインインに失敗しました。移す必要がある場合は手動で転送してください。管理者にお知らせください。',
  'routing.failure.permission':
    'CXoneが振り分けを許可していません。移す必要がある場合は手動で転送してください。管理者にお知らせください。',
  'routing.failure.rate_limited':
    'CXoneは現在これ以上の要求を受け付けません。移す必要がある場合は手動で転送してください。',
  'routing.failure.timeout':
    'CXoneから時間内に応答がありませんでした。振り分け済みの可能性があります。転送する前に確認してください。',
  'routing.failure.unavailable': 'CXoneに接続できませんでした。移す必要がある場合は手動で転送してください。',
  'routing.failure.refused':
    'CXoneが振り分けを拒否しました。移す必要がある場合は手動で転送してください。管理者にお知らせください。',

  // A conversation that the bot handed over
  'handover.title': 'ボットからの引き継ぎ',
  'handover.folded': '引き継ぎ',
  'handover.at': 'ボットからの引き継ぎ（{at}）',
  'handover.customer': 'お客様',
  'handover.wants': 'ご用件',
  'handover.reason': '理由',
  'handover.summary': '要約',
  'handover.queue': 'キュー',
  'handover.collected': 'ボットが収集した情報',
  'handover.unnamed': 'その他',
  'handover.warnings': '要確認',
  'handover.severity.warning': '警告',
  'handover.severity.error': 'エラー',
  'handover.finding': '{severity}（{code}）：{message}',
  'handover.fix': '対処',
  'handover.showAll': 'すべて表示',
  'handover.showLess': '一部のみ表示',
  'handover.more': 'ほか{count, number}件',
  'handover.moreWarnings': '{count, plural, other {ほかの警告#件}}',
  'handover.copy': 'コピー',
  'handover.copied': 'コピーしました',
  'handover.whole': '引き継ぎ内容',
  'handover.newer': '新着{count, number}件',
  'handover.newerHint': 'ボットがこの会話をもう一度引き継ぎました。表示します。',
  'handover.announced': 'ボットからの引き継ぎ：{about}',
  'handover.announcedBoth': 'ボットからの引き継ぎ：{customer}、{intent}',

  // Messages that the bot did not understand
  'fallback.title': 'ボットが理解できませんでした',
  'fallback.escalated': 'ボットがお客様にオペレーターをご案内しました。',
  'fallback.probably': 'お客様の意図（推定）',
  'fallback.perhaps': 'お客様の意図の可能性',
  'fallback.noIdea': 'ボットが知っている内容に近いものはありません。',
  'fallback.hint': '1つ選んでください。ボットの学習用に保存されます。',
  'fallback.more': 'ほか{count, number}件',
  'fallback.dismiss': '非表示',
  'fallback.dismissed': '非表示にしました',
  'fallback.noneOfThese': 'どれも当てはまらない',
  'fallback.noneFits': 'どの推定も当てはまりません',
  'fallback.done': '完了',
  'fallback.details': '詳細',
  'fallback.figures': '確信度{score}（文面{wording}、履歴{history}）',
  'fallback.saving': '保存中…',
  'fallback.noted': '記録しました：お客様の意図は「{intent}」です',
  'fallback.notedByOther': 'ほかの担当者が記録しました：お客様の意図は「{intent}」です',
  'fallback.change': '変更',
  'fallback.notSaved':
    '{code, select, no_answer {まだ保存されていません：サーバーが応答しません。応答があり次第、再送信されます。} forbidden {保存されませんでした：この会話はあなたの担当ではありません。} invalid {保存されませんでした：サーバーが受け付けませんでした。} other {まだ保存されていません：サーバーは現在保存できません（{code}）。}}',
  'fallback.again': '再試行',
  'fallback.newer': '新着{count, number}件',
  'fallback.newerHint': 'ボットはお客様の次のメッセージも理解できませんでした。表示します。',
  'fallback.understood': 'その後理解されました',
  'fallback.announced': 'ボットが理解できませんでした。{count, plural, other {推定#件}}、最初の推定は「{intent}」です',
  'fallback.announcedNone': 'ボットが理解できず、推定もありません',

  // Frustration, and how it is scored
  'frustration.label': '不満度',
  'frustration.level.standard': '落ち着いている',
  'frustration.level.supervisor': '緊張している',
  'frustration.level.manager': '怒っている',
  'frustration.trend.rising': '上昇中',
  'frustration.trend.steady': '横ばい',
  'frustration.trend.falling': '低下中',
  'frustration.tone.negative': '否定的な口調',
  'frustration.tone.neutral': '中立的な口調',
  'frustration.tone.positive': '肯定的な口調',
  'frustration.figure': '100のうち{figure, number}',
  'frustration.history': 'メッセージごと（古い順）：{figures}。',
  'frustration.rose': '{message}で上昇',
  'frustration.showMessage': 'このメッセージを表示',
  'frustration.since': '{at}から',
  'frustration.none': '判定するメッセージがまだありません。',
  'frustration.soon': 'まだ判定されていません。',
  'frustration.scoredHere': 'このブラウザーで判定しました（{backend}）。',
  'frustration.scoredByService': 'サービスが判定しました。',
  'frustration.service.no_worker':
    'サービスが判定しました：このページではバックグラウンドスクリプトが許可されていません。',
  'frustration.service.no_wasm': 'サービスが判定しました：このページではWebAssemblyが許可されていません。',
  'frustration.service.not_loaded': 'サービスが判定しました：モデルを読み込めませんでした。',
  'frustration.service.unfit_model': 'サービスが判定しました：このページのモデルは使用できません。',
  'frustration.service.broken': 'サービスが判定しました：ここでの判定に失敗しました。',
  'frustration.loading': '判定の準備中：{percent}',
  'frustration.unavailable.no_worker':
    '判定されていません：このページではバックグラウンドスクリプトが許可されておらず、サービスも現在判定できません。自動的に再試行されます。',
  'frustration.unavailable.no_wasm':
    '判定されていません：このページではWebAssemblyが許可されておらず、サービスも現在判定できません。自動的に再試行されます。',
  'frustration.unavailable.not_loaded':
    '判定されていません：モデルを読み込めず、サービスも現在判定できません。自動的に再試行されます。',
  'frustration.unavailable.unfit_model':
    '判定されていません：このページのモデルは使用できず、サービスも現在判定できません。自動的に再試行されます。',
  'frustration.unavailable.broken':
    '判定されていません：ここでの判定に失敗し、サービスも現在判定できません。自動的に再試行されます。',
  'frustration.unavailable.operator':
    '判定されていません：判定はサービスに任されていますが、現在判定できません。自動的に再試行されます。',
  'frustration.language': '判定されていません：お客様はモデルが対応していない言語で書いています。',
  'frustration.off': '不満度の判定はオフです。',
  'frustration.offByOperator': '不満度の判定は全員に対してオフです。',
  'frustration.toggle': '不満度を判定',
  'frustration.details': '詳細',
  'frustration.rises.standard': 'お客様は落ち着いている様子です',
  'frustration.rises.supervisor': 'お客様は緊張している様子です',
  'frustration.rises.manager': 'お客様は怒っている様子です',

  // Escalation by hand
  'escalate.open': 'エスカレーション…',
  'escalate.title': 'この会話をエスカレーション',
  'escalate.level': '宛先',
  'escalate.level.supervisor': 'スーパーバイザー',
  'escalate.level.manager': 'マネージャー',
  'escalate.reason': '理由（任意）',
  'escalate.reason.superior': '上司との対話をご希望',
  'escalate.reason.upset': '非常にご立腹',
  'escalate.reason.beyond': '自分の権限を超える',
  'escalate.send': 'エスカレーションする',
  'escalate.sending': 'ボットのプラットフォームに連絡しています…',
  'escalate.slow': '応答を待っています…',
  'escalate.cancel': 'キャンセル',
  'escalate.done.supervisor': 'スーパーバイザーにエスカレーションしました。',
  'escalate.done.manager': 'マネージャーにエスカレーションしました。',
  'escalate.failed': 'エスカレーションできませんでした。{why}',
  'escalate.noAnswer': 'サーバーが応答しませんでした。エスカレーションされている可能性はあります。',
  'escalate.forbidden': 'この会話はあなたの担当ではありません。',
  'escalate.retry': '再試行',
  'escalate.elsewhere': '先ほどの会話：{sentence}',

  // An escalation, by whomever
  'escalation.title.supervisor': 'スーパーバイザーにエスカレーション済み',
  'escalation.title.manager': 'マネージャーにエスカレーション済み',
  'escalation.cause.frustration': 'お客様はご不満です。',
  'escalation.cause.agent': 'オペレーターが依頼しました。',
  'escalation.cause.misunderstood': 'ボットでは対応できませんでした。',

  // What was said
  'transcript.label': '会話記録',
  'transcript.count': '{count, plural, other {メッセージ#件}}',
  'transcript.speaker.customer': 'お客様',
  'transcript.speaker.agent': 'オペレーター',
  'transcript.speaker.bot': 'ボット',
  'transcript.empty': 'メッセージはまだありません。',
  'transcript.fresh': '新着{count, number}件',
  'transcript.showFresh': '{count, plural, other {新しいメッセージ#件、最新へ移動}}',
  'transcript.truncated': '省略：残りはここには表示されません。',
}
