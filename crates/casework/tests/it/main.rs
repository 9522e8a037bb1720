//! The case file told as stories: casework over fakes, with a clock that is set.
#![allow(clippy::unwrap_used)] // A failed step is a failed test.

mod act;
mod act_field;
mod act_judged;
mod act_moment;
mod act_others;
mod act_rooms;
mod act_seen;
mod act_slices;
mod act_stage;
mod act_story;
mod addressees;
mod assess;
mod banks;
mod channels;
mod detect;
mod directory;
mod jobs;
mod journal;
mod machines;
mod map;
mod map_levers;
mod map_network;
mod map_views;
mod meddled;
mod notices;
mod order;
mod overrides;
mod owed;
mod people;
mod portal;
mod proceedings;
mod referrals;
mod report;
mod scene;
mod watch;
