//! Laws of merging, saving, undoing and placing: what has to hold for every progress and every document.
//!
//! `cargo test` tries some hundred cases of each; `PROPTEST_CASES` sets how many.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

mod earlier;
mod edited;
mod explained;
mod keyed;
mod merging;
mod placing;
mod remembered;
mod saving;
mod signing;
mod textual;
mod undoing;

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(42),
        ..ProptestConfig::with_cases(200)
    }
}
