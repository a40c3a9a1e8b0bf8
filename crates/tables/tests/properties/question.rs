//! Open questions and counterfactuals.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use shizu_tables::{Fact, Terminal};

use crate::model::{Model, Said, said};
use crate::tables::{asked, config};

/// The columns for which two completions that differ only there are answered differently.
fn decisive(model: &Model, asked: &[Fact], say: &dyn Fn(&[i64]) -> Said) -> BTreeSet<usize> {
    let completions = model.completions(asked);
    let differs = |column: &usize| {
        completions.iter().any(|values| {
            model.classes(*column).iter().any(|other| {
                let mut changed = values.clone();
                changed[*column] = *other;
                say(values) != say(&changed)
            })
        })
    };
    model
        .used()
        .into_iter()
        .filter(|column| !asked[*column].is_known())
        .filter(differs)
        .collect()
}

/// Bits of uncertainty over the answers of completions.
fn entropy(answers: &[Said]) -> f64 {
    let mut counts: BTreeMap<&Said, usize> = BTreeMap::new();
    for answer in answers {
        *counts.entry(answer).or_default() += 1;
    }
    let total = answers.len() as f64;
    counts
        .values()
        .map(|count| *count as f64 / total)
        .map(|share| -share * share.log2())
        .sum()
}

/// A set of changes: column and class.
type Changes = Vec<(usize, i64)>;

