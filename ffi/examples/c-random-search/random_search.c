/* Random search in C: candidates are Gaussian steps from the best point so far, which moves when one is better. */
#include <lts/all.h>
#include <lts/flat_config.h>
#include <lts/random.h>
#include <lts/scale.h>

#include <stdlib.h>
#include <string.h>

/* A candidate that was asked and not told yet. */
typedef struct waiting {
    uint64_t number;
    double *point;
} waiting_t;

typedef struct search {
    lts_policy_t policy;
    lts_dimension_t *space; /* its texts are not kept */
    uint32_t dimension;
    uint64_t seed;
    double spread;
    double *best; /* shares of the ranges */
    double reward;
    int32_t has_reward;
    waiting_t *waiting; /* `point` holds shares */
    uint64_t waiting_count;
} search_t;

static search_t *of(const lts_policy_t *policy) { return (search_t *)policy->data; }

static void forget(search_t *self, uint64_t index) {
    free(self->waiting[index].point);
    self->waiting_count--;
    memmove(self->waiting + index, self->waiting + index + 1, (self->waiting_count - index) * sizeof *self->waiting);
}

/* Room for one more waiting candidate; null if memory is out. */
static double *remember(search_t *self, uint64_t number) {
    double *point = malloc(self->dimension * sizeof *point);
    waiting_t *more = realloc(self->waiting, (self->waiting_count + 1) * sizeof *more);
    if (more != NULL) {
        self->waiting = more;
    }
    if (more == NULL || point == NULL) {
        free(point);
        return NULL;
    }
    more[self->waiting_count].number = number;
    more[self->waiting_count].point = point;
    self->waiting_count++;
    return point;
}

static lts_status_t ask(lts_policy_t *policy, uint64_t first, uint32_t count, lts_points_t *points, lts_error_t *error) {
    search_t *self = of(policy);
    uint64_t before = self->waiting_count;
    for (uint32_t row = 0; row < count; row++) {
        uint64_t number = first + row;
        lts_random_t random = lts_random(self->seed, number);
        double *point = remember(self, number);
        if (point == NULL) {
            while (self->waiting_count > before) {
                forget(self, self->waiting_count - 1);
            }
            return lts_fail(error, LTS_ERROR, "out of memory", "");
        }
        for (uint32_t i = 0; i < self->dimension; i++) {
            /* Candidate 0 is the start itself. */
            double step = number == 0 ? 0.0 : self->spread * lts_random_normal(&random);
            double share = self->best[i] + step;
            point[i] = share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share;
            points->values[row * self->dimension + i] = lts_from_share(&self->space[i], point[i]);
        }
    }
    points->written = (uint64_t)count * self->dimension;
    return LTS_OK;
}

static lts_status_t tell(lts_policy_t *policy, const lts_evaluation_t *evaluations, uint32_t count, lts_error_t *error) {
    search_t *self = of(policy);
    (void)error;
    for (uint32_t row = 0; row < count; row++) {
        const lts_evaluation_t *told = &evaluations[row];
        for (uint64_t index = 0; index < self->waiting_count; index++) {
            if (self->waiting[index].number != told->candidate) {
                continue;
            }
            if (told->outcome == LTS_OUTCOME_SCORED && (!self->has_reward || told->reward > self->reward)) {
                self->has_reward = 1;
                self->reward = told->reward;
                memcpy(self->best, self->waiting[index].point, self->dimension * sizeof *self->best);
            }
            forget(self, index);
            break;
        }
    }
    return LTS_OK;
}

static lts_status_t recommend(const lts_policy_t *policy, lts_points_t *point, lts_error_t *error) {
    const search_t *self = of(policy);
    (void)error;
    for (uint32_t i = 0; i < self->dimension; i++) {
        point->values[i] = lts_from_share(&self->space[i], self->best[i]);
    }
    point->written = self->dimension;
    return LTS_OK;
}

static void destroy(lts_policy_t *policy) {
    search_t *self = of(policy);
    while (self->waiting_count > 0) {
        forget(self, self->waiting_count - 1);
    }
    free(self->waiting);
    free(self->best);
    free(self->space);
    free(self);
}

/* The state: a mark, the dimension, the best point with its reward, and the waiting candidates, as they are in memory. */
static const char MARK[8] = {'l', 't', 's', '-', 'r', 's', '0', '1'};

static lts_status_t save(const lts_policy_t *policy, const lts_output_t *output, lts_error_t *error) {
    const search_t *self = of(policy);
    uint64_t width = self->dimension * sizeof *self->best;
    int32_t bad = output->write(output, MARK, sizeof MARK);
    bad |= output->write(output, &self->dimension, sizeof self->dimension);
    bad |= output->write(output, &self->has_reward, sizeof self->has_reward);
    bad |= output->write(output, &self->reward, sizeof self->reward);
    bad |= output->write(output, self->best, width);
    bad |= output->write(output, &self->waiting_count, sizeof self->waiting_count);
    for (uint64_t index = 0; index < self->waiting_count; index++) {
        bad |= output->write(output, &self->waiting[index].number, sizeof self->waiting[index].number);
        bad |= output->write(output, self->waiting[index].point, width);
    }
    return bad ? lts_fail(error, LTS_ERROR, "the host did not take the state", "") : LTS_OK;
}

