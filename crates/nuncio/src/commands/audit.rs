//! `nuncio audit verify`: whether a log was touched, and whether every answer in it is the charter's.

use super::out::print;
use crate::{cli::Place, start};
use acts::replay::{self, Checked};
use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use std::process::ExitCode;
use store::{Group, Store};

/// Checks the logs, and fails when one of them is not whole.
pub async fn verify(place: &Place, only: Option<&str>) -> Result<ExitCode, anyhow::Error> {
    let store = start::store_to_look_at(place).await?;
    let mut whole = true;
    let (mut told, mut report) = (Vec::new(), Vec::new());
    for group in groups(&store, only).await? {
        let checked = replay::check(&store, group.id).await?;
        let remembered = checked.finding.chained == 0 || store.remembers_head(group.id)?;
        whole &= checked.whole();
        told.push(sentence(&group, &checked) + if remembered { "" } else { NOT_REMEMBERED });
        report.push(data(&group, &checked, remembered));
    }
    print(place.json, &told.join("\n"), &report)?;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

const NOT_REMEMBERED: &str = " Its head is not remembered beside the database: the file of heads is missing or was made \
                              anew, so a log that was cut at its end would look the same.";

async fn groups(store: &Store, only: Option<&str>) -> Result<Vec<Group>, anyhow::Error> {
    match only {
        None => match store.all_groups().await? {
            none if none.is_empty() => bail!("this installation has no group yet, so there is no log to verify"),
            all => Ok(all),
        },
        Some(slug) => {
            let found = store.group_by_slug(slug).await?;
            Ok(vec![found.with_context(|| format!("there is no group {slug:?} in this installation"))?])
        }
    }
}

fn sentence(group: &Group, checked: &Checked) -> String {
    let finding = &checked.finding;
    let name = &group.slug;
    if let Some(fault) = &finding.fault {
        return format!("{name}: NOT WHOLE: {fault}.");
    }
    if let Some(first) = checked.otherwise.first() {
        return format!(
            "{name}: NOT WHOLE: {} of {} answers are not what the charter of that day says; the first is {first:?}.",
            checked.otherwise.len(),
            checked.replayed
        );
    }
    format!(
        "{name}: whole, {} entries in the chain, {} not chained yet, {} answers asked again and the same. Head {}.",
        finding.chained,
        finding.tail,
        checked.replayed,
        finding.head.short()
    )
}

fn data(group: &Group, checked: &Checked, remembered: bool) -> Value {
    let finding = &checked.finding;
    json!({
        "group": group.slug,
        "whole": checked.whole(),
        "entries": finding.chained,
        "tail": finding.tail,
        "head": finding.head,
        "head_remembered": remembered,
        "fault": finding.fault.as_ref().map(ToString::to_string),
        "replayed": checked.replayed,
        "otherwise": checked.otherwise,
    })
}
