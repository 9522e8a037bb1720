//! Sound and video as they are looked up: against other programs, through copies, and in streams.

mod composed;
mod judge;
mod radio;
mod video;