static int take(const lts_input_t *input, void *place, uint64_t length) {
    char *at = place;
    while (length > 0) {
        uint64_t count = input->read(input, at, length);
        if (count == 0) {
            return 0;
        }
        at += count;
        length -= count;
    }
    return 1;
}

static lts_status_t load(lts_policy_t *policy, const lts_input_t *input, lts_error_t *error) {
    search_t *self = of(policy);
    char mark[sizeof MARK];
    uint32_t dimension;
    uint64_t waiting;
    uint64_t width = self->dimension * sizeof *self->best;
    int good = take(input, mark, sizeof mark) && memcmp(mark, MARK, sizeof mark) == 0 &&
               take(input, &dimension, sizeof dimension) && dimension == self->dimension &&
               take(input, &self->has_reward, sizeof self->has_reward) && take(input, &self->reward, sizeof self->reward) &&
               take(input, self->best, width) && take(input, &waiting, sizeof waiting);
    for (uint64_t index = 0; good && index < waiting; index++) {
        uint64_t number;
        double *point;
        good = take(input, &number, sizeof number) && (point = remember(self, number)) != NULL && take(input, point, width);
    }
    return good ? LTS_OK : lts_fail(error, LTS_ERROR_STATE, "these bytes are no state of this policy", "");
}

static lts_status_t report(const lts_policy_t *policy, const lts_metric_sink_t *sink, lts_error_t *error) {
    const search_t *self = of(policy);
    (void)error;
    sink->metric(sink, "spread", self->spread);
    sink->metric(sink, "best_reward", self->has_reward ? self->reward : 0.0);
    return LTS_OK;
}

static const void *get_extension(const lts_policy_t *policy, const char *id) {
    static const lts_state_t state = {save, load};
    static const lts_metrics_t metrics = {report};
    (void)policy;
    if (strcmp(id, LTS_STATE_ID) == 0) {
        return &state;
    }
    return strcmp(id, LTS_METRICS_ID) == 0 ? (const void *)&metrics : NULL;
}

static const lts_policy_descriptor_t DESCRIPTOR = {
    "org.lts-examples.random-search",
    "Random search",
    "1.0.0",
    "Gaussian steps from the best point so far.",
};

static uint32_t count(const lts_policy_factory_t *factory) {
    (void)factory;
    return 1;
}

static const lts_policy_descriptor_t *descriptor(const lts_policy_factory_t *factory, uint32_t index) {
    (void)factory;
    return index == 0 ? &DESCRIPTOR : NULL;
}

static lts_policy_t *create(const lts_policy_factory_t *factory, const lts_host_t *host, const char *id,
                            const lts_space_t *space, uint64_t seed, const char *config_json, lts_error_t *error) {
    double spread = 0.2;
    const lts_setting_t settings[] = {{"spread", &spread}};
    search_t *self;
    (void)factory;
    (void)host;
    if (strcmp(id, DESCRIPTOR.id) != 0) {
        lts_fail(error, LTS_ERROR, "there is no policy of this id here: ", id);
        return NULL;
    }
    if (lts_read_flat_config(config_json, settings, 1, error) != LTS_OK) {
        return NULL;
    }
    if (!(spread > 0.0 && spread <= 1.0)) {
        lts_fail(error, LTS_ERROR_CONFIG, "policy.config.spread: expected a number above 0, at most 1", "");
        return NULL;
    }
    self = calloc(1, sizeof *self);
    if (self == NULL) {
        return NULL;
    }
    self->policy.data = self;
    self->policy.ask = ask;
    self->policy.tell = tell;
    self->policy.recommend = recommend;
    self->policy.get_extension = get_extension;
    self->policy.destroy = destroy;
    self->dimension = space->dimension;
    self->seed = seed;
    self->spread = spread;
    self->space = malloc(space->dimension * sizeof *self->space);
    self->best = malloc(space->dimension * sizeof *self->best);
    if (self->space == NULL || self->best == NULL) {
        destroy(&self->policy);
        lts_fail(error, LTS_ERROR, "out of memory", "");
        return NULL;
    }
    memcpy(self->space, space->dimensions, space->dimension * sizeof *self->space);
    for (uint32_t i = 0; i < self->dimension; i++) {
        self->best[i] = lts_to_share(&self->space[i], self->space[i].start);
    }
    return &self->policy;
}

static lts_status_t init(const char *path, lts_error_t *error) {
    (void)path;
    (void)error;
    return LTS_OK;
}

static void deinit(void) {}

static const void *get_factory(const char *id) {
    static const lts_policy_factory_t factory = {count, descriptor, create};
    return strcmp(id, LTS_POLICY_FACTORY_ID) == 0 ? &factory : NULL;
}

const lts_plugin_entry_t lts_plugin_entry_v0 = {LTS_ABI_MAJOR, LTS_ABI_MINOR, init, deinit, get_factory};
