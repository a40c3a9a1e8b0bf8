//! Addresses: `#/intake`, `#/matrix`, `#/rules`, `#/rules/lead.own_head`. Own, over `hashchange`, because the page must also work from a `file:` address.
//!
//! An address names a page and at most a rule or paragraph, never a fact of a case: addresses end up in histories and logs.

use leptos::prelude::*;

/// A page of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookPage {
    /// 今日.
    Home,
    /// 台账.
    Ledger,
    /// 数据.
    Data,
}

impl BookPage {
    /// Every one, in the order of the navigation.
    pub const ALL: &'static [BookPage] = &[BookPage::Home, BookPage::Ledger, BookPage::Data];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            BookPage::Home => "home",
            BookPage::Ledger => "ledger",
            BookPage::Data => "data",
        }
    }

    /// What people call it, in both languages.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            BookPage::Home => ("今日", "Today"),
            BookPage::Ledger => ("台账", "Ledger"),
            BookPage::Data => ("数据", "Data"),
        }
    }

    /// Words by which a search finds it.
    pub fn keywords(self) -> &'static str {
        match self {
            BookPage::Home => {
                "待办 逾期 到期 季度例会 会议材料 清单 due overdue quarterly meeting checklist"
            }
            BookPage::Ledger => {
                "线索 巡察发现 任务 报表 案件 销号 clues findings tasks returns cases"
            }
            BookPage::Data => {
                "导入 导出 合并 口令 加密 脱敏 存档 自检 备份 import export merge passphrase snapshot backup"
            }
        }
    }
}

/// A page of a rule family that is drawn from data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// 职责矩阵.
    Matrix,
    /// 零报告.
    Zero,
    /// 整改评分.
    Score,
    /// 信息共享.
    Share,
    /// 生态考核.
    Ecology,
    /// 指标测算.
    Indicators,
}

impl Family {
    /// Every one, in the order of the navigation.
    pub const ALL: &'static [Family] = &[
        Family::Matrix,
        Family::Zero,
        Family::Score,
        Family::Share,
        Family::Ecology,
        Family::Indicators,
    ];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Family::Matrix => "matrix",
            Family::Zero => "zero",
            Family::Score => "score",
            Family::Share => "share",
            Family::Ecology => "ecology",
            Family::Indicators => "indicators",
        }
    }

    /// What people call it, in both languages.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Family::Matrix => ("职责矩阵", "Duty matrix"),
            Family::Zero => ("零报告", "Zero reports"),
            Family::Score => ("整改评分", "Rectification"),
            Family::Share => ("信息共享", "Sharing"),
            Family::Ecology => ("生态考核", "Ecology, appraisal"),
            Family::Indicators => ("指标测算", "Indicators"),
        }
    }

    /// Words by which a search finds it.
    pub fn keywords(self) -> &'static str {
        match self {
            Family::Matrix => "前台 后台 职责 分工 duty tier office group",
            Family::Zero => "零报告 零查处 触发 预警 monitoring trigger silence",
            Family::Score => "后评估 评分 权重 五项指标 rectification evaluation",
            Family::Share => "知悉范围 审批 脱敏 信息流 tier disclosure flow",
            Family::Ecology => {
                "政治生态 画像 廉政预警 考核 一案双查 角色冲突 portrait warning appraisal"
            }
            Family::Indicators => "成案率 整改率 四种形态 同比 占比 rate four forms",
        }
    }
}

/// Id of the scenario that training begins with.
pub const FIRST_LESSON: &str = "first-week";

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A page of the workbook.
    Book(BookPage),
    /// 受理分办.
    Intake,
    /// A page of a rule family.
    Family(Family),
    /// 实训; a tab's word or the id of a scenario. Empty for the lessons.
    Train(String),
    /// 教员.
    Teach,
    /// 规则与日历; a section's word, or the id of a table, row, document, paragraph, article or time limit. Empty for the overview.
    Rules(String),
    /// An address that names no page.
    Unknown(String),
}

