//! Trees, bushes and hedges: trunks under clusters of lumpy balls.

use glam::Vec3;

use super::builder::{Detail, MeshBuilder};
use crate::mesh::{Material, Mesh};

fn at(x: f32, y: f32, z: f32) -> Vec3 {
    Vec3::new(x, y, z)
}

/// The forms from near to far of: broad tree, tall tree, conifer, bush, hedge.
pub(crate) fn all() -> [[Mesh; 4]; 5] {
    let forms = |name: &str, make: &dyn Fn(Form) -> MeshBuilder| {
        [(Form::Near, ""), (Form::Far, ".far"), (Form::Tiny, ".tiny"), (Form::Speck, ".speck")]
            .map(|(form, ending)| make(form).finish(format!("plant.{name}{ending}"), Vec3::ONE))
    };
    [
        forms("broad", &broad),
        forms("tall", &tall),
        forms("conifer", &conifer),
        forms("bush", &bush),
        forms("hedge", &hedge),
    ]
}

/// How much of a plant is built.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Near,
    Far,
    Tiny,
    Speck,
}

fn clusters(mesh: &mut MeshBuilder, form: Form, balls: &[(f32, f32, f32, f32)]) {
    // Far away a few balls look like many.
    let (most, swell, detail) = match form {
        Form::Near => (5, 1.0, Detail::Fine),
        Form::Far => (3, 1.15, Detail::Coarse),
        Form::Tiny | Form::Speck => (1, 1.4, Detail::Coarse),
    };
    let kept = balls.len().min(most);
    if form == Form::Speck {
        let (_, _, z, radius) = balls[0];
        // As wide as the far form, from the lowest of its balls to the top.
        let (wide, low) = ((1.5 * radius).min(0.5), (z - 1.4 * radius).max(0.0));
        let middle = 0.5 * (low + 1.0);
        mesh.column(Material::Foliage, 4, at(0.0, 0.0, low), middle - low, (0.4 * wide, wide));
        mesh.column(Material::Foliage, 4, at(0.0, 0.0, middle), 1.0 - middle, (wide, 0.0));
        return;
    }
    for (x, y, z, radius) in &balls[..kept] {
        let radius = radius * swell;
        let fits = radius.min(0.5 / 1.16).min((1.0 - z) / 1.16 + 0.02);
        let center = at(
            x.clamp(fits * 1.16 - 0.5, 0.5 - fits * 1.16),
            y.clamp(fits * 1.16 - 0.5, 0.5 - fits * 1.16),
            *z,
        );
        let center = center.with_z(z.min(1.0 - fits * 1.16).max(fits * 1.16));
        mesh.blob(Material::Foliage, center, Vec3::splat(fits), detail, 0.16);
    }
}

fn trunk(mesh: &mut MeshBuilder, form: Form, height: f32, radius: f32) {
    let (sides, upper) = match form {
        Form::Near => (6, 0.6 * radius),
        Form::Far | Form::Tiny => (3, 0.6 * radius),
        Form::Speck => (3, 0.0),
    };
    mesh.column(Material::Bark, sides, Vec3::ZERO, height, (radius, upper));
}

fn broad(form: Form) -> MeshBuilder {
    let mut mesh = MeshBuilder::new();
    trunk(&mut mesh, form, 0.5, 0.05);
    let balls = [
        (0.0, 0.0, 0.68, 0.27),
        (0.02, -0.03, 0.55, 0.3),
        (0.22, 0.08, 0.52, 0.22),
        (-0.2, 0.14, 0.55, 0.22),
        (-0.06, -0.24, 0.6, 0.2),
    ];
    clusters(&mut mesh, form, &balls);
    mesh
}

fn tall(form: Form) -> MeshBuilder {
    let mut mesh = MeshBuilder::new();
    trunk(&mut mesh, form, 0.35, 0.06);
    let balls =
        [(0.0, 0.0, 0.42, 0.34), (0.0, 0.0, 0.68, 0.27), (0.1, 0.05, 0.55, 0.26), (-0.05, -0.05, 0.84, 0.13)];
    clusters(&mut mesh, form, &balls);
    mesh
}

fn conifer(form: Form) -> MeshBuilder {
    let mut mesh = MeshBuilder::new();
    trunk(&mut mesh, form, 0.2, 0.05);
    let sides = match form {
        Form::Near => 9,
        Form::Far | Form::Tiny => 5,
        Form::Speck => 4,
    };
    let cones = [(0.1, 0.5, 0.45), (0.36, 0.38, 0.36), (0.6, 0.26, 0.4)];
    let cones = if matches!(form, Form::Tiny | Form::Speck) { vec![(0.1, 0.5, 0.88)] } else { cones.into() };
    for (base, radius, height) in cones {
        mesh.column(Material::Foliage, sides, at(0.0, 0.0, base), height, (radius * 0.98, 0.0));
    }
    mesh
}

fn bush(form: Form) -> MeshBuilder {
    let mut mesh = MeshBuilder::new();
    let balls = [(0.0, 0.0, 0.45, 0.4), (0.15, 0.1, 0.35, 0.32), (-0.2, -0.1, 0.4, 0.3)];
    clusters(&mut mesh, form, &balls);
    mesh
}

fn hedge(_: Form) -> MeshBuilder {
    let mut mesh = MeshBuilder::new();
    mesh.block(Material::Foliage, at(-0.5, -0.5, 0.0), at(0.5, 0.5, 1.0));
    mesh
}
