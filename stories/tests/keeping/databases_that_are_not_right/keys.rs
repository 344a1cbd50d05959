//! A key file that is missing, another's, or open to others: never replaced and never mended in silence.

use super::scene::{Place, each_used};
use std::fs;
use stories::{World, both};

#[tokio::test]
async fn dl25_a_key_file_that_is_missing_or_anothers_is_not_replaced() {
    both(async |world: World| {
        let database = world.database().clone();
        let World { here, folder, practice, .. } = world;
        drop(here);
        let place = Place { folder, database };
        let (key, kept) = (place.folder.path().join("key"), place.folder.path().join("elsewhere"));
        fs::rename(&key, &kept).unwrap();
        let says = place.refused().await;
        assert!(says.contains("is missing") && says.contains("restore it from your backup of keys"), "{says}");
        assert!(!key.exists(), "no other key takes its place");

        let stranger = Place::with_a_file();
        drop(stranger.opened().await.unwrap());
        fs::copy(stranger.folder.path().join("key"), &key).unwrap();
        let says = place.refused().await;
        assert!(says.contains("is not the key that this database is sealed with"), "{says}");

        fs::remove_file(&key).unwrap();
        fs::rename(&kept, &key).unwrap();
        place.opened().await.unwrap();
        drop(practice);
    })
    .await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_key_file_that_others_can_read_is_refused_with_the_remedy() {
    use std::os::unix::fs::PermissionsExt as _;
    each_used(async |place| {
        let key = place.folder.path().join("key");
        fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
        let says = place.refused().await;
        assert!(says.contains("chmod 400") && says.contains("mode 644"), "{says}");
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o644, "mending it is the operator's");
    })
    .await;
}
