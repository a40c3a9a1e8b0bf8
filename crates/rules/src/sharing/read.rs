//! Reading flows and sample records.

use toml::Spanned;

use super::{Flow, Sample, SampleField};
use crate::error::{Problem, What};
use crate::rulebook::read::{Reader, required, term, with_grounds};
use crate::toml_file::{Node, TomlFile};
use crate::vocabulary::Mask;

/// The flows of a file. A flow without a fixed period names the event that makes it due; one with a period names none.
pub(crate) fn flows(reader: &Reader<'_>, file: &mut TomlFile<'_>) -> Vec<Flow> {
    let flows = file.read(|file, root| {
        root.only(file, &["flow"]);
        let nodes = root.tables(file, "flow");
        let read = |node| flow(reader, file, node);
        Some(nodes.iter().filter_map(read).collect())
    });
    flows.unwrap_or_default()
}

fn flow(reader: &Reader<'_>, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Flow> {
    let own = ["from", "to", "rhythm", "event", "data_kind", "purpose"];
    node.only(file, &with_grounds(&own));
    let grounds = reader.grounds(file, node);
    let named = node.strings(file, "to");
    let to: Option<Vec<_>> = named
        .iter()
        .map(|organ| term(file, What::Term, organ))
        .collect();
    let flow = Flow {
        grounds: grounds?,
        from: required(file, node, "from")?,
        to: to?,
        rhythm: required(file, node, "rhythm")?,
        event: node.text(file, "event"),
        data_kind: required(file, node, "data_kind")?,
        purpose: required(file, node, "purpose")?,
    };
    if flow.to.is_empty() {
        file.fail(&node.at, Problem::MissingField { field: "to" });
    }
    if flow.rhythm.is_periodic() == flow.event.is_some() {
        file.fail(&node.at, Problem::MissingField { field: "event" });
    }
    Some(flow)
}

/// The sample records of a file.
pub(crate) fn samples(file: &mut TomlFile<'_>) -> Vec<Sample> {
    let samples = file.read(|file, root| {
        root.only(file, &["sample"]);
        let nodes = root.tables(file, "sample");
        let read = |node| sample(file, node);
        Some(nodes.iter().filter_map(read).collect())
    });
    samples.unwrap_or_default()
}

fn sample(file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Sample> {
    node.only(file, &["data_kind", "title", "field"]);
    let fields = node.tables(file, "field");
    let read = |node| sample_field(file, node);
    let fields: Option<Vec<SampleField>> = fields.iter().map(read).collect();
    Some(Sample {
        data_kind: required(file, node, "data_kind")?,
        title: node.required_text(file, "title")?,
        fields: fields?,
    })
}

fn sample_field(file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<SampleField> {
    node.only(file, &["label", "value", "mask"]);
    let mask = node
        .string(file, "mask")
        .map(|mask: Spanned<String>| term::<Mask>(file, What::Term, &mask));
    let mask = match mask {
        None => None,
        Some(mask) => Some(mask?),
    };
    Some(SampleField {
        label: node.required_text(file, "label")?,
        value: node.required_text(file, "value")?,
        mask,
    })
}
