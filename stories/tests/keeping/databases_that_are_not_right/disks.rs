//! Disks that fill up or can only be read, under the SQLite file: a story of SQLite only, because a server's disk is its
//! own. Mounting takes root, so that these tests are a part of the test run of their own.

use super::{
    acts_are_done_or_not::{grants, kept},
    scene::Place,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};
use store::Database;
use stories::World;
use tempfile::TempDir;

/// A small disk in memory, and the place on it.
struct Disk(Place);

impl Disk {
    fn of(size: &str) -> Self {
        let folder: TempDir = tempfile::tempdir().unwrap();
        let options = format!("size={size}");
        assert!(
            mount(&["-t", "tmpfs", "-o", &options, "tmpfs"], folder.path()),
            "no disk can be mounted: it takes root"
        );
        let database = Database::Sqlite(folder.path().join("nuncio.db"));
        Self(Place { folder, database })
    }
    fn path(&self) -> &Path {
        self.0.folder.path()
    }
    /// Waits until nobody writes there any more, and makes it read-only.
    async fn becomes_read_only(&self) {
        while !mount(&["-o", "remount,ro"], self.path()) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    /// Fills it to the last byte.
    fn fills(&self) -> PathBuf {
        let filler = self.path().join("filler");
        let full = fs::write(&filler, vec![0; 64 * 1024 * 1024]).unwrap_err();
        assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
        filler
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A mount that stays is gone with the machine; lazily, because connections close on threads of their own.
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn mount(arguments: &[&str], place: &Path) -> bool {
    let done = Command::new("mount").args(arguments).arg(place).output();
    done.is_ok_and(|output| output.status.success())
}

#[tokio::test]
#[ignore = "mounts a small disk, which takes root; `cargo xtask test` runs it as a part of its own"]
async fn a_database_that_is_read_only_is_refused_with_the_remedy() {
    let disk = Disk::of("8m");
    disk.0.opened().await.unwrap();
    disk.becomes_read_only().await;
    let says = disk.0.refused().await;
    assert!(says.contains("cannot be written") && says.contains("mend the permissions"), "{says}");
}

#[tokio::test]
#[ignore = "mounts a small disk, which takes root; `cargo xtask test` runs it as a part of its own"]
async fn dl22_a_full_disk_at_the_start_is_refused_and_nothing_is_lost() {
    let disk = Disk::of("8m");
    let filler = disk.fills();
    let says = disk.0.refused().await;
    assert!(says.contains("full") && says.contains("free some space"), "{says}");
    fs::remove_file(filler).unwrap();
    disk.0.opened().await.unwrap();
}

#[tokio::test]
#[ignore = "mounts a small disk, which takes root; `cargo xtask test` runs it as a part of its own"]
async fn dl22_a_disk_that_fills_up_stops_acts_and_lets_them_go_on_when_there_is_space() {
    let disk = Disk::of("12m");
    let world = World::on(Some(Database::Sqlite(disk.path().join("nuncio.db")))).await;
    let before = kept(&world).await;
    let filler = disk.fills();
    let says = grants(&world).await.unwrap_err().to_string();
    assert!(says.contains("disk of the database is full") && says.contains("free some space"), "{says}");
    assert_eq!(kept(&world).await, before, "neither a right nor an entry without the other");
    fs::remove_file(filler).unwrap();
    grants(&world).await.unwrap();
    assert_eq!(kept(&world).await, (before.0 + 1, before.1 + 1));
    assert!(world.here.store.verify_log(world.group("django")).await.unwrap().whole());
}
