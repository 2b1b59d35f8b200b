//! The part of TensorFlow's `event.proto`, `summary.proto` and `tensor.proto` that is written, by their field numbers.

/// Something at a step.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Event {
    /// Seconds since 1970.
    #[prost(double, tag = "1")]
    pub wall_time: f64,
    /// The step.
    #[prost(int64, tag = "2")]
    pub step: i64,
    /// What it is.
    #[prost(oneof = "What", tags = "3, 5, 7")]
    pub what: Option<What>,
}

/// What an event carries.
#[derive(Clone, PartialEq, prost::Oneof)]
pub enum What {
    /// The first event of a file: the version of the format.
    #[prost(string, tag = "3")]
    FileVersion(String),
    /// Values.
    #[prost(message, tag = "5")]
    Summary(Summary),
    /// A process begins.
    #[prost(message, tag = "7")]
    SessionLog(SessionLog),
}

/// What a process says of itself.
#[derive(Clone, PartialEq, prost::Message)]
pub struct SessionLog {
    /// [`START`](Self::START) is all that is written.
    #[prost(int32, tag = "1")]
    pub status: i32,
}

impl SessionLog {
    /// It begins: steps from the event's own on will be written again.
    pub const START: i32 = 1;
}

/// Values of one step.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Summary {
    /// The values.
    #[prost(message, repeated, tag = "1")]
    pub value: Vec<SummaryValue>,
}

/// A value under a tag: one of number, image and tensor.
#[derive(Clone, PartialEq, prost::Message)]
pub struct SummaryValue {
    /// The tag.
    #[prost(string, tag = "1")]
    pub tag: String,
    /// A number.
    #[prost(float, optional, tag = "2")]
    pub simple_value: Option<f32>,
    /// An image.
    #[prost(message, optional, tag = "4")]
    pub image: Option<Image>,
    /// A tensor.
    #[prost(message, optional, tag = "8")]
    pub tensor: Option<Tensor>,
    /// Who shows it.
    #[prost(message, optional, tag = "9")]
    pub metadata: Option<SummaryMetadata>,
}

/// An encoded image.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Image {
    /// Rows.
    #[prost(int32, tag = "1")]
    pub height: i32,
    /// Columns.
    #[prost(int32, tag = "2")]
    pub width: i32,
    /// Channels: 3 is RGB.
    #[prost(int32, tag = "3")]
    pub colorspace: i32,
    /// The file's bytes.
    #[prost(bytes = "vec", tag = "4")]
    pub encoded_image_string: Vec<u8>,
}

/// A tensor of strings.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Tensor {
    /// The type of its elements.
    #[prost(int32, tag = "1")]
    pub dtype: i32,
    /// Its shape.
    #[prost(message, optional, tag = "2")]
    pub shape: Option<Shape>,
    /// Its elements.
    #[prost(bytes = "vec", repeated, tag = "8")]
    pub string_val: Vec<Vec<u8>>,
}

/// The shape of a tensor with one element and no dimensions.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Shape {}

/// How a value is shown.
#[derive(Clone, PartialEq, prost::Message)]
pub struct SummaryMetadata {
    /// The part of TensorBoard.
    #[prost(message, optional, tag = "1")]
    pub plugin_data: Option<PluginData>,
}

/// A part of TensorBoard.
#[derive(Clone, PartialEq, prost::Message)]
pub struct PluginData {
    /// Its name.
    #[prost(string, tag = "1")]
    pub plugin_name: String,
}
