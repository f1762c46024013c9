//! The tool in a language without spaces between words and without Latin letters.

use crate::Variant;
use crate::reference::app::App;

/// Texts that stand alone between two tags.
const JAPANESE: &[(&str, &str)] = &[
    ("Activity 1", "課題一"),
    ("Add to course", "コースに追加"),
    ("Already answered", "回答済みです"),
    ("Attempts", "受験の記録"),
    ("Back to the course", "コースに戻る"),
    ("Cancel", "取り消し"),
    ("Choose content", "教材を選ぶ"),
    ("Continue", "続ける"),
    ("Course", "コース"),
    ("Custom parameters", "カスタムパラメータ"),
    ("Deployment", "デプロイメント"),
    ("Homeroom reference tool", "ホームルームの見本ツール"),
    ("Launch refused", "起動は拒否されました"),
    ("Link", "リンク"),
    ("Login refused", "ログインは拒否されました"),
    ("Name", "名前"),
    ("Not signed in", "サインインしていません"),
    ("One moment", "少々お待ちください"),
    ("Platform", "プラットフォーム"),
    ("Report a failure", "失敗を報告する"),
    ("Return to the course", "コースに戻る"),
    ("Role", "役割"),
    ("Start page", "最初のページ"),
    ("Title", "題名"),
    ("User", "利用者"),
    ("Who am I", "私は誰ですか"),
    ("anonymous", "匿名"),
    ("instructor", "先生"),
    ("learner", "学習者"),
    (
        "Go back to your course and open the link again. If it fails again, show this page to your administrator.",
        "コースに戻り、リンクをもう一度開いてください。また失敗したら、管理者に見せてください。",
    ),
    ("You learn here: this view would hold the activity itself.", "ここで学びます。"),
    ("You teach here: this view would hold results and settings.", "ここで教えます。"),
];

/// Why something was refused, without going into it.
const REFUSED: &str = "このツールでは受け付けられませんでした。";

/// The reason of a refusal in the language of the tool.
pub(crate) fn reason<'a>(app: &App, english: &'a str) -> &'a str {
    if app.variants.has(Variant::JAPANESE) { REFUSED } else { english }
}

/// The page in the language of the tool.
pub(crate) fn translated(app: &App, page: String) -> String {
    if !app.variants.has(Variant::JAPANESE) {
        return page;
    }
    let page = page.replace("<html lang=\"en\">", "<html lang=\"ja\">");
    let between_tags = |page: String, (english, japanese): &(&str, &str)| {
        page.replace(&format!(">{english}<"), &format!(">{japanese}<"))
    };
    JAPANESE.iter().fold(page, between_tags)
}
