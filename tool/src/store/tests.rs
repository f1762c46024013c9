//! What every store must do, tried on each.
#![cfg(feature = "sqlite")]

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::clock::Clock;
use crate::vault::Vault;

const NOW: i64 = 1_000;

fn secret() -> SecretKey {
    SecretKey::from_hex("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff").unwrap()
}

async fn vault(store: Arc<dyn Store>) -> Vault {
    Vault::open(store, Some(secret()), Clock::system()).await.unwrap()
}

fn database(home: &tempfile::TempDir) -> std::path::PathBuf {
    home.path().join("tool.sqlite")
}

/// Both stores, new.
async fn stores(home: &tempfile::TempDir) -> [Arc<dyn Store>; 2] {
    [Arc::new(MemoryStore::new()), Arc::new(SqliteStore::open(database(home)).await.unwrap())]
}

fn stored(vault: &Vault, issuer: &str, client_id: &str, revision: i64) -> StoredPlatform {
    let id = PlatformId::of(issuer, client_id);
    let value = vault.seal(Arc::new(revision), format!("platforms/{id}"));
    StoredPlatform { id, issuer: issuer.into(), client_id: client_id.into(), revision, value }
}

fn entry(vault: &Vault, key: &str, platform: Option<&PlatformId>, expires: i64) -> Entry {
    let value = vault.seal(Arc::new(key.to_owned()), format!("sessions/{key}"));
    Entry { shelf: Shelf::Sessions, key: key.to_owned(), platform: platform.cloned(), value, expires }
}

async fn has(store: &dyn Store, key: &str, now: i64) -> bool {
    store.get(Shelf::Sessions, key, now).await.unwrap().is_some()
}

#[tokio::test]
async fn an_entry_lives_until_its_time_is_over() {
    let home = tempfile::tempdir().unwrap();
    for store in stores(&home).await {
        let vault = vault(Arc::clone(&store)).await;
        assert!(store.put(entry(&vault, "k", None, NOW + 10), NOW).await.unwrap());
        assert!(has(&*store, "k", NOW + 9).await);
        assert!(!has(&*store, "k", NOW + 10).await);
        assert!(!has(&*store, "K", NOW).await, "keys are compared byte by byte");
        assert!(store.get(Shelf::Logins, "k", NOW).await.unwrap().is_none(), "shelves are apart");
        let value = store.all(Shelf::Sessions, NOW).await.unwrap();
        assert_eq!(value.len(), 1);
        assert_eq!(*vault.unseal::<String>("sessions/k", &value[0].1).unwrap(), "k");
        assert!(store.all(Shelf::Sessions, NOW + 10).await.unwrap().is_empty());
        store.remove(Shelf::Sessions, "k").await.unwrap();
        assert!(!has(&*store, "k", NOW).await);
    }
}

#[tokio::test]
async fn a_key_is_claimed_once_while_it_lives() {
    let home = tempfile::tempdir().unwrap();
    for store in stores(&home).await {
        let vault = vault(Arc::clone(&store)).await;
        let claim = |expires, now| store.claim(entry(&vault, "k", None, expires), now);
        assert!(claim(NOW + 10, NOW).await.unwrap());
        assert!(!claim(NOW + 99, NOW + 9).await.unwrap());
        assert!(claim(NOW + 30, NOW + 10).await.unwrap(), "the first one is over");
    }
}

#[tokio::test]
async fn platforms_are_found_by_what_they_are() {
    let home = tempfile::tempdir().unwrap();
    for store in stores(&home).await {
        let vault = vault(Arc::clone(&store)).await;
        for (issuer, client) in [("b", "1"), ("a", "1"), ("a", "2"), ("A", "1")] {
            assert!(store.save_platform(stored(&vault, issuer, client, 1)).await.unwrap());
        }
        let id = PlatformId::of("a", "2");
        let rows: [(_, &[&str]); 4] = [
            (Which::All, &["b1", "a1", "a2", "A1"]),
            (Which::Issuer("a"), &["a1", "a2"]),
            (Which::Id(&id), &["a2"]),
            (Which::Issuer("c"), &[]),
        ];
        for (which, expected) in rows {
            let found = store.platforms(which).await.unwrap();
            let names: Vec<_> = found.iter().map(|one| format!("{}{}", one.issuer, one.client_id)).collect();
            assert_eq!(names, expected, "{which:?}");
        }
    }
}

#[tokio::test]
async fn of_two_who_change_a_platform_at_once_one_must_read_again() {
    let home = tempfile::tempdir().unwrap();
    for store in stores(&home).await {
        let vault = vault(Arc::clone(&store)).await;
        let save = |revision| store.save_platform(stored(&vault, "a", "1", revision));
        assert!(!save(2).await.unwrap(), "there is none to change");
        assert!(save(1).await.unwrap());
        assert!(!save(1).await.unwrap(), "somebody else was first");
        assert!(save(2).await.unwrap());
        assert!(!save(2).await.unwrap());
        assert_eq!(store.platforms(Which::All).await.unwrap()[0].revision, 2);
    }
}

