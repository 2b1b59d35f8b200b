/* The extension `lts.host-log/1` of the host: lines for people, in the log of the run. */
#ifndef LTS_EXT_LOG_H
#define LTS_EXT_LOG_H

#include "../policy.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LTS_HOST_LOG_ID "lts.host-log/1"

/* How much a line matters. */
typedef int32_t lts_severity_t;
enum {
    /* For the plugin's author. */
    LTS_LOG_DEBUG = 0,
    LTS_LOG_INFO = 1,
    LTS_LOG_WARNING = 2,
    LTS_LOG_ERROR = 3
};

/* What the host's `get_extension` returns for LTS_HOST_LOG_ID. */
typedef struct lts_host_log {
    /* Writes one line; `message` is copied, and cut at LTS_TEXT_SIZE bytes. Line breaks become spaces. A log line is no result:
     * nothing may depend on it. [thread-safe] */
    void (*log)(const lts_host_t *host, lts_severity_t severity, const char *message);
} lts_host_log_t;

#ifdef __cplusplus
}
#endif

#endif
