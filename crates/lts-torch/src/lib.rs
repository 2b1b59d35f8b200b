//! Main task models on libtorch: networks, training, scoring.