#[tokio::test]
async fn what_belongs_to_a_platform_goes_with_it() {
    let home = tempfile::tempdir().unwrap();
    for store in stores(&home).await {
        let vault = vault(Arc::clone(&store)).await;
        let (mine, other) = (PlatformId::of("a", "1"), PlatformId::of("b", "1"));
        store.save_platform(stored(&vault, "a", "1", 1)).await.unwrap();
        store.save_platform(stored(&vault, "b", "1", 1)).await.unwrap();
        for (key, platform) in [("mine", Some(&mine)), ("other", Some(&other)), ("free", None)] {
            assert!(store.put(entry(&vault, key, platform, i64::MAX), NOW).await.unwrap());
        }
        store.remove_of(Shelf::Sessions, &other).await.unwrap();
        assert!(has(&*store, "mine", NOW).await && !has(&*store, "other", NOW).await);
        assert!(store.delete_platform(&mine).await.unwrap());
        assert!(!has(&*store, "mine", NOW).await && has(&*store, "free", NOW).await);
        assert!(!store.delete_platform(&mine).await.unwrap());
        assert!(!store.put(entry(&vault, "late", Some(&mine), i64::MAX), NOW).await.unwrap());
        assert!(!store.claim(entry(&vault, "late", Some(&mine), i64::MAX), NOW).await.unwrap());
        assert!(!has(&*store, "late", NOW).await);
    }
}

#[tokio::test]
async fn odd_names_are_names() {
    let home = tempfile::tempdir().unwrap();
    for store in stores(&home).await {
        let vault = vault(Arc::clone(&store)).await;
        for key in ["", "'; DROP TABLE entries", "a\0b", "é", &"x".repeat(100_000)] {
            assert!(store.put(entry(&vault, key, None, NOW + 1), NOW).await.unwrap());
            assert!(has(&*store, key, NOW).await);
        }
        assert!(!has(&*store, "a", NOW).await, "a name does not end at a zero");
    }
}

#[tokio::test]
async fn a_flood_of_logins_leaves_room() {
    let store = MemoryStore::new();
    let vault = Vault::in_memory(Clock::system()).await;
    for number in 0..20_100 {
        let key = number.to_string();
        let login = Entry { shelf: Shelf::Logins, ..entry(&vault, &key, None, NOW + 1) };
        store.put(login, NOW).await.unwrap();
    }
    assert!(store.all(Shelf::Logins, NOW).await.unwrap().len() <= 20_000);
    assert!(store.get(Shelf::Logins, "20099", NOW).await.unwrap().is_some());
}

#[tokio::test]
async fn a_file_keeps_everything_and_shows_nothing() {
    let home = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(database(&home)).await.unwrap();
    let first = vault(Arc::new(store)).await;
    let value = Arc::new("Ada Lovelace".to_owned());
    first.put(Shelf::Sessions, "s", None, value, Some(1000)).await.unwrap();
    first.put(Shelf::Sessions, "short", None, Arc::new(1), Some(-1)).await.unwrap();
    drop(first);
    let again = vault(Arc::new(SqliteStore::open(database(&home)).await.unwrap())).await;
    assert_eq!(*again.get::<String>(Shelf::Sessions, "s").await.unwrap().unwrap(), "Ada Lovelace");
    assert_eq!(again.get::<u8>(Shelf::Sessions, "short").await.unwrap(), None);
    for file in std::fs::read_dir(home.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"Lovelace"));
    }
}

#[tokio::test]
async fn a_file_is_swept_now_and_then() {
    let home = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(database(&home)).await.unwrap();
    let vault = Vault::in_memory(Clock::system()).await;
    for number in 0..600 {
        let key = number.to_string();
        store.put(entry(&vault, &key, None, NOW + i64::from(number)), NOW + i64::from(number)).await.unwrap();
    }
    let left = store.all(Shelf::Sessions, 0).await.unwrap().len();
    assert!(left < 300, "{left}");
}

#[tokio::test]
async fn a_wrong_secret_is_noticed_at_once() {
    let home = tempfile::tempdir().unwrap();
    drop(vault(Arc::new(SqliteStore::open(database(&home)).await.unwrap())).await);
    let store = || async { Arc::new(SqliteStore::open(database(&home)).await.unwrap()) };
    let wrong = SecretKey::generate().unwrap();
    let error = Vault::open(store().await, Some(wrong), Clock::system()).await.unwrap_err();
    assert!(matches!(error, StoreError::WrongSecret), "{error}");
    let error = Vault::open(store().await, None, Clock::system()).await.unwrap_err();
    assert!(matches!(error, StoreError::WrongSecret), "the key beside the file is another one: {error}");
    assert!(Vault::open(store().await, Some(secret()), Clock::system()).await.is_ok());
}

