//! Embedded folders are not tracked by Cargo when a file is added or removed: say so here.

fn main() {
    for folder in ["../templates", "assets"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
