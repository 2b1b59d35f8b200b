/* The extension `lts.state/1` of a policy: saving and restoring all that it has learned.
 *
 * Without it an experiment runs, but cannot be resumed: the host then refuses to save. The host saves after each `ask`, each
 * `tell` and each `credit`, so a state should be small. The host keeps the bytes together with the plugin's id, version and hash and the
 * space, and gives them to no other policy; it remembers by itself which candidates are outstanding.
 */
#ifndef LTS_EXT_STATE_H
#define LTS_EXT_STATE_H

#include "../policy.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LTS_STATE_ID "lts.state/1"

/* Where a state is written to. Owned by the host, valid during the call of `save`. */
typedef struct lts_output lts_output_t;
struct lts_output {
    /* The host's own. */
    void *context;
    /* Appends `length` bytes. LTS_OK, or another code if the host takes no more (the state is over 64 MiB): `save` then returns
     * LTS_ERROR. [serial, during save] */
    lts_status_t (*write)(const lts_output_t *output, const void *bytes, uint64_t length);
};

/* Where a state is read from. Owned by the host, valid during the call of `load`. */
typedef struct lts_input lts_input_t;
struct lts_input {
    /* The host's own. */
    void *context;
    /* How many bytes there are in all. */
    uint64_t length;
    /* Copies up to `capacity` bytes from where the last read ended to `bytes`, and returns how many: fewer only where the state
     * ends, 0 at its end.
     * [serial, during load] */
    uint64_t (*read)(const lts_input_t *input, void *bytes, uint64_t capacity);
};

/* What `get_extension` returns for LTS_STATE_ID. */
typedef struct lts_state {
    /* Writes everything that later asks, tells and recommendations depend on, in a form of the plugin's choice. The same
     * state gives the same bytes. It changes nothing. [serial] */
    lts_status_t (*save)(const lts_policy_t *policy, const lts_output_t *output, lts_error_t *error);

    /* Restores what `save` wrote. The policy is fresh from `create`, with the same space, seed and configuration. Bytes that
     * are no such state are LTS_ERROR_STATE; the host then destroys the policy. [serial] */
    lts_status_t (*load)(lts_policy_t *policy, const lts_input_t *input, lts_error_t *error);
} lts_state_t;

#ifdef __cplusplus
}
#endif

#endif
