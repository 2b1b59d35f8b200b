//! Verdicts from made-up journals.
