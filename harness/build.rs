//! A new feature file must be embedded without touching Rust sources.

fn main() {
    println!("cargo:rerun-if-changed=../features");
}
