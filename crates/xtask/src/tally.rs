//! Reading from a test runner's own words how many tests passed and failed.

use std::ops::AddAssign;

/// Tests that ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests with the expected result.
    pub passed: u64,
    /// Tests with another.
    pub failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    /// Sums the summary lines in `text` (without colours) of cargo nextest (`Summary … 12 tests run: 11 passed, 1
    /// failed`), of cargo test and wasm-bindgen-test (`test result: ok. 3 passed; 0 failed; …`), and of `node --test`
    /// (`# pass 4`, `# fail 0`, with `ℹ` instead of `#` on terminals).
    pub fn read(text: &str) -> Self {
        let mut tally = Self::default();
        for line in text.lines() {
            let line = line.trim();
            if line.starts_with("Summary [") || line.starts_with("test result:") {
                tally.passed += count_before(line, "passed");
                tally.failed += count_before(line, "failed") + count_before(line, "timed");
            } else if let Some(rest) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "))
            {
                match rest.split_once(' ') {
                    Some(("pass", count)) => tally.passed += count.parse().unwrap_or(0),
                    Some(("fail" | "cancelled", count)) => {
                        tally.failed += count.parse().unwrap_or(0);
                    }
                    _ => {}
                }
            }
        }
        tally
    }
}

/// The number in front of the first word beginning with `word`, or 0 if there is none.
fn count_before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line.split_whitespace().collect();
    let counted = words.windows(2).find(|pair| pair[1].starts_with(word));
    counted.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn every_runner_is_understood() {
        let nextest = "     Summary [   0.412s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped";
        assert_eq!(
            Tally::read(nextest),
            Tally {
                passed: 10,
                failed: 2
            }
        );
        let cargo = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\ntest result: FAILED. 1 passed; 2 failed;";
        assert_eq!(
            Tally::read(cargo),
            Tally {
                passed: 4,
                failed: 2
            }
        );
        let node = "ℹ tests 5\nℹ pass 4\nℹ fail 1\nℹ cancelled 0\n# pass 2\n# fail 0";
        assert_eq!(
            Tally::read(node),
            Tally {
                passed: 6,
                failed: 1
            }
        );
    }

    #[test]
    fn other_lines_do_not_count() {
        assert_eq!(
            Tally::read("# passing through\n7 passed by\n# pass me the salt"),
            Tally::default()
        );
    }
}
