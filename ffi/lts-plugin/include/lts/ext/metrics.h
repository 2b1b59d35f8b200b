/* The extension `lts.metrics/1` of a policy: numbers that it wants plotted, e.g. its step size. */
#ifndef LTS_EXT_METRICS_H
#define LTS_EXT_METRICS_H

#include "../policy.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LTS_METRICS_ID "lts.metrics/1"

/* Who takes the numbers. Owned by the host, valid during the call of `report`. */
typedef struct lts_metric_sink lts_metric_sink_t;
struct lts_metric_sink {
    /* The host's own. */
    void *context;
    /* Takes one number; `name` is copied. At most 1,000 are taken. [serial, during report] */
    void (*metric)(const lts_metric_sink_t *sink, const char *name, double value);
};

/* What `get_extension` returns for LTS_METRICS_ID. */
typedef struct lts_metrics {
    /* Calls `sink->metric` for each number: the same names in the same order each time, finite values, also before the first
     * reward. Called after each iteration. It changes nothing. [serial] */
    lts_status_t (*report)(const lts_policy_t *policy, const lts_metric_sink_t *sink, lts_error_t *error);
} lts_metrics_t;

#ifdef __cplusplus
}
#endif

#endif
