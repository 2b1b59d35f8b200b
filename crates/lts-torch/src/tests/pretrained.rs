//! The pretrained encoder on real street images: what its layers see is what they saw in their training.

use std::collections::BTreeMap;

use lts_core::{Dataset, Seed, Size};
use tch::{Kind, Tensor};

use crate::Encoder;
use crate::layers::Mode;
use crate::network::Network;

/// Eight real images (8, 3, height, width), 8-bit values as floats, and the network with its pretrained encoder.
fn real_images() -> Option<(Tensor, Network)> {
    let root = std::env::var_os("LTS_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let kitti = root.join("kitti_semantics_half");
    let Some(weights) = lts_data::weights::find_pretrained().ok().filter(|_| kitti.is_dir()) else {
        eprintln!("skipped: the real images ({}) or the pretrained weights are absent", kitti.display());
        return None;
    };
    let size = Size::new(416, 128);
    let images = lts_data::open(&lts_data::Source::detect(kitti), size).unwrap();
    let bytes: Vec<u8> = (0..8).flat_map(|i| images.sample(i * 9).unwrap().color.clone()).collect();
    let pixels = Tensor::from_slice(&bytes).view([8, i64::from(size.height), i64::from(size.width), 3]);
    let mut network = Network::new(Encoder::EfficientnetLite0, 32, 2, tch::Device::Cpu);
    network.store.restart(Seed::new(0), |_| true);
    load(&mut network, &weights);
    Some((pixels.permute([0, 3, 1, 2]).to_kind(Kind::Float), network))
}

fn load(network: &mut Network, weights: &std::path::Path) {
    let file = crate::files::read(weights).unwrap();
    for (name, entry) in &mut network.store.entries {
        if file.tensors.contains_key(name) {
            file.copy_into(name, &mut entry.tensor).unwrap();
        }
    }
}

/// A buffer of every batch normalisation, by the name of the layer.
fn buffers(network: &Network, part: &str) -> BTreeMap<String, Vec<f32>> {
    let entries = network.store.entries.iter();
    entries
        .filter_map(|(name, entry)| {
            let layer = name.strip_suffix(part)?;
            Some((layer.to_string(), Vec::try_from(&entry.tensor.detach()).unwrap()))
        })
        .collect()
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let center = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| value - mean).collect::<Vec<_>>()
    };
    let (a, b) = (center(a), center(b));
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    product(&a, &b) / (product(&a, &a) * product(&b, &b)).sqrt()
}

/// How well what a layer sees in the images agrees with what it stored.
#[derive(Clone, Copy, Debug)]
struct Agreement {
    /// Correlation of the means over the channels.
    means: f64,
    /// Correlation of the logarithms of the variances over the channels.
    variances: f64,
    /// Typical variance in the images, relative to the stored one.
    scale: f64,
}

/// The agreement of every layer. A pass with batch statistics moves the stored ones a fifth of the way towards the
/// images', which gives these away without a hook into the network.
fn agreements(network: &mut Network, images: &Tensor) -> BTreeMap<String, Agreement> {
    let parts = [".running_mean", ".running_var"];
    let before = parts.map(|part| buffers(network, part));
    tch::no_grad(|| network.features(images, Mode::TrainBatch));
    let after = parts.map(|part| buffers(network, part));
    let seen = |part: usize, layer: &str| -> (Vec<f64>, Vec<f64>) {
        let pairs = before[part][layer].iter().zip(&after[part][layer]);
        pairs.map(|(old, new)| (f64::from(*old), f64::from(*old) + f64::from(new - old) / 0.2)).unzip()
    };
    let agreement = |layer: &String| {
        let (stored_mean, mean) = seen(0, layer);
        let (stored_variance, variance) = seen(1, layer);
        let log = |values: Vec<f64>| values.iter().map(|value| value.max(1e-6).ln()).collect::<Vec<_>>();
        let (stored, now) = (log(stored_variance), log(variance));
        let excess = now.iter().zip(&stored).map(|(now, stored)| now - stored).sum::<f64>();
        let agreement = Agreement {
            means: correlation(&stored_mean, &mean),
            variances: correlation(&stored, &now),
            scale: (excess / now.len() as f64).exp(),
        };
        (layer.clone(), agreement)
    };
    let found = before[0].keys().map(agreement).collect();
    for (part, layers) in parts.iter().zip(&before) {
        for (layer, values) in layers {
            let entry = network.store.entries.get_mut(&format!("{layer}{part}")).unwrap();
            tch::no_grad(|| entry.tensor.copy_(&Tensor::from_slice(values)));
        }
    }
    found
}

/// The first layer that sees something else than in its training. Street images are not ImageNet, so none agrees fully.
fn stranger(agreements: &BTreeMap<String, Agreement>) -> Option<String> {
    let strange = |(layer, agreement): &(&String, &Agreement)| {
        // Behind the first layer the batch's own statistics have put the scale right.
        let scaled = layer.as_str() != "_bn0" || (0.25..4.0).contains(&agreement.scale);
        agreement.means < 0.85 || agreement.variances < 0.8 || !scaled
    };
    let (layer, agreement) = agreements.iter().find(strange)?;
    Some(format!("{layer}: {agreement:?}"))
}

#[test]
fn layers_see_the_statistics_of_their_training() {
    let Some((images, mut network)) = real_images() else { return };
    assert_eq!(stranger(&agreements(&mut network, &images)), None);
    // The check tells wrong input from right input.
    for (name, wrong) in
        [("values in 0..1 instead of 0..255", &images / 255.0), ("bright for dark", 255.0 - &images)]
    {
        assert!(stranger(&agreements(&mut network, &wrong)).is_some(), "{name}");
    }
}

/// Stored statistics that passes over a batch have made those of the batch give the features of such a pass.
#[test]
fn folded_statistics_equal_those_of_the_batch() {
    let mut network = Network::new(Encoder::EfficientnetLite0, 32, 2, tch::Device::Cpu);
    network.store.restart(Seed::new(2), |_| true);
    tch::manual_seed(1);
    let images = Tensor::rand([4, 3, 64, 64], (Kind::Float, tch::Device::Cpu)) * 255.0;
    tch::no_grad(|| {
        // Each pass leaves 0.8 of the distance: after 40 nothing is left of the start.
        let mut own = Vec::new();
        for _ in 0..40 {
            own = network.features(&images, Mode::TrainBatch);
        }
        // Stored variances are unbiased, those of a batch are not: the deepest layers, with few pixels, differ too much.
        for (level, (stored, own)) in
            network.features(&images, Mode::Stored).iter().zip(&own).enumerate().take(3)
        {
            let off = f64::try_from((stored - own).abs().max() / own.abs().max()).unwrap();
            assert!(off < 0.1, "level {level}: {off}");
        }
    });
}
