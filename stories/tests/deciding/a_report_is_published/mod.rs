//! A report of the group: written as a paper, decided about exactly as it stands, published by the program when it was
//! agreed to, shown to everybody and mailed once to the body it is for.

mod agreed;
mod refused;
mod scene;
mod shown;
