//! Papers: the forms of the Regulation set as PDF/A, signed, and read back.
