//! `cargo xtask <verb>`: one command to run, build, test and measure Shizu.
//!
//! Every verb sets up what it needs, says what it is doing and for how long, and names what is missing when it cannot
//! go on. Nothing here is part of the product.

mod process;
mod progress;
mod serve;
mod setup;
mod tally;
mod verbs;
mod web;
mod workspace;

use std::process::ExitCode;

use workspace::Workspace;

const HELP: &str = "\
cargo xtask <verb>

  run [--port N] [--no-open]   build the app for this machine's browser and serve it on http://127.0.0.1:8080
  build                        the release: dist/ (static site) and dist/shizu.html (everything in one file)
  test [--only STEP]... [--list]
                               every check: formatting, lints, native, WebAssembly and real-browser tests
  soak [--cases N]             the property tests with other inputs, and many more: 20000 each unless told
  native                       the command line tool alone: target/native/release/shizu
  check-trunk                  the same app through Trunk: `trunk build`, then `trunk serve` answering
  bench [FILTER]               the benchmarks of every package that has some

`run` needs nothing beyond Rust. `build` also needs node and npm, `test` a Chromium; both install them through apt
where they may, and say what to install where they may not.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let workspace = Workspace::locate();
    let outcome = match arguments.split_first() {
        Some((&"run", rest)) => verbs::run::run(&workspace, rest),
        Some((&"build", [])) => verbs::build::build(&workspace),
        Some((&"test", rest)) => verbs::test::test(&workspace, rest),
        Some((&"soak", rest)) => verbs::soak::soak(&workspace, rest),
        Some((&"native", [])) => verbs::native::native(&workspace),
        Some((&"check-trunk", [])) => verbs::check_trunk::check_trunk(&workspace),
        Some((&"bench", rest)) => verbs::bench::bench(&workspace, rest),
        None | Some((&("help" | "--help" | "-h"), _)) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Some((verb, rest)) => {
            eprintln!(
                "error: cannot make sense of `{}`\n\n{HELP}",
                [&[*verb], rest].concat().join(" ")
            );
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
