//! Which snapshots stay: the last few to come back from damage, and one of each day that was worked on, to come back from mistakes.

use super::head::Snapshot;

/// How many of the newest stay in any case.
const NEWEST: usize = 3;
/// Of how many days the last one stays.
const DAYS: usize = 7;
/// How many bytes those of earlier days may take together. Beyond that the oldest go.
const ROOM: u64 = 200 << 20;

/// Those that may go, of all snapshots of a line, newest first. The order is that of the revisions; dates may go back, when a clock was wrong.
pub fn dispensable(newest_first: &[Snapshot]) -> Vec<&Snapshot> {
    let mut days: Vec<&str> = Vec::new();
    let mut taken = 0;
    let mut gone = Vec::new();
    for (at, snapshot) in newest_first.iter().enumerate() {
        let day = snapshot.at.get(..10).unwrap_or_default();
        let first_of_day = !days.contains(&day);
        if first_of_day {
            days.push(day);
        }
        if at < NEWEST {
            continue;
        }
        if first_of_day && days.len() <= DAYS && taken + snapshot.size <= ROOM {
            taken += snapshot.size;
        } else {
            gone.push(snapshot);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::{Snapshot, dispensable};

    fn snapshots(of: &[(u64, &str, u64)]) -> Vec<Snapshot> {
        let snapshot = |&(revision, at, size): &(u64, &str, u64)| Snapshot {
            revision,
            at: format!("{at}T09:00:00+08:00"),
            size,
        };
        of.iter().map(snapshot).collect()
    }

    fn gone(of: &[(u64, &str, u64)]) -> Vec<u64> {
        let snapshots = snapshots(of);
        let gone = dispensable(&snapshots);
        gone.iter().map(|snapshot| snapshot.revision).collect()
    }

    #[test]
    fn the_last_three_stay_and_the_last_of_each_earlier_day() {
        let of = [
            (90, "2026-03-05", 1),
            (80, "2026-03-05", 1),
            (70, "2026-03-05", 1),
            (60, "2026-03-05", 1),
            (50, "2026-03-04", 1),
            (40, "2026-03-04", 1),
            (30, "2026-03-02", 1),
        ];
        assert_eq!(gone(&of), [60, 40]);
        assert_eq!(gone(&of[..3]), [0; 0]);
    }

    #[test]
    fn a_week_of_worked_days_stays() {
        let days: Vec<String> = (10..22).rev().map(|day| format!("2026-03-{day}")).collect();
        let of: Vec<(u64, &str, u64)> = days
            .iter()
            .enumerate()
            .map(|(at, day)| (100 - at as u64, &**day, 1))
            .collect();
        assert_eq!(gone(&of), [93, 92, 91, 90, 89]);
    }

    #[test]
    fn large_ones_of_earlier_days_go_and_the_last_three_stay_however_large() {
        let large = 150 << 20;
        let of = [
            (9, "2026-03-09", large),
            (8, "2026-03-08", large),
            (7, "2026-03-07", large),
            (6, "2026-03-06", large),
            (5, "2026-03-05", large),
        ];
        assert_eq!(gone(&of), [5]);
    }

    #[test]
    fn a_clock_that_goes_back_costs_no_snapshot_of_the_last_three() {
        let of = [
            (5, "2020-01-01", 1),
            (4, "2026-03-05", 1),
            (3, "2020-01-01", 1),
            (2, "2020-01-01", 1),
            (1, "2026-03-04", 1),
        ];
        assert_eq!(gone(&of), [2]);
    }
}
