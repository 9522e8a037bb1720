//! Vigie: the operations room of an internet referral unit. This library holds what the binary wires together.

pub mod web;
