//! Embedded folders (templates, assets, migrations) are not tracked by Cargo when a file is added or removed: say so here.

fn main() {
    for folder in ["../templates", "assets", "migrations"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
