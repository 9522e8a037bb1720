//! What people decide about a network.

use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::back;
use crate::web::fields::Fields;
use crate::web::kit::{self, Button, Choice, Field};
use crate::web::map::{invalid, read_name, short};
use crate::web::messages::{act as act_text, field as field_text, network as text, target as target_text};
use crate::web::shell::Frame;
use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::map::{self, Verdict};
use casework::records::{Kept, Network};
use casework::{Error, Refusal};
use domain::id::{AssetId, NetworkId};
use domain::map::Asset as Name;
use domain::map::network::NetworkState;
use maud::{Markup, html};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many members are offered to be taken out or parted.
const OFFERED: usize = 300;

/// What can be decided from where the network is.
pub(super) fn forms(network: &Network, others: &[Kept<Network>], frame: &Frame) -> Markup {
    let lang = frame.lang();
    let base = format!("/map/network/{}", network.id);
    let verdicts: &[(&str, crate::web::messages::Text)] = match network.state {
        NetworkState::Proposed => &[("confirm", text::CONFIRM), ("reject", text::SET_ASIDE)],
        NetworkState::Confirmed => &[("reject", text::SET_ASIDE)],
        NetworkState::Rejected => &[("reconsider", text::RECONSIDER)],
        NetworkState::Split | NetworkState::Merged => &[],
    };
    let decision = kit::post(
        &format!("{base}/decide"),
        &frame.csrf,
        "form",
        html! {
            (Field::new("why", text::WHY.get(lang)).required(lang).textarea(3))
            div.acts { @for (value, words) in verdicts { (Button::submit(words.get(lang)).sends("verdict", value)) } }
        },
    );
    html! {
        (kit::section(text::DECIDE.get(lang), html! {}, html! {}, html! {
            @if verdicts.is_empty() { p.meta { (text::ENDED.get(lang)) } } @else { (decision) }
        }))
        @if network.state.is_current() {
            (kit::section(text::MEMBER.get(lang), html! {}, html! {}, member_forms(network, &base, frame)))
            (kit::section(text::SPLIT.get(lang), html! {}, html! {}, split_form(network, &base, frame)))
            (merge_form(network, others, &base, frame))
        }
    }
}

fn member_forms(network: &Network, base: &str, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let members: Vec<(String, String)> = network
        .present()
        .take(OFFERED)
        .map(|member| (member.asset.to_string(), format!("{} ({})", short(&member.asset), member.asset.kind())))
        .collect();
    let members: Vec<(&str, &str)> = members.iter().map(|(value, words)| (value.as_str(), words.as_str())).collect();
    let action = format!("{base}/members");
    html! {
        details { summary { (text::TAKE_OUT.get(lang)) }
            (kit::post(&action, &frame.csrf, "form mt2", html! {
                input type="hidden" name="act" value="remove";
                (Field::new("asset", text::MEMBER.get(lang)).id("remove-asset").select(&members))
                (Field::new("why", text::WHY.get(lang)).id("remove-why").required(lang).textarea(2))
                div.acts { (Button::submit(text::TAKE_OUT.get(lang))) }
            }))
        }
        details.mt2 { summary { (text::ADD_MEMBER.get(lang)) }
            (kit::post(&action, &frame.csrf, "form mt2", html! {
                input type="hidden" name="act" value="add";
                (Field::new("asset", text::MEMBER.get(lang)).id("add-asset").hint(text::ADD_HINT.get(lang)).required(lang).input())
                (Field::new("why", text::WHY.get(lang)).id("add-why").required(lang).textarea(2))
                div.acts { (Button::submit(text::ADD_MEMBER.get(lang))) }
            }))
        }
    }
}

fn split_form(network: &Network, base: &str, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let outlets: BTreeSet<&Name> = network.present().map(|member| &member.outlet).collect();
    html! {
        details { summary { (text::SPLIT.get(lang)) }
            (kit::post(&format!("{base}/split"), &frame.csrf, "form mt2", html! {
                p.hint { (text::SPLIT_HINT.get(lang)) }
                @for outlet in outlets.into_iter().take(OFFERED) {
                    (Choice::check("second", &outlet.to_string(), &short(outlet)))
                }
                (Field::new("first_name", text::FIRST_PART.get(lang)).required(lang).input())
                (Field::new("second_name", text::SECOND_PART.get(lang)).required(lang).input())
                (Field::new("why", text::WHY.get(lang)).id("split-why").required(lang).textarea(2))
                div.acts { (Button::submit(text::SPLIT.get(lang))) }
            }))
        }
    }
}

