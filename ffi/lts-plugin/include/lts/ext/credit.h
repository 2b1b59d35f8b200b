/* The extension `lts.credit/1` of a policy: rewards of single samples of a candidate's dataset.
 *
 * A candidate is scored as a whole: its reward says how well a network does that was trained on all its M samples. An
 * evaluator that knows more (how much a single sample helped) says so here, with one or several rewards for each sample. A policy
 * without this extension loses nothing else. An evaluator that knows no credit never calls it, and a candidate that failed gets
 * none: a policy with this extension learns from the rewards of `tell` then.
 *
 * The column "influence" says by how much a smooth validation objective rises for each unit of weight that the sample gets in
 * the training, in which each has the weight 1. Where there are scores too, the sum over the samples of
 *     influence[i] * scores[i * dimension + k]
 * is an estimate of the derivative of that objective in number k of the candidate's point, in its unit. A constant may be
 * taken off the influence first, since the expected score is 0: that makes the estimate less noisy.
 */
#ifndef LTS_EXT_CREDIT_H
#define LTS_EXT_CREDIT_H

#include "../policy.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LTS_CREDIT_ID "lts.credit/1"

/* The credit of one candidate: a table of `samples` rows and `columns` columns. Valid during the call. */
typedef struct lts_credit_table {
    /* The candidate; it is outstanding. */
    uint64_t candidate;
    /* What the columns are, `columns` names, e.g. "influence". */
    const char *const *names;
    /* Row-major, samples * columns finite numbers; row i belongs to sample i of the candidate's dataset, in the order in which
     * the simulator made it. Better when higher; only comparable within a column. */
    const double *values;
    uint64_t samples;
    uint32_t columns;
    /* Numbers in a point, as in the space that `create` was given. */
    uint32_t dimension;
    /* Row-major, samples * dimension finite numbers: the derivative of log q(sample) in each number of the point, where q is the
     * density with which the simulator makes the sample from the candidate's point; in the inverse of the number's unit. Null if
     * the simulator does not know it. */
    const double *scores;
} lts_credit_table_t;

/* What `get_extension` returns for LTS_CREDIT_ID. */
typedef struct lts_credit {
    /* Tells the credit of one outstanding candidate, at most once, before the `tell` of it. What is remembered of it is part of
     * the state. [serial] */
    lts_status_t (*credit)(lts_policy_t *policy, const lts_credit_table_t *table, lts_error_t *error);
} lts_credit_t;

#ifdef __cplusplus
}
#endif

#endif
