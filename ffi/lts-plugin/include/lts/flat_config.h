/* Reading a configuration that is a flat JSON object of numbers, e.g. {"step":0.2,"keep":5}. Optional.
 *
 * For more than numbers, use a JSON library.
 */
#ifndef LTS_FLAT_CONFIG_H
#define LTS_FLAT_CONFIG_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy.h"

/* One key that a policy knows, and where its number goes; `value` holds the default before. */
typedef struct lts_setting {
    const char *key;
    double *value;
} lts_setting_t;

/* Writes `text` with `detail` in it (for %s) as the error's message. Returns `code`. */
static inline lts_status_t lts_fail(lts_error_t *error, lts_status_t code, const char *text, const char *detail) {
    error->code = code;
    (void)snprintf(error->message, sizeof error->message, "%s%s", text, detail);
    return code;
}

/* Reads `config_json` into the `count` settings. LTS_ERROR_CONFIG with a message for an unknown key, or for anything but a flat
 * object of numbers. [thread-safe] */
static inline lts_status_t lts_read_flat_config(const char *config_json, const lts_setting_t *settings, size_t count,
                                                lts_error_t *error) {
    const char *at = config_json;
#define LTS_SKIP_SPACE() while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') at++
    LTS_SKIP_SPACE();
    if (*at++ != '{') {
        return lts_fail(error, LTS_ERROR_CONFIG, "the configuration is no JSON object: ", config_json);
    }
    LTS_SKIP_SPACE();
    while (*at != '}') {
        const char *key, *end;
        char *after;
        size_t length, index;
        double value;
        char name[64];
        LTS_SKIP_SPACE();
        key = at + 1;
        end = *at == '"' ? strchr(key, '"') : NULL;
        if (end == NULL) {
            return lts_fail(error, LTS_ERROR_CONFIG, "expected a key in quotes at: ", at);
        }
        length = (size_t)(end - key);
        (void)snprintf(name, sizeof name, "%.*s", (int)(length < 63 ? length : 63), key);
        for (index = 0; index < count; index++) {
            if (strlen(settings[index].key) == length && memcmp(settings[index].key, key, length) == 0) {
                break;
            }
        }
        if (index == count) {
            return lts_fail(error, LTS_ERROR_CONFIG, "unknown key in policy.config: ", name);
        }
        at = end + 1;
        LTS_SKIP_SPACE();
        if (*at == ':') {
            at++;
        }
        value = strtod(at, &after);
        if (after == at) {
            return lts_fail(error, LTS_ERROR_CONFIG, "expected a number for policy.config.", name);
        }
        *settings[index].value = value;
        at = after;
        LTS_SKIP_SPACE();
        if (*at == ',') {
            at++;
        } else if (*at != '}') {
            return lts_fail(error, LTS_ERROR_CONFIG, "expected a number for policy.config.", name);
        }
    }
#undef LTS_SKIP_SPACE
    return LTS_OK;
}

#endif
