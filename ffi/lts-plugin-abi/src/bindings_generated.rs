//! Generated from the headers in ffi/lts-plugin/include/lts by scripts/bindings; not to be edited.

pub const LTS_POLICY_FACTORY_ID: &[u8; 21] = b"lts.policy-factory/0\0";
pub const LTS_CREDIT_ID: &[u8; 13] = b"lts.credit/1\0";
pub const LTS_HOST_LOG_ID: &[u8; 15] = b"lts.host-log/1\0";
pub const LTS_METRICS_ID: &[u8; 14] = b"lts.metrics/1\0";
pub const LTS_STATE_ID: &[u8; 12] = b"lts.state/1\0";
pub const LTS_STOP_ID: &[u8; 11] = b"lts.stop/1\0";
pub const LTS_ABI_MAJOR: _bindgen_ty_1 = 0;
pub const LTS_ABI_MINOR: _bindgen_ty_1 = 1;
pub type _bindgen_ty_1 = ::std::os::raw::c_uint;
pub const LTS_TEXT_SIZE: _bindgen_ty_2 = 2048;
pub type _bindgen_ty_2 = ::std::os::raw::c_uint;
pub type lts_status_t = i32;
pub const LTS_OK: _bindgen_ty_3 = 0;
pub const LTS_ERROR: _bindgen_ty_3 = 1;
pub const LTS_ERROR_CONFIG: _bindgen_ty_3 = 2;
pub const LTS_ERROR_STATE: _bindgen_ty_3 = 3;
pub const LTS_ERROR_BROKEN: _bindgen_ty_3 = 4;
pub type _bindgen_ty_3 = ::std::os::raw::c_uint;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_error {
    pub code: lts_status_t,
    pub message: [::std::os::raw::c_char; 2048usize],
}
pub type lts_error_t = lts_error;
pub type lts_kind_t = i32;
pub const LTS_KIND_REAL: _bindgen_ty_4 = 0;
pub const LTS_KIND_LOG_REAL: _bindgen_ty_4 = 1;
pub const LTS_KIND_INTEGER: _bindgen_ty_4 = 2;
pub const LTS_KIND_LOGIT: _bindgen_ty_4 = 3;
pub type _bindgen_ty_4 = ::std::os::raw::c_uint;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_dimension {
    pub label: *const ::std::os::raw::c_char,
    pub parameter: *const ::std::os::raw::c_char,
    pub option: *const ::std::os::raw::c_char,
    pub unit: *const ::std::os::raw::c_char,
    pub kind: lts_kind_t,
    pub reserved: i32,
    pub low: f64,
    pub high: f64,
    pub start: f64,
}
pub type lts_dimension_t = lts_dimension;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_space {
    pub dimensions: *const lts_dimension_t,
    pub dimension: u32,
    pub reserved: u32,
}
pub type lts_space_t = lts_space;
pub type lts_host_t = lts_host;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_host {
    pub abi_major: u32,
    pub abi_minor: u32,
    pub name: *const ::std::os::raw::c_char,
    pub version: *const ::std::os::raw::c_char,
    pub context: *mut ::std::os::raw::c_void,
    pub get_extension: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            host: *const lts_host_t,
            id: *const ::std::os::raw::c_char,
        ) -> *const ::std::os::raw::c_void,
    >,
}
pub type lts_outcome_t = i32;
pub const LTS_OUTCOME_SCORED: _bindgen_ty_5 = 0;
pub const LTS_OUTCOME_FAILED: _bindgen_ty_5 = 1;
pub type _bindgen_ty_5 = ::std::os::raw::c_uint;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_measure {
    pub name: *const ::std::os::raw::c_char,
    pub value: f64,
}
pub type lts_measure_t = lts_measure;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_evaluation {
    pub candidate: u64,
    pub reward: f64,
    pub measures: *const lts_measure_t,
    pub reason: *const ::std::os::raw::c_char,
    pub outcome: lts_outcome_t,
    pub measure_count: u32,
}
pub type lts_evaluation_t = lts_evaluation;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_points {
    pub values: *mut f64,
    pub capacity: u64,
    pub written: u64,
}
pub type lts_points_t = lts_points;
pub type lts_policy_t = lts_policy;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_policy {
    pub data: *mut ::std::os::raw::c_void,
    pub ask: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            policy: *mut lts_policy_t,
            first: u64,
            count: u32,
            points: *mut lts_points_t,
            error: *mut lts_error_t,
        ) -> lts_status_t,
    >,
    pub tell: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            policy: *mut lts_policy_t,
            evaluations: *const lts_evaluation_t,
            count: u32,
            error: *mut lts_error_t,
        ) -> lts_status_t,
    >,
    pub recommend: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            policy: *const lts_policy_t,
            point: *mut lts_points_t,
            error: *mut lts_error_t,
        ) -> lts_status_t,
    >,
    pub get_extension: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            policy: *const lts_policy_t,
            id: *const ::std::os::raw::c_char,
        ) -> *const ::std::os::raw::c_void,
    >,
    pub destroy: ::std::option::Option<unsafe extern "C-unwind" fn(policy: *mut lts_policy_t)>,
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_policy_descriptor {
    pub id: *const ::std::os::raw::c_char,
    pub name: *const ::std::os::raw::c_char,
    pub version: *const ::std::os::raw::c_char,
    pub description: *const ::std::os::raw::c_char,
}
pub type lts_policy_descriptor_t = lts_policy_descriptor;
pub type lts_policy_factory_t = lts_policy_factory;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_policy_factory {
    pub count:
        ::std::option::Option<unsafe extern "C-unwind" fn(factory: *const lts_policy_factory_t) -> u32>,
    pub descriptor: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            factory: *const lts_policy_factory_t,
            index: u32,
        ) -> *const lts_policy_descriptor_t,
    >,
    pub create: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            factory: *const lts_policy_factory_t,
            host: *const lts_host_t,
            id: *const ::std::os::raw::c_char,
            space: *const lts_space_t,
            seed: u64,
            config_json: *const ::std::os::raw::c_char,
            error: *mut lts_error_t,
        ) -> *mut lts_policy_t,
    >,
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_plugin_entry {
    pub abi_major: u32,
    pub abi_minor: u32,
    pub init: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            path: *const ::std::os::raw::c_char,
            error: *mut lts_error_t,
        ) -> lts_status_t,
    >,
    pub deinit: ::std::option::Option<unsafe extern "C-unwind" fn()>,
    pub get_factory: ::std::option::Option<
        unsafe extern "C-unwind" fn(id: *const ::std::os::raw::c_char) -> *const ::std::os::raw::c_void,
    >,
}
pub type lts_plugin_entry_t = lts_plugin_entry;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_credit_table {
    pub candidate: u64,
    pub names: *const *const ::std::os::raw::c_char,
    pub values: *const f64,
    pub samples: u64,
    pub columns: u32,
    pub dimension: u32,
    pub scores: *const f64,
}
pub type lts_credit_table_t = lts_credit_table;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_credit {
    pub credit: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            policy: *mut lts_policy_t,
            table: *const lts_credit_table_t,
            error: *mut lts_error_t,
        ) -> lts_status_t,
    >,
}
pub type lts_credit_t = lts_credit;
pub type lts_severity_t = i32;
pub const LTS_LOG_DEBUG: _bindgen_ty_6 = 0;
pub const LTS_LOG_INFO: _bindgen_ty_6 = 1;
pub const LTS_LOG_WARNING: _bindgen_ty_6 = 2;
pub const LTS_LOG_ERROR: _bindgen_ty_6 = 3;
pub type _bindgen_ty_6 = ::std::os::raw::c_uint;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_host_log {
    pub log: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            host: *const lts_host_t,
            severity: lts_severity_t,
            message: *const ::std::os::raw::c_char,
        ),
    >,
}
pub type lts_host_log_t = lts_host_log;
pub type lts_metric_sink_t = lts_metric_sink;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_metric_sink {
    pub context: *mut ::std::os::raw::c_void,
    pub metric: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            sink: *const lts_metric_sink_t,
            name: *const ::std::os::raw::c_char,
            value: f64,
        ),
    >,
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_metrics {
    pub report: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            policy: *const lts_policy_t,
            sink: *const lts_metric_sink_t,
            error: *mut lts_error_t,
        ) -> lts_status_t,
    >,
}
pub type lts_metrics_t = lts_metrics;
pub type lts_output_t = lts_output;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_output {
    pub context: *mut ::std::os::raw::c_void,
    pub write: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            output: *const lts_output_t,
            bytes: *const ::std::os::raw::c_void,
            length: u64,
        ) -> lts_status_t,
    >,
}
pub type lts_input_t = lts_input;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_input {
    pub context: *mut ::std::os::raw::c_void,
    pub length: u64,
    pub read: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            input: *const lts_input_t,
            bytes: *mut ::std::os::raw::c_void,
            capacity: u64,
        ) -> u64,
    >,
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_state {
    pub save: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            policy: *const lts_policy_t,
            output: *const lts_output_t,
            error: *mut lts_error_t,
        ) -> lts_status_t,
    >,
    pub load: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            policy: *mut lts_policy_t,
            input: *const lts_input_t,
            error: *mut lts_error_t,
        ) -> lts_status_t,
    >,
}
pub type lts_state_t = lts_state;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lts_stop {
    pub stop: ::std::option::Option<
        unsafe extern "C-unwind" fn(
            policy: *const lts_policy_t,
            reason: *mut ::std::os::raw::c_char,
            capacity: u64,
        ) -> i32,
    >,
}
pub type lts_stop_t = lts_stop;
