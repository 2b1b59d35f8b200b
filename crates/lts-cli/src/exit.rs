//! How a command ends: its result on standard output, one line on standard error, and the exit code.

use std::io::Write;
use std::process::ExitCode;

/// A command's result.
#[derive(Debug)]
pub struct Answer {
    /// For people.
    pub text: String,
    /// For programs.
    pub json: serde_json::Value,
    /// 0 done, 1 the answer is no, 130 interrupted.
    pub code: u8,
}

impl Answer {
    /// Done, with a result for people and one for programs.
    pub fn new(text: impl Into<String>, json: serde_json::Value) -> Self {
        Self { text: text.into(), json, code: 0 }
    }

    /// Done, with a text that is the whole result.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { json: serde_json::Value::String(text.clone()), text, code: 0 }
    }

    /// The same result for people, another one for programs.
    pub fn with_json(self, json: serde_json::Value) -> Self {
        Self { json, ..self }
    }

    /// The same with another exit code.
    pub fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }
}

/// Prints the result or the error and gives the exit code: an error is 2.
pub fn finish(json: bool, result: anyhow::Result<Answer>) -> ExitCode {
    match result {
        Ok(answer) => {
            let text = if json { answer.json.to_string() } else { answer.text };
            let mut out = std::io::stdout().lock();
            // A reader that has gone away (`lts ... | head`) is no failure.
            let _ = writeln!(out, "{}", text.trim_end());
            ExitCode::from(answer.code)
        }
        Err(error) => {
            let line = one_line(&error);
            if json {
                let mut out = std::io::stdout().lock();
                let _ = writeln!(out, "{}", serde_json::json!({ "error": line }));
            }
            eprintln!("error: {line}");
            ExitCode::from(2)
        }
    }
}

/// The error with its causes, in one line; a cause that the line already says is not said again.
fn one_line(error: &anyhow::Error) -> String {
    let mut line = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !line.contains(&cause) {
            line = format!("{line}: {cause}");
        }
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_stand_in_one_line_and_once() {
        let error = anyhow::anyhow!("disk\n full").context("cannot write").context("cannot write: disk");
        assert_eq!(one_line(&error), "cannot write: disk: disk full");
    }
}
