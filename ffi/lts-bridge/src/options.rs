//! The border's options and settings as the trainer's words, checked for numbers that have no form there.

use lts_trainer_abi::{Base, Class, Code, Declaration, Fault, Images, Kind, Options, Setting};

use crate::bridge::ffi;

/// The options of a session.
pub(crate) fn options(given: &ffi::SessionOptions) -> Result<Options, Fault> {
    let parameters = given.parameters.iter().map(declaration).collect::<Result<_, _>>()?;
    let class = |class: &ffi::Class| Class {
        id: class.id,
        name: class.name.clone(),
        color: [class.red, class.green, class.blue],
        ignored: class.ignored,
    };
    let folder = std::path::Path::new(&given.trainer).parent();
    Ok(Options {
        folder: folder.map(|folder| folder.display().to_string()).unwrap_or_default(),
        config: given.config.clone(),
        overrides: given.overrides.clone(),
        runs: given.runs.clone(),
        resume: given.resume.clone(),
        host: given.host.clone(),
        images: match given.images {
            ffi::Images::OwnLevel => Images::OwnLevel,
            ffi::Images::BuiltIn => Images::BuiltIn,
            _ => Images::Traffic,
        },
        parameters,
        classes: given.classes.iter().map(class).collect(),
        jobs_ahead: given.jobs_ahead,
        frame_timeout: finite(given.frame_timeout, "frame_timeout")?,
    })
}

/// Settings of a preview or export.
pub(crate) fn settings(given: &[ffi::Setting]) -> Result<Vec<Setting>, Fault> {
    given
        .iter()
        .map(|setting| {
            let numbers = setting.numbers.iter().map(|number| finite(*number, &setting.name));
            Ok(Setting { name: setting.name.clone(), numbers: numbers.collect::<Result<_, _>>()? })
        })
        .collect()
}

/// Where settings are laid over.
pub(crate) fn base(base: ffi::Base) -> Base {
    match base {
        ffi::Base::Recommended => Base::Recommended,
        ffi::Base::Best => Base::Best,
        _ => Base::Start,
    }
}

fn declaration(given: &ffi::Declaration) -> Result<Declaration, Fault> {
    let kind = match given.kind {
        ffi::Kind::LogReal => Kind::LogReal,
        ffi::Kind::Integer => Kind::Integer,
        ffi::Kind::Categorical => Kind::Categorical,
        _ => Kind::Real,
    };
    // Not looked at for a categorical, and then perhaps never set.
    let number = |number: f64| if kind == Kind::Categorical { Ok(0.0) } else { finite(number, &given.name) };
    let probabilities = given.probabilities.iter().map(|number| finite(*number, &given.name));
    Ok(Declaration {
        name: given.name.clone(),
        unit: given.unit.clone(),
        description: given.description.clone(),
        kind,
        low: number(given.low)?,
        high: number(given.high)?,
        start: number(given.start)?,
        options: given.options.clone(),
        probabilities: probabilities.collect::<Result<_, _>>()?,
    })
}

fn finite(number: f64, name: &str) -> Result<f64, Fault> {
    if number.is_finite() {
        return Ok(number);
    }
    Err(Fault::new(
        Code::BadConfig,
        format!("'{name}': {number} is no number that can be used; expected a finite one"),
    ))
}
