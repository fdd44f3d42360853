//! Times the loops natively: one line a figure, `name, how many a run, median seconds, check`.

use std::hint::black_box;
use std::time::Instant;

/// Odd, so that there is a median.
const RUNS: usize = 7;

fn main() {
    time("ckd_epi", rates::ROWS, rates::ckd_epi);
    time("progression", rates::visits(), rates::progression);
}

fn time(name: &str, count: u32, run: extern "C" fn() -> f64) {
    // The first run makes the inputs.
    let check = run();
    let mut seconds: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    println!("{name},{count},{},{check}", seconds[RUNS / 2]);
}
