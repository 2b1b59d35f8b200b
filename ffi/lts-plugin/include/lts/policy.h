/* The C ABI of policy plugins: what a library exports so that it can propose simulator parameters.
 *
 * This header is the specification. A plugin is a dynamic library that exports one symbol, `lts_plugin_entry_v0`.
 * The host reads the versions in it, calls `init`, asks for a factory, and makes policies. A policy then proposes
 * candidates (`ask`) and learns from their rewards (`tell`). A minimal plugin is this header and about 100 lines.
 *
 * The order of calls
 *   entry.init
 *     factory.count, factory.descriptor          at any time between init and deinit
 *     factory.create                             one policy for one run; several may live side by side
 *       policy.get_extension                     right after create, once for each extension that the host knows
 *       policy.ask, policy.tell, policy.recommend and the extensions, in any order
 *       policy.destroy                           at any time; candidates may be outstanding
 *   entry.deinit                                 when no policy is left, or never (the process may just end)
 *   entry.init                                   may come again after deinit
 *
 * Ownership. Whoever allocates frees. A pointer that is given to a function is valid until that function returns,
 * unless the comment says "until destroy" or "until deinit". A plugin that wants to keep something copies it.
 * The host gives all buffers, with their lengths; a plugin never writes past a length.
 *
 * Threads. Each function has one of two tags:
 *   [serial]       the host makes one such call at a time, on one policy or another, from any thread;
 *   [thread-safe]  may be called from any thread at any time between init and deinit.
 * A plugin may start threads of its own; they must have ended when `destroy` returns.
 *
 * Errors. A function that can fail returns LTS_OK or another code of `lts_status_t`, and writes one line for people into
 * the caller's `lts_error_t`. A call that fails in a run ends the run with that line; what is on the disk stays valid, and the
 * run can be resumed. No exception, no panic and no longjmp may leave a function of a plugin.
 *
 * Text is UTF-8 and ends with a zero byte. The host reads at most LTS_TEXT_SIZE bytes of any text.
 *
 * Reproducible. The random numbers of a candidate come from the policy's seed and the candidate's number alone, never from
 * a clock or from the order of calls: asking for 0..5 gives what asking for 0..1 and then for 2..5 gives. A run that was
 * killed and resumed then continues exactly.
 *
 * Numbers. A point is `dimension` doubles in the units of the parameters; points follow each other in row-major order.
 * All numbers that a plugin gives must be finite and inside the bounds of their dimension.
 */
#ifndef LTS_POLICY_H
#define LTS_POLICY_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Version of this ABI. A host takes a plugin with the same major version and a minor version up to its own.
 * Within a major version, structs never change; what is new is an extension. Major version 0 is a draft. */
enum { LTS_ABI_MAJOR = 0, LTS_ABI_MINOR = 1 };

/* Most bytes of any text, the ending zero included. Longer text is cut by the host. */
enum { LTS_TEXT_SIZE = 2048 };

/* How a call ended. */
typedef int32_t lts_status_t;
enum {
    LTS_OK = 0,
    /* It failed; the policy is unchanged and can be called again. */
    LTS_ERROR = 1,
    /* `create` only: the configuration has a key or value that makes no sense. */
    LTS_ERROR_CONFIG = 2,
    /* `lts.state/1` only: the bytes are not a state of this policy. */
    LTS_ERROR_STATE = 3,
    /* The policy is broken (a caught panic or exception): every later call but `destroy` gives this code again. */
    LTS_ERROR_BROKEN = 4
};

/* Where a failing call says why. The caller owns it and gives it with an empty message; a plugin writes `message` with an ending zero
 * and leaves `code` as it is or writes what it returns. Write one line: what, where, what was expected, what to do. */
typedef struct lts_error {
    lts_status_t code;
    char message[LTS_TEXT_SIZE];
} lts_error_t;

/* Kinds of dimensions. */
typedef int32_t lts_kind_t;
enum {
    /* A real number in low..high. */
    LTS_KIND_REAL = 0,
    /* A positive number in low..high that is best searched on a logarithmic scale. */
    LTS_KIND_LOG_REAL = 1,
    /* A whole number in low..high, as a double: 3.0 is right, 3.5 is refused. */
    LTS_KIND_INTEGER = 2,
    /* The logit (unnormalised log-probability) of one option of a categorical parameter; unbounded. The options of one
     * parameter are neighbouring dimensions with the same `parameter`. Only differences between them matter. */
    LTS_KIND_LOGIT = 3
};