/// The least sets of changes from `asked` (column and class) that settle each answer, by trying all of them, smallest first.
fn least_changes(
    model: &Model,
    asked: &[Fact],
    say: &dyn Fn(&[i64]) -> Said,
) -> BTreeMap<Said, BTreeSet<Changes>> {
    let mut found: BTreeMap<Said, (usize, BTreeSet<Changes>)> = BTreeMap::new();
    let mut all: Vec<(Changes, Vec<Fact>)> = vec![(Vec::new(), asked.to_vec())];
    for column in model.used() {
        let now = asked[column]
            .value()
            .map(|value| model.class(column, value));
        let others: Vec<i64> = model
            .classes(column)
            .into_iter()
            .filter(|class| Some(*class) != now)
            .collect();
        let changed: Vec<_> = all
            .iter()
            .flat_map(|(changes, facts)| {
                others.iter().map(move |class| {
                    let (mut changes, mut facts) = (changes.clone(), facts.clone());
                    changes.push((column, *class));
                    facts[column] = Fact::known(*class);
                    (changes, facts)
                })
            })
            .collect();
        all.extend(changed);
    }
    for (changes, facts) in all {
        let answers: BTreeSet<Said> = model
            .completions(&facts)
            .iter()
            .map(|values| say(values))
            .collect();
        if answers.len() != 1 || changes.is_empty() {
            continue;
        }
        let entry = found
            .entry(answers.into_iter().next().expect("one"))
            .or_insert((usize::MAX, BTreeSet::new()));
        if changes.len() < entry.0 {
            *entry = (changes.len(), BTreeSet::new());
        }
        if changes.len() == entry.0 {
            entry.1.insert(changes);
        }
    }
    found
        .into_iter()
        .map(|(answer, (_, sets))| (answer, sets))
        .collect()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn the_questions_are_exactly_the_unknowns_that_matter((model, asked) in asked(4)) {
        if model.spec.policy.is_list() {
            return Ok(());
        }
        let table = model.table();
        let open = table.open_questions(&asked).expect("small");
        let possible: BTreeSet<Said> = open.possible.iter().map(|terminal| said(&table, terminal)).collect();
        prop_assert_eq!(possible, model.possible(&asked));
        let say = |values: &[i64]| model.say(values);
        let columns: BTreeSet<usize> = open.questions.iter().map(|question| question.column).collect();
        prop_assert_eq!(columns, decisive(&model, &asked, &say));
        prop_assert!(open.questions.is_sorted_by(|one, next| one.gain >= next.gain));
        let answers = |facts: &[Fact]| -> Vec<Said> { model.completions(facts).iter().map(|values| model.say(values)).collect() };
        let before = entropy(&answers(&asked));
        for question in &open.questions {
            let classes = model.classes(question.column);
            let facts: Vec<Fact> = classes.iter().map(|class| Fact::known(*class)).collect();
            prop_assert_eq!(question.branches.iter().map(|(fact, _)| *fact).collect::<Vec<_>>(), facts);
            let mut after = 0.0;
            for (fact, left) in &question.branches {
                let mut then = asked.clone();
                then[question.column] = *fact;
                let left: BTreeSet<Said> = left.iter().map(|terminal| said(&table, terminal)).collect();
                prop_assert_eq!(left, model.possible(&then));
                after += entropy(&answers(&then)) / classes.len() as f64;
            }
            prop_assert!((before - after - question.gain).abs() < 1e-9);
        }
    }

    #[test]
    fn questions_about_a_listed_outcome_are_exactly_those_that_matter((model, asked) in asked(4)) {
        if !model.spec.policy.is_list() {
            return Ok(());
        }
        let table = model.table();
        for (index, outcome) in table.outcomes().iter().enumerate() {
            let say = |values: &[i64]| {
                let listed = model.matching(values).iter().any(|row| row.outcome == *outcome);
                Said::Number(i64::from(listed))
            };
            let open = table.open_questions_about(index, &asked).expect("small");
            let columns: BTreeSet<usize> = open.questions.iter().map(|question| question.column).collect();
            prop_assert_eq!(columns, decisive(&model, &asked, &say));
            let possible: BTreeSet<Said> = model.completions(&asked).iter().map(|values| say(values)).collect();
            let given: BTreeSet<Said> = open
                .possible
                .iter()
                .map(|terminal| Said::Number(i64::from(*terminal == Terminal::Listed(true))))
                .collect();
            prop_assert_eq!(given, possible);
        }
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn counterfactuals_are_all_the_least_sets_of_changes((model, asked) in asked(4)) {
        if model.spec.policy.is_list() {
            return Ok(());
        }
        let table = model.table();
        let say = |values: &[i64]| model.say(values);
        let mut expected = least_changes(&model, &asked, &say);
        let now = model.possible(&asked);
        if now.len() == 1 {
            expected.retain(|answer, _| !now.contains(answer));
        }
        let given = table.counterfactuals(&asked, usize::MAX).expect("small");
        prop_assert!(given.is_sorted_by_key(|one| one.changes.len()));
        let mut sets: BTreeMap<Said, BTreeSet<Changes>> = BTreeMap::new();
        for one in &given {
            let mut then = asked.clone();
            let mut set = Vec::new();
            for change in &one.changes {
                prop_assert_eq!(change.from, asked[change.column]);
                then[change.column] = change.to;
                set.push((change.column, model.class(change.column, change.to.value().expect("known"))));
            }
            let answer = said(&table, &one.answer);
            prop_assert_eq!(model.possible(&then), BTreeSet::from([answer.clone()]));
            prop_assert!(sets.entry(answer).or_default().insert(set), "each set once");
        }
        prop_assert_eq!(sets, expected.clone());
        let first = table.counterfactuals(&asked, 1).expect("small");
        prop_assert_eq!(first.len(), expected.len());
    }

    #[test]
    fn counterfactuals_about_a_listed_outcome_are_all_the_least((model, asked) in asked(3)) {
        if !model.spec.policy.is_list() {
            return Ok(());
        }
        let table = model.table();
        for (index, outcome) in table.outcomes().iter().enumerate() {
            let say = |values: &[i64]| {
                Said::Number(i64::from(model.matching(values).iter().any(|row| row.outcome == *outcome)))
            };
            let mut expected = least_changes(&model, &asked, &say);
            let now: BTreeSet<Said> = model.completions(&asked).iter().map(|values| say(values)).collect();
            if now.len() == 1 {
                expected.retain(|answer, _| !now.contains(answer));
            }
            let mut sets: BTreeMap<Said, BTreeSet<Changes>> = BTreeMap::new();
            for one in table.counterfactuals_about(index, &asked, usize::MAX).expect("small") {
                let answer = Said::Number(i64::from(one.answer == Terminal::Listed(true)));
                let set = one.changes.iter().map(|change| {
                    (change.column, model.class(change.column, change.to.value().expect("known")))
                });
                sets.entry(answer).or_default().insert(set.collect());
            }
            prop_assert_eq!(sets, expected);
        }
    }
}
