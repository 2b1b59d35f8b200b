//! Work that panics, fails inside of libtorch, or does not hear a stop: the session says so and lives.

use super::*;

fn session(place: &tempfile::TempDir) -> EngineSession {
    let config = place.path().join("e.toml");
    std::fs::write(&config, "[simulator]\n[task]\n[task.validation]\nkind = \"simulated\"\n").unwrap();
    let options = Options { config: config.display().to_string(), ..Options::default() };
    EngineSession::open(options).unwrap()
}

fn ends(session: &EngineSession) -> (State, Event) {
    for _ in 0..1000 {
        if !session.shared.work().busy {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    (session.shared.watch.state(), session.shared.watch.events().pop().unwrap())
}

#[test]
fn a_panic_on_the_thread_is_told() {
    let place = tempfile::tempdir().unwrap();
    let session = session(&place);
    session.begin(State::Opening, |_, _| panic!("told to")).unwrap();
    let (state, event) = ends(&session);
    assert_eq!((state, event.kind, event.level), (State::Failed, EventKind::Failed, Level::Fault));
    assert_eq!(event.text, "a mistake of the program: it panicked: told to");
    assert_eq!(session.begin(State::Opening, |_, _| Ok(Ended::Stopped)).unwrap_err().code, Code::WrongState);
    session.close(Duration::ZERO).unwrap();
}

#[test]
fn an_error_inside_of_libtorch_on_the_thread_is_told() {
    let place = tempfile::tempdir().unwrap();
    let session = session(&place);
    let work =
        |_: &Arc<Shared>, _: &Stop| Err(failed(lts_torch::error_of_a_failing_backward().map_err(failed)?));
    session.begin(State::Opening, work).unwrap();
    let (state, event) = ends(&session);
    assert_eq!(state, State::Failed);
    assert!(event.text.contains("backward through the graph a second time"), "{}", event.text);
}

#[test]
fn a_thread_that_does_not_hear_is_busy_and_ends_by_itself() {
    let place = tempfile::tempdir().unwrap();
    let session = session(&place);
    let deaf = |_: &Arc<Shared>, _: &Stop| {
        std::thread::sleep(Duration::from_millis(400));
        Ok(Ended::Stopped)
    };
    session.begin(State::Opening, deaf).unwrap();
    let busy = session.close(Duration::from_millis(20)).unwrap_err();
    assert_eq!(busy.code, Code::Busy);
    assert!(busy.message.contains("did not end within 0.02 s"), "{}", busy.message);
    assert_eq!(session.shared.watch.state(), State::Stopping);
    let shared = Arc::clone(&session.shared);
    drop(session);
    std::thread::sleep(Duration::from_millis(800));
    assert_eq!(shared.watch.state(), State::Stopped);
}

#[test]
fn an_export_that_fails_leaves_the_session_as_it_was() {
    let place = tempfile::tempdir().unwrap();
    let session = session(&place);
    session.begin(State::Exporting, |_, _| Err(failed("no"))).unwrap();
    assert_eq!(ends(&session).0, State::Idle);
    session.begin(State::Opening, |_, _| Ok(Ended::Finished("done".into()))).unwrap();
    let (state, event) = ends(&session);
    assert_eq!((state, event.text.as_str()), (State::Finished, "done"));
}
