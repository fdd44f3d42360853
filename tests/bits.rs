//! Native results, bit for bit, against the digest that the browser must reach as well.

#[path = "bits/digest.rs"]
mod digest;

#[test]
fn the_golden_rows_have_the_recorded_bits() {
    assert_eq!(digest::golden_rows(), digest::RECORDED);
}
