//! Prints `docs/operation-life.md`.

fn main() {
    print!("{}", domain::act::diagram());
}
