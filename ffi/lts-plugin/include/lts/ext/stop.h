/* The extension `lts.stop/1` of a policy: it can end the run before all iterations are done. */
#ifndef LTS_EXT_STOP_H
#define LTS_EXT_STOP_H

#include "../policy.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LTS_STOP_ID "lts.stop/1"

/* What `get_extension` returns for LTS_STOP_ID. */
typedef struct lts_stop {
    /* Asked before each iteration: 0 to go on, 1 to end the run. To end it, write why, one line with an ending zero, into
     * `reason`, which has room for `capacity` bytes (LTS_TEXT_SIZE at least). The answer follows from the state alone, so that
     * a resumed run ends at the same place. [serial] */
    int32_t (*stop)(const lts_policy_t *policy, char *reason, uint64_t capacity);
} lts_stop_t;

#ifdef __cplusplus
}
#endif

#endif