#[tokio::test]
async fn a_file_keeps_a_secret_for_tools_without_one() {
    let home = tempfile::tempdir().unwrap();
    let open = || async {
        let store = Arc::new(SqliteStore::open(database(&home)).await.unwrap());
        Vault::open(store, None, Clock::system()).await.unwrap()
    };
    let first = open().await;
    assert_eq!(first.subkey("session"), open().await.subkey("session"));
    let key = home.path().join("tool.sqlite.key");
    assert!(SecretKey::from_hex(&std::fs::read_to_string(&key).unwrap()).is_ok());
    std::fs::write(&key, "spoilt").unwrap();
    let error = SqliteStore::open(database(&home)).await.unwrap().secret().await.unwrap_err().to_string();
    assert!(error.contains("tool.sqlite.key") && error.contains("64 hexadecimal digits"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_reads_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let store = Arc::new(SqliteStore::open(database(&home)).await.unwrap());
    let _vault = Vault::open(store, None, Clock::system()).await.unwrap();
    for file in std::fs::read_dir(home.path()).unwrap().map(Result::unwrap) {
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", file.path().display());
    }
}

async fn refused(path: &Path) -> String {
    SqliteStore::open(path).await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_damaged_file_is_named_with_a_way_out() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(database(&home), "this is no database, but long enough to look like one".repeat(100))
        .unwrap();
    let error = refused(&database(&home)).await;
    assert!(error.contains("tool.sqlite") && error.contains("move it away"), "{error}");
}

#[tokio::test]
async fn a_file_that_cannot_be_is_named_with_a_way_out() {
    let home = tempfile::tempdir().unwrap();
    let error = refused(&home.path().join("nowhere/tool.sqlite")).await;
    assert!(error.contains("nowhere") && error.contains("directory must exist"), "{error}");
    let error = refused(home.path()).await;
    assert!(error.contains("hint"), "{error}");
}

#[tokio::test]
async fn a_file_of_something_else_is_left_alone() {
    use sqlx::{Connection as _, SqliteConnection};
    let home = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", database(&home).display());
    let mut other = SqliteConnection::connect(&url).await.unwrap();
    sqlx::query("CREATE TABLE platforms (id TEXT)").execute(&mut other).await.unwrap();
    assert!(refused(&database(&home)).await.contains("a file of its own"));
    sqlx::query("DROP TABLE platforms").execute(&mut other).await.unwrap();
    sqlx::query("PRAGMA user_version = 99").execute(&mut other).await.unwrap();
    let error = refused(&database(&home)).await;
    assert!(error.contains("newer version") && error.contains("99"), "{error}");
}

#[tokio::test]
async fn what_was_changed_in_the_file_is_not_believed() {
    let home = tempfile::tempdir().unwrap();
    let store = Arc::new(SqliteStore::open(database(&home)).await.unwrap());
    let vault = vault(Arc::clone(&store) as Arc<dyn Store>).await;
    for (key, user) in [("a", "Ada"), ("b", "Bob")] {
        vault.put(Shelf::Sessions, key, None, Arc::new(user.to_owned()), Some(1000)).await.unwrap();
    }
    let of_bob = store.get(Shelf::Sessions, "b", 0).await.unwrap().unwrap();
    let exchanged = Entry { value: of_bob, ..entry(&vault, "a", None, i64::MAX) };
    store.put(exchanged, 0).await.unwrap();
    let error = vault.get::<String>(Shelf::Sessions, "a").await.unwrap_err();
    assert!(matches!(error, StoreError::Unreadable { .. }), "{error}");
    assert_eq!(vault.all::<String>(Shelf::Sessions).await.unwrap().len(), 1, "the rest can be read");
}

/// Each connection is to SQLite what a process is: nothing is shared but the file.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_processes_share_a_file() {
    let home = tempfile::tempdir().unwrap();
    let path = database(&home);
    let tasks = (0..6).map(|process| {
        let path = path.clone();
        tokio::spawn(async move {
            let vault = vault(Arc::new(SqliteStore::open(&path).await.unwrap())).await;
            let mut claimed = 0;
            for number in 0..100 {
                let key = number.to_string();
                let won =
                    vault.claim(Shelf::Nonces, &key, None, Arc::new(process), Some(1000)).await.unwrap();
                claimed += usize::from(won);
            }
            claimed
        })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut claimed = 0;
    for task in tasks {
        claimed += task.await.unwrap();
    }
    assert_eq!(claimed, 100, "each is claimed once");
}
