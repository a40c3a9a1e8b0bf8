//! What a rule rests on, in a word and a sign.

use leptos::prelude::*;
use shizu_rules::vocabulary::{Basis, Term};

use crate::text::{tr, tr_term};

/// 来源, 法规 or 假设. Told apart by word, sign and outline, not by colour alone; its title says what the word means.
#[component]
pub fn BasisBadge(
    /// What the rule rests on.
    basis: Basis,
) -> impl IntoView {
    let sign = match basis {
        Basis::Source => "¶",
        Basis::Statute => "§",
        Basis::Assumption => "?",
    };
    let meaning = match basis {
        Basis::Source => tr(
            "材料有明确表述",
            "A paragraph of the source material says it",
        ),
        Basis::Statute => tr("公开法规有规定", "A published regulation says it"),
        Basis::Assumption => tr(
            "材料没有写明，由我们设定，可按本地做法调整",
            "The texts are silent and we chose; adjust it to local practice",
        ),
    };
    view! {
        <span class=format!("badge badge-{}", basis.code()) title=meaning>
            <span class="badge-sign" aria-hidden="true">{sign}</span>
            {tr_term(basis)}
        </span>
    }
}
