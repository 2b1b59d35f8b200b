//! A headless wgpu renderer: a scene becomes colour, class, instance and depth images.
