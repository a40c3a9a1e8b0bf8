//! Above the rows: how many of what, what to show, what to take away.

use std::sync::Arc;

use leptos::prelude::*;
use shizu_rules::vocabulary::{Organ, Term};

use super::super::groups::pick;
use super::super::work::Work;
use super::export::{Export, ExportError};
use super::model::{Batch, Kind};
use super::{CSV, XLSX, export_slices, say_saved, table};
use crate::files;
use crate::text::tr;

/// The file, its counts, and the downloads.
#[component]
pub fn Summary(work: Work, batch: Arc<Batch>) -> impl IntoView {
    let app = work.app;
    let filter = work.batch.filter;
    let counts = batch.counts();
    let all = batch.lines.len();
    let errors = counts[Kind::Error as usize];
    let tiles = Kind::ALL.map(|kind| {
        let chosen = move || filter.with(|filter| filter.kind == Some(kind));
        let toggle = move |_| filter.update(|filter| filter.kind = if filter.kind == Some(kind) { None } else { Some(kind) });
        view! {
            <li>
                <button type="button" class=format!("tile tile-{}", kind.code()) data-testid=format!("batch-count-{}", kind.code())
                    aria-pressed=move || chosen().to_string() on:click=toggle>
                    <span class="tile-count">{counts[kind as usize]}</span>
                    <span class="tile-name"><span aria-hidden="true">{kind.sign()}</span> " " {move || kind.label(app.lang.get())}</span>
                </button>
            </li>
        }
    });
    let notes = {
        let batch = Arc::clone(&batch);
        move || {
            let lang = app.lang.get();
            batch
                .notes
                .iter()
                .map(|[zh, en]| view! { <li>{pick(lang, zh, en).to_owned()}</li> })
                .collect_view()
        }
    };
    let has_notes = !batch.notes.is_empty();
    let name = batch.name.clone();
    let save = {
        let batch = Arc::clone(&batch);
        move |export: Result<Export, ExportError>, name: &'static str, kind: &'static str| {
            match export {
                Ok(export) => export_slices(work, Arc::clone(&batch), export, name, kind),
                Err(error) => app.announce(error.0),
            }
        }
    };
    let errors_only = {
        let batch = Arc::clone(&batch);
        move |_| {
            let bytes = table::errors_csv(&batch, app.lang.get_untracked());
            say_saved(
                work,
                bytes.is_ok_and(|bytes| files::save("errors.csv", CSV, &bytes)),
            );
        }
    };
    let (csv, xlsx) = (save.clone(), save);
    let writing = move || {
        work.batch.exporting.get().map(|done| {
            view! {
                <p class="hint" role="status" data-testid="batch-exporting">
                    {app.pick("正在生成文件 ", "Writing the file ")}
                    <progress max=all.to_string() value=done.to_string()></progress>
                </p>
            }
        })
    };
    view! {
        <section class="batch-head" aria-labelledby="batch-name">
            <div class="batch-title">
                <h2 id="batch-name">{name} " " <span class="count">{move || app.pick(format!("{all} 行"), format!("{all} rows"))}</span></h2>
                <p class="actions">
                    <button type="button" class="button" data-testid="batch-save-csv" on:click=move |_| csv(Export::csv(app.lang.get_untracked()), "routing.csv", CSV)>{tr("结果 CSV", "Results CSV")}</button>
                    <button type="button" class="button" data-testid="batch-save-xlsx" on:click=move |_| xlsx(Export::xlsx(app.lang.get_untracked()), "routing.xlsx", XLSX)>{tr("结果 XLSX", "Results XLSX")}</button>
                    <button type="button" class="button" data-testid="batch-save-errors" disabled={errors == 0} on:click=errors_only>
                        {tr("错误清单 CSV", "Errors CSV")}
                    </button>
                    <button type="button" class="button quiet" data-testid="batch-close" on:click=move |_| work.batch.clear()>{tr("换一个文件", "Another file")}</button>
                </p>
            </div>
            {writing}
            <ul class="tiles">{tiles.into_iter().collect_view()}</ul>
            {has_notes.then(|| view! { <ul class="batch-notes">{notes}</ul> })}
        </section>
    }
}

/// What to show: by leader, by warnings, by text. By status with the tiles above.
#[component]
pub fn Filters(work: Work, batch: Arc<Batch>) -> impl IntoView {
    let app = work.app;
    let filter = work.batch.filter;
    let leads = batch.leads();
    let options = move || {
        let lang = app.lang.get();
        leads
            .iter()
            .map(|(organ, count)| {
                let chosen = filter.with_untracked(|filter| filter.lead == Some(*organ));
                view! { <option value=organ.code() selected=chosen>{format!("{}（{count}）", organ.label(lang))}</option> }
            })
            .collect_view()
    };
    let choose_lead = move |event| {
        filter.update(|filter| filter.lead = Organ::from_code(&event_target_value(&event)));
    };
    let clear = move |_| filter.set(super::Filter::default());
    let filtering = move || filter.with(|filter| *filter != super::Filter::default());
    view! {
        <div class="filters" role="search">
            <label class="labelled">
                <span>{tr("查找编号、主办或机制", "Find id, leader or mechanism")}</span>
                <input type="search" class="field" data-testid="batch-filter-text" autocomplete="off" prop:value=move || filter.with(|filter| filter.text.clone())
                    on:input=move |event| { let text = event_target_value(&event); filter.update(|filter| filter.text = text) } />
            </label>
            <label class="labelled">
                <span>{tr("主办", "Lead")}</span>
                <select class="field" data-testid="batch-filter-lead" on:change=choose_lead
                    prop:value=move || filter.with(|filter| filter.lead.map(Term::code).unwrap_or_default())>
                    <option value="">{tr("全部", "all")}</option>
                    {options}
                </select>
            </label>
            <label class="check">
                <input type="checkbox" data-testid="batch-filter-warned" prop:checked=move || filter.with(|filter| filter.warned)
                    on:change=move |event| { let warned = event_target_checked(&event); filter.update(|filter| filter.warned = warned) } />
                {tr("只看有提示的", "only with warnings")}
            </label>
            <Show when=filtering>
                <button type="button" class="link" data-testid="batch-filter-clear" on:click=clear>{tr("清除筛选", "Clear the filter")}</button>
            </Show>
        </div>
    }
}
