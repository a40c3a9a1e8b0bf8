//! What was chosen where the texts are silent: the list that a local user goes through.

use leptos::prelude::*;
use shizu_rules::vocabulary::{Basis, Term};
use shizu_rules::{Engine, Lang};

use crate::components::Cites;
use crate::context::use_app;
use crate::route::rule_href;
use crate::text::tr;

/// The list.
#[component]
pub fn Assumptions() -> impl IntoView {
    let app = use_app();
    let view = move || {
        let lang = app.lang.get();
        app.with_engine(|engine| list(engine, lang))
    };
    view! {
        <p class="lead-in">
            {tr(
                "下列各项，材料和法规没有写明，是我们的选择。本地有规定的，以本地规定为准：请逐项核对，需要改的写进“本地调整”。",
                "Where the texts are silent, this is what we chose. Local rules come first: go through the list, and put what differs into a local overlay.",
            )}
        </p>
        {view}
    }
}

fn list(engine: &Engine, lang: Lang) -> AnyView {
    let mut before = "";
    let assumptions = engine.rulebook().items();
    let lines: Vec<_> = assumptions
        .filter(|item| item.basis == Basis::Assumption)
        .map(|item| {
            let table = item
                .table
                .map_or(item.kind.label(lang), |table| table.in_lang(lang));
            let heading = (table != before).then(|| {
                let table = table.to_owned();
                view! { <tr class="group"><th colspan="3" scope="rowgroup">{table}</th></tr> }
            });
            before = table;
            let note = item.note.map(|note| note.in_lang(lang).to_owned());
            view! {
                {heading}
                <tr>
                    <th scope="row"><a href=rule_href(item.id)>{item.title.in_lang(lang).to_owned()}</a></th>
                    <td>{note}</td>
                    <td><Cites ids=item.cites.to_vec() /></td>
                </tr>
            }
        })
        .collect();
    let count = lines.len();
    let count = if lang == Lang::Zh {
        format!("共 {count} 项")
    } else {
        format!("{count} in all")
    };
    view! {
        <p class="list-count">{count}</p>
        <div class="scroll">
            <table class="grid">
                <thead>
                    <tr>
                        <th scope="col">{tr("规则", "Rule")}</th>
                        <th scope="col">{tr("作了什么选择，为什么", "What was chosen, and why")}</th>
                        <th scope="col">{tr("参照", "See")}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}
