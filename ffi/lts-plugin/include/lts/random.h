/* Random numbers of a candidate from the policy's seed and the candidate's number alone. Optional; needs libm.
 *
 * The generator is SplitMix64 (Steele, Lea and Flood, 2014): small, good enough for proposing points, and the same everywhere.
 *
 *   lts_random_t random = lts_random(seed, number);
 *   double step = lts_random_normal(&random);
 */
#ifndef LTS_RANDOM_H
#define LTS_RANDOM_H

#include <math.h>
#include <stdint.h>

/* A stream of random numbers. */
typedef struct lts_random {
    uint64_t state;
} lts_random_t;

/* The next 64 random bits. [thread-safe for streams of one's own, as all functions here] */
static inline uint64_t lts_random_bits(lts_random_t *random) {
    uint64_t bits = (random->state += UINT64_C(0x9e3779b97f4a7c15));
    bits = (bits ^ (bits >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    bits = (bits ^ (bits >> 27)) * UINT64_C(0x94d049bb133111eb);
    return bits ^ (bits >> 31);
}

/* The stream of candidate `number` of a policy with `seed`. */
static inline lts_random_t lts_random(uint64_t seed, uint64_t number) {
    lts_random_t by_seed, random;
    by_seed.state = seed;
    /* Seed and number are mixed one after the other, so that (1, 2) and (2, 1) have nothing in common. */
    random.state = lts_random_bits(&by_seed) ^ number;
    random.state = lts_random_bits(&random);
    return random;
}

/* Uniform in 0..1, without 1. */
static inline double lts_random_uniform(lts_random_t *random) {
    return (double)(lts_random_bits(random) >> 11) / 9007199254740992.0;
}

/* Standard normal: mean 0, standard deviation 1 (Box and Muller, 1958). */
static inline double lts_random_normal(lts_random_t *random) {
    double radius = sqrt(-2.0 * log(1.0 - lts_random_uniform(random)));
    return radius * cos(6.283185307179586 * lts_random_uniform(random));
}

#endif