/// Another network that goes on together with this one, if there is one.
fn merge_form(network: &Network, others: &[Kept<Network>], base: &str, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let others = others.iter().filter(|other| other.id != network.id && other.state.is_current());
    let others: Vec<(String, &str)> = others.map(|other| (other.id.to_string(), other.name.as_str())).collect();
    if others.is_empty() {
        return html! {};
    }
    let choose = ("", act_text::CHOOSE.get(lang));
    let options: Vec<(&str, &str)> =
        std::iter::once(choose).chain(others.iter().map(|(id, name)| (id.as_str(), *name))).collect();
    kit::section(
        field_text::MERGE.get(lang),
        html! {},
        html! {},
        html! {
            details { summary { (field_text::MERGE.get(lang)) }
                (kit::post(&format!("{base}/merge"), &frame.csrf, "form mt2", html! {
                    p.hint { (field_text::MERGE_HINT.get(lang)) }
                    (Field::new("with", field_text::MERGE_WITH.get(lang)).required(lang).select(&options))
                    (Field::new("name", field_text::MERGED_NAME.get(lang)).required(lang).input())
                    (Field::new("why", text::WHY.get(lang)).id("merge-why").required(lang).textarea(2))
                    div.acts { (Button::submit(field_text::MERGE.get(lang))) }
                }))
            }
        },
    )
}

/// Merges two networks into a new proposal.
pub(in crate::web::map) async fn merge(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let lang = visitor.manner.reader.lang;
    let with: NetworkId = fields.one("with").parse().map_err(|_| invalid("networks", target_text::CHOOSE_ONE, lang))?;
    let both = [NetworkId(id), with];
    let merged = map::merge(&app.desk, &visitor.actor, both, fields.one("name"), fields.one("why")).await?;
    Ok(back(&format!("/map/network/{merged}"), "merge"))
}

/// Proposes a network from what was chosen.
pub(in crate::web::map) async fn propose(
    State(app): State<App>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let seeds: Vec<AssetId> = fields.all("seed").filter_map(|id| id.parse().ok()).collect();
    let id = map::propose(&app.desk, &visitor.actor, fields.one("name"), &seeds).await?;
    Ok(back(&format!("/map/network/{id}"), "propose"))
}

/// Confirms, sets aside or reconsiders a network.
pub(in crate::web::map) async fn decide(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let verdict = match fields.one("verdict") {
        "confirm" => Verdict::Confirm,
        "reject" => Verdict::Reject,
        "reconsider" => Verdict::Reconsider,
        _ => return Err(invalid("verdict", text::DECIDE, visitor.manner.reader.lang)),
    };
    map::decide(&app.desk, &visitor.actor, NetworkId(id), verdict, fields.one("why")).await?;
    Ok(back(&format!("/map/network/{id}"), "decide"))
}

/// Takes a member out, or adds one.
pub(in crate::web::map) async fn change_member(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let (desk, actor, why) = (&app.desk, &visitor.actor, fields.one("why"));
    let names = read_name(fields.one("asset"), None)
        .map_err(|why| Failure(Error::Refused(Refusal::Invalid { what: "asset", why })))?;
    let name = names.into_iter().next().ok_or(Error::NotFound { what: "asset" })?;
    if fields.one("act") == "add" {
        let asset = map::find(desk, actor, &name).await?.ok_or(Error::NotFound { what: "asset" })?;
        map::add_member(desk, actor, NetworkId(id), asset.id, why).await?;
    } else {
        map::remove_member(desk, actor, NetworkId(id), &name, why).await?;
    }
    Ok(back(&format!("/map/network/{id}"), "member"))
}

/// Splits a network in two.
pub(in crate::web::map) async fn split(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let network = app.desk.load::<Network>(id).await?;
    let chosen: BTreeSet<Name> = fields.all("second").filter_map(|name| name.parse().ok()).collect();
    let names = |in_second: bool| {
        let part = network.present().filter(|member| chosen.contains(&member.outlet) == in_second);
        part.map(|member| member.asset.clone()).collect::<BTreeSet<Name>>()
    };
    let (first, second) = (names(false), names(true));
    let parts = [(fields.one("first_name").to_owned(), first), (fields.one("second_name").to_owned(), second)];
    map::split(&app.desk, &visitor.actor, NetworkId(id), &parts, fields.one("why")).await?;
    Ok(back(&format!("/map/network/{id}"), "split"))
}
