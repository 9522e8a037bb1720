//! What people do about a target. A refusal shows the page again, with what was typed.

use super::page;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::act::typed::{Typed, marking, moment, one_if_any, one_of, state, ticked};
use crate::web::fields::Fields;
use crate::web::format::Reader;
use crate::web::messages::{Text, target as text};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::act::{self, ClaimEntry, ClaimedBy, Preparation};
use casework::{Error, Refusal};
use domain::hold::Answer;
use domain::id::{AuthorityId, TargetId};
use uuid::Uuid;

type Place = Path<(Uuid, Uuid)>;

/// What each act is called in the address of the page that follows it.
pub(super) const DONE: [(&str, Text); 16] = [
    ("allocate", text::DONE_ALLOCATE),
    ("order", text::DONE_ORDER),
    ("prepare", text::DONE_PREPARE),
    ("approve", text::DONE_APPROVE),
    ("deconflict", text::DONE_DECONFLICT),
    ("collateral", text::DONE_COLLATERAL),
    ("hold", text::DONE_HOLD),
    ("release", text::DONE_RELEASE),
    ("withdraw", text::DONE_WITHDRAW),
    ("share", text::DONE_SHARE),
    ("mark-target", text::DONE_MARK),
    ("look", text::DONE_LOOK),
    ("claim", text::DONE_CLAIM),
    ("whole", text::DONE_WHOLE),
    ("doubt", text::DONE_DOUBT),
    ("report", text::DONE_REPORT),
];

async fn after(
    app: &App,
    visitor: &Visitor,
    place: (Uuid, Uuid),
    (form, fields): (&'static str, Fields),
    outcome: Result<(), Error>,
) -> Result<Response, Failure> {
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/act/{}/targets/{}?done={form}", place.0, place.1)).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let status = problem::status(&error);
            let typed = Typed::refused(form, fields, error);
            Ok((status, page(app, visitor, place, &typed, None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// Declares handlers: what is read from the form and done, under the name of the form.
macro_rules! acts {
    ($($(#[$meta:meta])* $name:ident = $form:literal: |$app:ident, $actor:ident, $id:ident, $fields:ident, $reader:ident| $done:expr;)+) => {
        $(
            $(#[$meta])*
            pub(super) async fn $name(
                State(app): State<App>,
                visitor: Visitor,
                Path(place): Place,
                fields: Fields,
            ) -> Result<Response, Failure> {
                let outcome: Result<(), Error> = {
                    let ($app, $actor, $id, $fields, $reader) =
                        (&*app.desk, &visitor.actor, TargetId(place.1), &fields, &visitor.manner.reader);
                    // Not every act reads all of these.
                    let _ = ($fields, $reader);
                    async { $done }.await
                };
                after(&app, &visitor, place, ($form, fields), outcome).await
            }
        )+
    };
}

acts! {
    /// Gives it to the state that is to act.
    allocate = "allocate": |desk, actor, id, fields, reader| act::allocate(desk, actor, id, state(fields, "country", reader)?).await;
    /// Says what comes first, and for which it steps in.
    put_in_order = "order": |desk, actor, id, fields, reader| {
        let after: Vec<TargetId> = ticked(fields, "after", reader)?;
        act::put_in_order(desk, actor, id, after, one_if_any(fields, "instead_of", reader)?).await
    };
    /// Prepares it.
    prepare = "prepare": |desk, actor, id, fields, reader| act::prepare(desk, actor, id, preparation(fields, reader)?).await;
    /// Approves its papers, as a second officer.
    approve = "approve": |desk, actor, id, fields, reader| act::approve_papers(desk, actor, id, one_of(fields, "seen", reader)?).await;
    /// Records the answer of deconfliction.
    deconflict = "deconflict": |desk, actor, id, fields, reader| {
        let answer: Answer = one_of(fields, "answer", reader)?;
        act::deconflict(desk, actor, id, answer, fields.one("note")).await
    };
    /// Accepts the number that was shown.
    accept_collateral = "collateral": |desk, actor, id, fields, reader| {
        let others: u64 = one_of(fields, "others", reader)?;
        act::accept_collateral(desk, actor, id, others).await
    };
    /// Holds it back.
    hold = "hold": |desk, actor, id, fields, reader| act::hold_back(desk, actor, id, fields.one("reason")).await;
    /// Lets it go again.
    release = "release": |desk, actor, id, fields, reader| act::release(desk, actor, id).await;
    /// Takes it off the plan.
    withdraw = "withdraw": |desk, actor, id, fields, reader| act::withdraw(desk, actor, id, fields.one("reason")).await;
    /// Gives it to another authority that takes part.
    share = "share": |desk, actor, id, fields, reader| {
        let authority: AuthorityId = one_of(fields, "authority", reader)?;
        act::share(desk, actor, id, authority).await
    };
    /// Says how it is handled.
    mark = "mark-target": |desk, actor, id, fields, reader| {
        let standing = act::target(desk, actor, id).await?.record.marking;
        act::mark_target(desk, actor, id, marking(fields, &standing, reader)?).await
    };
    /// Looks from outside now.
    look = "look": |desk, actor, id, fields, reader| act::look_again(desk, actor, id).await;
    /// Records what somebody says.
    claim = "claim": |desk, actor, id, fields, reader| act::claim(desk, actor, id, claimed(fields, reader)?).await;
    /// Records that whoever was hit got everything back.
    make_whole = "whole": |desk, actor, id, fields, reader| act::make_whole(desk, actor, id, fields.one("how")).await;
    /// Says whether a letter in doubt left.
    settle_doubt = "doubt": |desk, actor, id, fields, reader| {
        let left = match fields.one("left") {
            "yes" => true,
            "no" => false,
            _ => return Err(Error::Refused(Refusal::Invalid { what: "left", why: text::CHOOSE_ONE.get(reader.lang).to_owned() })),
        };
        act::settle_doubt(desk, actor, id, left, fields.one("note")).await
    };
}

fn preparation(fields: &Fields, reader: &Reader) -> Result<Preparation, Error> {
    let given = |name: &str| Some(fields.one(name).to_owned()).filter(|words| !words.is_empty());
    match fields.one("way") {
        "order" => {
            Ok(Preparation::Order { order: one_of(fields, "paper", reader)?, exceptional: given("exceptional") })
        }
        "referral" => Ok(Preparation::Referral { referral: one_of(fields, "paper", reader)? }),
        "letter" => Ok(Preparation::Letter {
            to: given("to"),
            subject: fields.one("subject").to_owned(),
            text: fields.one("text").to_owned(),
        }),
        "on_site" => Ok(Preparation::OnSite { team: fields.one("team").to_owned() }),
        _ => Err(Error::Refused(Refusal::Invalid { what: "way", why: text::CHOOSE_ONE.get(reader.lang).to_owned() })),
    }
}

fn claimed(fields: &Fields, reader: &Reader) -> Result<ClaimEntry, Error> {
    let by = match fields.one("by") {
        "own_authority" => ClaimedBy::OwnAuthority,
        "provider" => ClaimedBy::Provider,
        "press" => ClaimedBy::Press(fields.one("press").to_owned()),
        _ => {
            return Err(Error::Refused(Refusal::Invalid {
                what: "by",
                why: text::CHOOSE_ONE.get(reader.lang).to_owned(),
            }));
        }
    };
    Ok(ClaimEntry {
        id: one_of(fields, "id", reader)?,
        by,
        what: one_of(fields, "what", reader)?,
        happened: moment(fields, "happened", reader)?,
        said: moment(fields, "said", reader)?,
        source: fields.one("source").to_owned(),
    })
}