/* One number of a point. All texts are owned by the host and valid until the `create` that they were given to returns. */
typedef struct lts_dimension {
    /* Unique name, e.g. "road.length", or for a logit "weather.clear_noon". */
    const char *label;
    /* Name of the parameter: as `label`, or for a logit the categorical's, e.g. "weather". */
    const char *parameter;
    /* The option that the logit belongs to, e.g. "clear_noon"; null for other kinds. */
    const char *option;
    /* Unit for people, e.g. "m"; "" for a plain number. */
    const char *unit;
    lts_kind_t kind;
    /* Zero. */
    int32_t reserved;
    /* Smallest and largest value, both allowed, in the unit; minus and plus infinity for logits. */
    double low;
    double high;
    /* The value that the experiment starts from, inside the bounds and whole where it must be: a good first candidate. */
    double start;
} lts_dimension_t;

/* What is searched. Owned by the host and valid until the `create` that it was given to returns. */
typedef struct lts_space {
    const lts_dimension_t *dimensions;
    /* Numbers in a point, at least 1. */
    uint32_t dimension;
    /* Zero. */
    uint32_t reserved;
} lts_space_t;

/* What the host offers. Owned by the host and valid until the policy's `destroy` returns. */
typedef struct lts_host lts_host_t;
struct lts_host {
    uint32_t abi_major;
    uint32_t abi_minor;
    /* Name and version of the host, for log lines. */
    const char *name;
    const char *version;
    /* The host's own; a plugin leaves it alone. */
    void *context;
    /* The host's extension called `id` (see ext/log.h), owned by the host and valid as long as the host is; null if it
     * has none. [thread-safe] */
    const void *(*get_extension)(const lts_host_t *host, const char *id);
};

/* What came of a candidate. */
typedef int32_t lts_outcome_t;
enum {
    /* It was trained and scored. */
    LTS_OUTCOME_SCORED = 0,
    /* The simulator or the training failed. The candidate is done; the parameters may be the reason, or may not. */
    LTS_OUTCOME_FAILED = 1
};

/* Another measure of a scored candidate, e.g. "iou.mean". Its value may be NaN where it has no meaning. */
typedef struct lts_measure {
    const char *name;
    double value;
} lts_measure_t;

/* The evaluation of one candidate. */
typedef struct lts_evaluation {
    /* The number it was asked under. */
    uint64_t candidate;
    /* Better when higher; finite if scored, NaN if failed. */
    double reward;
    /* Other measures, `measure_count` of them, sorted by name; null if there are none. */
    const lts_measure_t *measures;
    /* Why it failed, one line; null if scored. */
    const char *reason;
    lts_outcome_t outcome;
    uint32_t measure_count;
} lts_evaluation_t;

/* A buffer for doubles that the host gives. */
typedef struct lts_points {
    /* Room for `capacity` doubles; the plugin writes from the start. The host has filled them with a not-a-number, by which it
     * sees what was left out. */
    double *values;
    /* How many doubles are wanted: exactly so many are to be written. */
    uint64_t capacity;
    /* The plugin sets it to the number of doubles that it wrote; the host gives it as 0. */
    uint64_t written;
} lts_points_t;

/* A policy at work. Made by `create`, owned by the plugin and valid until `destroy` returns. No function pointer is null. */
typedef struct lts_policy lts_policy_t;
struct lts_policy {
    /* The plugin's own; the host leaves it alone. */
    void *data;

    /* Proposes candidates `first`, `first + 1`, ... (`count` of them, at least 1), one point each, into `points`, whose
     * capacity is count * dimension. The host numbers candidates from 0 on and asks for each number once, in rising
     * order, except that a policy that was loaded from a saved state is asked again from where that state was saved.
     * They are outstanding from now on. [serial] */
    lts_status_t (*ask)(lts_policy_t *policy, uint64_t first, uint32_t count, lts_points_t *points, lts_error_t *error);

