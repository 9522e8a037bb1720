//! Prints `docs/order-life.md`.

fn main() {
    print!("{}", domain::order::diagram());
}
