//! Addresses: `#/intake`, `#/rules`, `#/rules/lead.own_head`. Own, over `hashchange`, because the page must also work from a `file:` address.
//!
//! An address names a page and at most a rule or paragraph, never a fact of a case: addresses end up in histories and logs.

use leptos::prelude::*;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// 受理分办.
    Intake,
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
            _ => Route::Unknown(path.to_owned()),
        }
    }

    /// The address, for `href`.
    pub fn href(&self) -> String {
        match self {
            Route::Intake => "#/intake".to_owned(),
            Route::Rules(id) if id.is_empty() => "#/rules".to_owned(),
            Route::Rules(id) => rule_href(id),
            Route::Unknown(path) => format!("#/{path}"),
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
    use super::Route;

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
        for route in [
            Route::Intake,
            Route::Rules("LS43".into()),
            Route::Rules(String::new()),
        ] {
            assert_eq!(Route::parse(&route.href()), route);
        }
    }
}