    /* Tells what came of `count` candidates. The host has checked that each is outstanding and comes once, and sorts them
     * by number. There may be fewer than were asked (the others come later or never), only failed ones, or none (`count` is 0
     * and `evaluations` is not to be looked at). Asks may come while candidates are outstanding. [serial] */
    lts_status_t (*tell)(lts_policy_t *policy, const lts_evaluation_t *evaluations, uint32_t count, lts_error_t *error);

    /* Writes the one point to use if the run ended now; the capacity of `point` is the dimension. Can be called at any time,
     * also before the first reward. It changes nothing. [serial] */
    lts_status_t (*recommend)(const lts_policy_t *policy, lts_points_t *point, lts_error_t *error);

    /* The policy's extension called `id`, e.g. "lts.state/1": a pointer to the struct in its header, owned by the plugin
     * and valid until destroy; null if it has none of that name. [serial] */
    const void *(*get_extension)(const lts_policy_t *policy, const char *id);

    /* Frees the policy and everything of it. It is not touched afterwards. [serial] */
    void (*destroy)(lts_policy_t *policy);
};

/* One kind of policy in a library. Owned by the plugin, constant, valid until deinit. No text is null. */
typedef struct lts_policy_descriptor {
    /* Unique, as a reverse domain name: "com.example.random-search". This is `policy.id` in an experiment. */
    const char *id;
    /* Name for people. */
    const char *name;
    /* The policy's own version, e.g. "1.2.0". */
    const char *version;
    /* One sentence for people. */
    const char *description;
} lts_policy_descriptor_t;

/* Makes policies. Owned by the plugin, constant, valid until deinit. No function pointer is null. */
typedef struct lts_policy_factory lts_policy_factory_t;
struct lts_policy_factory {
    /* How many kinds of policies there are. The same at each call. [thread-safe] */
    uint32_t (*count)(const lts_policy_factory_t *factory);

    /* The kind number `index`, from 0; null if `index` is too large. [thread-safe] */
    const lts_policy_descriptor_t *(*descriptor)(const lts_policy_factory_t *factory, uint32_t index);

    /* Makes a policy of the kind `id`, which is one that `descriptor` gave, for `space`. All its random numbers follow from
     * `seed`. `config_json` is the table `policy.config` of the experiment as one JSON object ("{}" if there is none); a key
     * that the policy does not know is an error that names it. `host` may be used at once and kept until destroy. Null with
     * `error` written if it fails. [serial] */
    lts_policy_t *(*create)(const lts_policy_factory_t *factory, const lts_host_t *host, const char *id,
                            const lts_space_t *space, uint64_t seed, const char *config_json, lts_error_t *error);
};

/* The id of the factory above, for `get_factory`. */
#define LTS_POLICY_FACTORY_ID "lts.policy-factory/0"

/* What a library exports under the name `lts_plugin_entry_v0`: constant, readable without calling anything. */
typedef struct lts_plugin_entry {
    /* LTS_ABI_MAJOR and LTS_ABI_MINOR of the header that the plugin was compiled with. The host reads them first, and calls
     * nothing if they do not fit. */
    uint32_t abi_major;
    uint32_t abi_minor;

    /* Called once before everything else. `path` is the library's own path. If it fails, nothing else is called, `deinit`
     * included. [serial] */
    lts_status_t (*init)(const char *path, lts_error_t *error);

    /* The counterpart of a successful `init`; frees what that made. The library itself stays in memory. [serial] */
    void (*deinit)(void);

    /* The factory called `id` (LTS_POLICY_FACTORY_ID): a pointer to its struct; null if there is none. [thread-safe] */
    const void *(*get_factory)(const char *id);
} lts_plugin_entry_t;

/* Puts a symbol where the host finds it. */
#if defined(_WIN32)
#define LTS_EXPORT __declspec(dllexport)
#elif defined(__GNUC__)
#define LTS_EXPORT __attribute__((visibility("default")))
#else
#define LTS_EXPORT
#endif

/* The one exported symbol; the plugin defines it. */
extern LTS_EXPORT const lts_plugin_entry_t lts_plugin_entry_v0;

#ifdef __cplusplus
}
#endif

#endif
