/* Mapping a dimension to a share of its range and back, so that a policy can search numbers from 0 to 1. Optional; needs libm. */
#ifndef LTS_SCALE_H
#define LTS_SCALE_H

#include <math.h>

#include "policy.h"

/* Lowest and highest on the scale on which the dimension is searched: logarithms for LTS_KIND_LOG_REAL, half a step more on both
 * sides for whole numbers, and -3 to 3 for logits, which have no bounds of their own. */
static inline void lts_scale_bounds(const lts_dimension_t *dimension, double *low, double *high) {
    *low = dimension->low;
    *high = dimension->high;
    if (dimension->kind == LTS_KIND_LOG_REAL) {
        *low = log(dimension->low);
        *high = log(dimension->high);
    } else if (dimension->kind == LTS_KIND_INTEGER) {
        *low -= 0.5;
        *high += 0.5;
    } else if (dimension->kind == LTS_KIND_LOGIT) {
        *low = -3.0;
        *high = 3.0;
    }
}

/* The value at `share` of the way; shares outside of 0..1 are cut. Always inside the bounds. [thread-safe] */
static inline double lts_from_share(const lts_dimension_t *dimension, double share) {
    double low, high, value;
    lts_scale_bounds(dimension, &low, &high);
    share = share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share;
    value = low + (high - low) * share;
    if (dimension->kind == LTS_KIND_LOG_REAL) {
        value = exp(value);
    } else if (dimension->kind == LTS_KIND_INTEGER) {
        value = floor(value + 0.5);
    }
    return value < dimension->low ? dimension->low : value > dimension->high ? dimension->high : value;
}

/* The share of the way at which `value` is, 0 to 1; the inverse of lts_from_share. [thread-safe] */
static inline double lts_to_share(const lts_dimension_t *dimension, double value) {
    double low, high, share;
    lts_scale_bounds(dimension, &low, &high);
    if (dimension->kind == LTS_KIND_LOG_REAL) {
        value = log(value);
    }
    share = high > low ? (value - low) / (high - low) : 0.5;
    return share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share;
}

#endif
