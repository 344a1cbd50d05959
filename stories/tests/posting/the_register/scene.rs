//! What the stories of this folder have in common.

use stories::World;

pub async fn page_of(world: &World, group: &str, name: &str) -> String {
    format!("/g/{group}/channels/{}", world.channel(group, name).await)
}