impl Route {
    /// The page of an address' part behind `#`.
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let (page, rest) = path.split_once('/').unwrap_or((path, ""));
        match page {
            "" | "intake" if rest.is_empty() => Route::Intake,
            "rules" => Route::Rules(rest.to_owned()),
            "train" => Route::Train(rest.to_owned()),
            "teach" if rest.is_empty() => Route::Teach,
            _ => {
                let named = |family: &&Family| family.word() == page && rest.is_empty();
                let family = Family::ALL.iter().find(named);
                let of_book = |known: &&BookPage| known.word() == page && rest.is_empty();
                let of_book = BookPage::ALL.iter().find(of_book);
                family
                    .map(|family| Route::Family(*family))
                    .or(of_book.map(|page| Route::Book(*page)))
                    .unwrap_or_else(|| Route::Unknown(path.to_owned()))
            }
        }
    }

    /// The address, for `href`.
    pub fn href(&self) -> String {
        match self {
            Route::Intake => "#/intake".to_owned(),
            Route::Book(page) => format!("#/{}", page.word()),
            Route::Family(family) => format!("#/{}", family.word()),
            Route::Train(part) if part.is_empty() => "#/train".to_owned(),
            Route::Train(part) => format!("#/train/{part}"),
            Route::Teach => "#/teach".to_owned(),
            Route::Rules(id) if id.is_empty() => "#/rules".to_owned(),
            Route::Rules(id) => rule_href(id),
            Route::Unknown(path) => format!("#/{path}"),
        }
    }

    /// Whether both are addresses within one page.
    pub fn is_same_page(&self, other: &Route) -> bool {
        match (self, other) {
            (Route::Rules(_), Route::Rules(_)) | (Route::Train(_), Route::Train(_)) => true,
            (one, other) => one == other,
        }
    }

    /// The page of the browser's address.
    pub fn current() -> Self {
        let hash = web_sys::window()
            .and_then(|window| window.location().hash().ok())
            .unwrap_or_default();
        let plain = js_sys::decode_uri_component(&hash).map_or(hash, String::from);
        Route::parse(&plain)
    }
}

/// The address of a row, table, paragraph, article or time limit.
pub fn rule_href(id: &str) -> String {
    format!("#/rules/{id}")
}

/// Keeps `route` at the browser's address.
pub fn follow(route: RwSignal<Route>) {
    let handle = window_event_listener(leptos::ev::hashchange, move |_| {
        route.set(Route::current());
    });
    on_cleanup(move || handle.remove());
}

#[cfg(test)]
mod tests {
    use super::{BookPage, FIRST_LESSON, Family, Route};

    #[test]
    fn addresses_name_pages() {
        assert_eq!(Route::parse(""), Route::Intake);
        assert_eq!(Route::parse("#/"), Route::Intake);
        assert_eq!(Route::parse("#/intake"), Route::Intake);
        assert_eq!(Route::parse("#/rules/"), Route::Rules(String::new()));
        assert_eq!(
            Route::parse("#/rules/lead.own_head"),
            Route::Rules("lead.own_head".into())
        );
        assert_eq!(
            Route::parse("#/intake/42"),
            Route::Unknown("intake/42".into())
        );
        assert_eq!(Route::parse("#/nowhere"), Route::Unknown("nowhere".into()));
    }

    #[test]
    fn an_address_leads_back_to_its_page() {
        let families = Family::ALL.iter().map(|family| Route::Family(*family));
        let others = [
            Route::Intake,
            Route::Rules("LS43".into()),
            Route::Rules(String::new()),
            Route::Train(String::new()),
            Route::Train(FIRST_LESSON.into()),
            Route::Teach,
        ];
        let pages = BookPage::ALL.iter().map(|page| Route::Book(*page));
        for route in families.chain(pages).chain(others) {
            assert_eq!(Route::parse(&route.href()), route);
        }
    }
}
