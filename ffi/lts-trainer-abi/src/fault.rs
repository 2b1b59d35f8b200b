//! How a call ended: a code, and one line for people.

/// How a call ended. The numbers are part of the table's version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Code {
    /// It did what it was asked to do.
    Ok = 0,
    /// Nothing to do at the moment.
    Waiting = 1,
    /// The call has no sense in the present state.
    WrongState = 2,
    /// No job has this id.
    UnknownJob = 3,
    /// The job was given up before.
    Late = 4,
    /// The job was answered before.
    Twice = 5,
    /// A frame has another size than the job says.
    WrongSize = 6,
    /// The frames hold something impossible.
    BadFrame = 7,
    /// The configuration, an option or an argument does not fit.
    BadConfig = 8,
    /// The trainer cannot be loaded.
    NoTrainer = 9,
    /// The library is no trainer of this version.
    WrongTrainer = 10,
    /// A file cannot be read or written.
    Disk = 11,
    /// The work failed.
    Failed = 12,
    /// A panic was caught.
    Panicked = 13,
    /// The learner's thread did not end in time.
    Busy = 14,
}

impl Code {
    /// The code of `number`; what is unknown is [`Code::Failed`].
    pub fn of(number: u32) -> Self {
        const ALL: [Code; 15] = [
            Code::Ok,
            Code::Waiting,
            Code::WrongState,
            Code::UnknownJob,
            Code::Late,
            Code::Twice,
            Code::WrongSize,
            Code::BadFrame,
            Code::BadConfig,
            Code::NoTrainer,
            Code::WrongTrainer,
            Code::Disk,
            Code::Failed,
            Code::Panicked,
            Code::Busy,
        ];
        ALL.into_iter().find(|code| *code as u32 == number).unwrap_or(Code::Failed)
    }
}

/// Why a call did not do what it was asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The kind of fault, never [`Code::Ok`].
    pub code: Code,
    /// One line: what, where, what was expected.
    pub message: String,
}

impl Fault {
    /// A fault of kind `code`.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// The fault of a panic, with its message.
    pub fn of_panic(panic: &(dyn std::any::Any + Send)) -> Self {
        let said = panic
            .downcast_ref::<&str>()
            .map(ToString::to_string)
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "without a message".into());
        Self::new(Code::Panicked, format!("a mistake of the program: it panicked: {said}"))
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_comes_back_from_its_number() {
        for number in 0..15 {
            assert_eq!(Code::of(number) as u32, number);
        }
        assert_eq!(Code::of(15), Code::Failed);
    }
}
