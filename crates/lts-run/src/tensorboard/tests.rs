//! Event files: framing, round trip, and what TensorBoard itself reads.

use std::process::Command;

use super::*;

/// Reads records back, checking every checksum.
fn records(mut bytes: &[u8]) -> Vec<Event> {
    let mut events = Vec::new();
    while !bytes.is_empty() {
        let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        assert_eq!(u32::from_le_bytes(bytes[8..12].try_into().unwrap()), masked_crc(&bytes[..8]));
        let data = &bytes[12..12 + length];
        let checksum = &bytes[12 + length..16 + length];
        assert_eq!(u32::from_le_bytes(checksum.try_into().unwrap()), masked_crc(data));
        events.push(Event::decode(data).unwrap());
        bytes = &bytes[16 + length..];
    }
    events
}

fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(3, 2, image::Rgb([10, 200, 30]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

#[test]
fn checksums_are_those_of_the_standard() {
    // RFC 3720, B.4: 32 bytes of zeros and the digits.
    assert_eq!(crc32c::crc32c(&[0; 32]), 0x8a91_36aa);
    assert_eq!(crc32c::crc32c(b"123456789"), 0xe306_9283);
    // What TensorBoard's own reader computes.
    assert_eq!(masked_crc(b"123456789"), 0xc78a_b0e5);
}

#[test]
fn a_record_is_framed_as_tensorflow_does() {
    // The first record of any file that TensorFlow writes at wall time 0.
    let event = Event { wall_time: 0.0, step: 0, what: Some(What::FileVersion("brain.Event:2".into())) };
    let record = frame(&event.encode_to_vec());
    assert_eq!(record[..8], [15, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(record[12..14], [0x1a, 13]);
    assert_eq!(&record[14..27], b"brain.Event:2");
    assert_eq!(record.len(), 31);
}

#[test]
fn what_is_written_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = EventWriter::create(&folder.path().join("tb")).unwrap();
    writer.scalar("reward/mean", 3, 0.25).unwrap();
    writer.text("configuration", 0, "# <b>").unwrap();
    writer.image("samples", 4, &png(), Size::new(3, 2)).unwrap();
    writer.flush().unwrap();
    let events = records(&std::fs::read(writer.path()).unwrap());
    assert_eq!(events.len(), 4);
    assert_eq!(events[0].what, Some(What::FileVersion("brain.Event:2".into())));
    let value = |event: &Event| match &event.what {
        Some(What::Summary(summary)) => summary.value[0].clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!((events[1].step, value(&events[1]).simple_value), (3, Some(0.25)));
    assert_eq!(value(&events[2]).tensor.unwrap().string_val, [b"# <b>".to_vec()]);
    assert_eq!(value(&events[3]).image.unwrap().encoded_image_string, png());
}

#[test]
fn files_of_one_second_do_not_meet() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<PathBuf> =
        (0..3).map(|_| EventWriter::create(folder.path()).unwrap().path().to_path_buf()).collect();
    assert!(names.is_sorted());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = EventWriter::create(&file.join("tb")).unwrap_err().to_string();
    assert!(error.contains("file/tb: cannot make the folder"), "{error}");
}

#[test]
fn tensorboard_reads_it() {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.deps/python/bin/python");
    if !python.exists() {
        println!("skipped: {} is absent; scripts/setup installs TensorBoard there", python.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut writer = EventWriter::create(folder.path()).unwrap();
    for step in 0..5_u32 {
        writer.scalar("reward/mean", u64::from(step), f64::from(step) / 4.0).unwrap();
    }
    writer.image("samples/train", 2, &png(), Size::new(3, 2)).unwrap();
    writer.text("configuration", 0, "    seed = 1").unwrap();
    drop(writer);
    let mut resumed = EventWriter::resume(folder.path(), 3).unwrap();
    resumed.scalar("reward/mean", 3, 8.0).unwrap();
    drop(resumed);
    let script = r#"
import sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1]).Reload()
print([(e.step, e.value) for e in events.Scalars("reward/mean")])
[image] = events.Images("samples/train")
print(image.step, image.width, image.height, image.encoded_image_string[1:4].decode())
[text] = events.Tensors("configuration")
print(text.tensor_proto.string_val[0].decode(), events.SummaryMetadata("configuration").plugin_data.plugin_name)
"#;
    let output = Command::new(python).arg("-c").arg(script).arg(folder.path()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        ["[(0, 0.0), (1, 0.25), (2, 0.5), (3, 8.0)]", "2 3 2 PNG", "    seed = 1 text"]
    );
}
