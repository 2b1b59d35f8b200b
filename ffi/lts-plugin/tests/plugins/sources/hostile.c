/* A policy that is right but for one fault, which is chosen when it is compiled: -DFAULT_<name>. */
#include <lts/all.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef FAULT_leaves_numbers_out
#define LEFT_OUT 1
#else
#define LEFT_OUT 0
#endif

typedef struct live {
    lts_policy_t table;
    const lts_host_t *host;
    uint32_t dimension;
    double start[64];
    uint64_t told;
} live_t;

static const live_t *of(const lts_policy_t *policy) { return (const live_t *)policy->data; }

#if defined(FAULT_log_100_mb) || defined(FAULT_description_100_mb) || defined(FAULT_state_100_mb)
static char *long_text(void) {
    static char *text;
    if (text == NULL) {
        text = malloc(100000001);
        memset(text, 'x', 100000000);
        text[100000000] = 0;
    }
    return text;
}
#endif

static lts_status_t ask(lts_policy_t *policy, uint64_t first, uint32_t count, lts_points_t *points, lts_error_t *error) {
    const live_t *self = of(policy);
    uint64_t index;
    (void)first;
    (void)error;
    for (index = 0; index < points->capacity - LEFT_OUT; index++) {
        points->values[index] = self->start[index % self->dimension];
    }
    points->written = (uint64_t)count * self->dimension;
#ifdef FAULT_waits_for_tells
    /* Counts down what is asked; `tell` counts up again. */
    if (self->told != 0) {
        sprintf(error->message, "tell me all candidates first, %d are open", -(int)self->told);
        return LTS_ERROR;
    }
    ((live_t *)policy->data)->told -= count;
#endif
#ifdef FAULT_nan_later
    if (first >= 20) {
        points->values[0] = NAN;
    }
#endif
#ifdef FAULT_abort_later
    if (first >= 20) {
        abort();
    }
#endif
#ifdef FAULT_writes_too_few
    points->written -= 1;
#endif
#ifdef FAULT_says_too_many
    points->written += 1;
#endif
#ifdef FAULT_writes_past_the_end
    points->values[points->capacity] = 1.0;
#endif
#ifdef FAULT_nan
    points->values[0] = NAN;
#endif
#ifdef FAULT_infinite
    points->values[0] = INFINITY;
#endif
#ifdef FAULT_infinite_logit
    points->values[3] = INFINITY;
#endif
#ifdef FAULT_out_of_bounds
    points->values[0] = 1e6;
#endif
#ifdef FAULT_no_whole_number
    points->values[2] = 0.5;
#endif
#ifdef FAULT_unknown_status
    return 77;
#endif
#ifdef FAULT_message_without_end
    memset(error->message, 'm', sizeof error->message);
    return LTS_ERROR;
#endif
#ifdef FAULT_error_without_message
    return LTS_ERROR;
#endif
#ifdef FAULT_error_code_alone
    error->code = LTS_ERROR;
#endif
#ifdef FAULT_says_broken
    strcpy(error->message, "worn out");
    return LTS_ERROR_BROKEN;
#endif
#ifdef FAULT_abort
    abort();
#endif
#ifdef FAULT_crash
    *(volatile int *)8 = 1;
#endif
#ifdef FAULT_endless
    for (;;) {
        *(volatile uint64_t *)&points->written += 0;
    }
#endif
#ifdef FAULT_exit
    exit(0);
#endif
#ifdef FAULT_memory
    for (;;) {
        void *more = malloc(1 << 24);
        if (more == NULL) {
            abort();
        }
        *(volatile char *)more = 1;
    }
#endif
#ifdef FAULT_random
    {
        static unsigned calls;
        points->values[0] = -1.0 + (double)(calls++ % 1000) * 0.003;
    }
#endif
#ifdef FAULT_leak
    *(void *volatile *)&error->message[0] = malloc(1000);
    error->message[0] = 0;
#endif
#ifdef FAULT_log_100_mb
    {
        const lts_host_log_t *log = self->host->get_extension(self->host, LTS_HOST_LOG_ID);
        log->log(self->host, LTS_LOG_INFO, long_text());
    }
#endif
    return LTS_OK;
}

static lts_status_t tell(lts_policy_t *policy, const lts_evaluation_t *evaluations, uint32_t count, lts_error_t *error) {
    (void)evaluations;
    (void)error;
    ((live_t *)policy->data)->told += count;
    return LTS_OK;
}

static lts_status_t recommend(const lts_policy_t *policy, lts_points_t *point, lts_error_t *error) {
    (void)error;
    memcpy(point->values, of(policy)->start, of(policy)->dimension * sizeof(double));
#ifndef FAULT_recommends_nothing
    point->written = of(policy)->dimension;
#endif
    return LTS_OK;
}

static lts_status_t save(const lts_policy_t *policy, const lts_output_t *output, lts_error_t *error) {
    (void)error;
#ifdef FAULT_state_100_mb
    output->write(output, long_text(), 100000000);
    return LTS_OK;
#endif
#ifdef FAULT_state_from_null
    return output->write(output, NULL, 8);
#endif
    return output->write(output, &of(policy)->told, sizeof of(policy)->told);
}

static lts_status_t load(lts_policy_t *policy, const lts_input_t *input, lts_error_t *error) {
    (void)error;
#ifdef FAULT_state_does_not_load
    strcpy(error->message, "I forgot how");
    return LTS_ERROR_STATE;
#endif
    if (input->length != sizeof(uint64_t)) {
        return LTS_ERROR_STATE;
    }
    input->read(input, &((live_t *)policy->data)->told, sizeof(uint64_t));
    return LTS_OK;
}

static lts_status_t report(const lts_policy_t *policy, const lts_metric_sink_t *sink, lts_error_t *error) {
    (void)error;
#ifdef FAULT_metric_is_nan
    sink->metric(sink, "told", NAN);
#else
    sink->metric(sink, "told", (double)of(policy)->told);
#endif
    return LTS_OK;
}

static int32_t stop(const lts_policy_t *policy, char *reason, uint64_t capacity) {
    (void)policy;
    memset(reason, 'y', (size_t)capacity);
#ifdef FAULT_stop_is_neither
    return 7;
#endif
    return 0;
}

static const void *get_extension(const lts_policy_t *policy, const char *id) {
    static const lts_state_t state = {save, load};
    static const lts_metrics_t metrics = {report};
    static const lts_stop_t stops = {stop};
    static const lts_state_t half = {save, NULL};
    (void)policy;
    (void)half;
    if (strcmp(id, LTS_METRICS_ID) == 0) {
        return &metrics;
    }
    if (strcmp(id, LTS_STOP_ID) == 0) {
        return &stops;
    }
#ifdef FAULT_no_state
    return NULL;
#endif
#ifdef FAULT_half_an_extension
    return strcmp(id, LTS_STATE_ID) == 0 ? &half : NULL;
#endif
    return strcmp(id, LTS_STATE_ID) == 0 ? &state : NULL;
}

static void destroy(lts_policy_t *policy) {
#ifndef FAULT_destroys_nothing
    free(policy->data);
#endif
#ifdef FAULT_destroys_twice
    free(policy->data);
#endif
}

static lts_policy_t *create(const lts_policy_factory_t *factory, const lts_host_t *host, const char *id,
                            const lts_space_t *space, uint64_t seed, const char *config_json, lts_error_t *error) {
    live_t *self;
    uint32_t index;
    (void)factory;
    (void)id;
    (void)seed;
#ifdef FAULT_creates_nothing
    return NULL;
#endif
    if (strcmp(config_json, "{}") != 0) {
        strcpy(error->message, "there are no settings");
        return NULL;
    }
    self = calloc(1, sizeof *self);
    self->host = host;
    self->dimension = space->dimension;
    for (index = 0; index < space->dimension; index++) {
        self->start[index] = space->dimensions[index].start;
    }
#ifdef FAULT_greets
    {
        const lts_host_log_t *log = host->get_extension(host, LTS_HOST_LOG_ID);
        log->log(host, LTS_LOG_INFO, "good morning");
    }
#endif
    self->table.data = self;
    self->table.ask = ask;
    self->table.tell = tell;
    self->table.recommend = recommend;
    self->table.get_extension = get_extension;
    self->table.destroy = destroy;
#ifdef FAULT_ask_is_null
    self->table.ask = NULL;
#endif
#ifdef FAULT_destroy_is_null
    self->table.destroy = NULL;
#endif
    return &self->table;
}

static const lts_policy_descriptor_t *descriptor(const lts_policy_factory_t *factory, uint32_t index) {
    static lts_policy_descriptor_t text = {"test.hostile", "Hostile", "6.6.6", "Right but for one fault."};
    (void)factory;
    (void)index;
#ifdef FAULT_descriptor_is_null
    return NULL;
#endif
#ifdef FAULT_name_is_null
    text.name = NULL;
#endif
#ifdef FAULT_id_with_spaces
    text.id = "my \n policy";
#endif
#ifdef FAULT_description_100_mb
    text.description = long_text();
#endif
    return &text;
}

static uint32_t count(const lts_policy_factory_t *factory) {
    (void)factory;
#ifdef FAULT_no_policies
    return 0;
#elif defined(FAULT_too_many_policies)
    return 4000000000u;
#elif defined(FAULT_one_id_twice)
    return 2;
#else
    return 1;
#endif
}

static const void *get_factory(const char *id) {
    static const lts_policy_factory_t factory = {
        count,
        descriptor,
#ifdef FAULT_create_is_null
        NULL,
#else
        create,
#endif
    };
    (void)id;
#ifdef FAULT_no_factory
    return NULL;
#endif
#ifdef FAULT_factory_is_not_aligned
    return (const char *)&factory + 3;
#endif
    return &factory;
}

static lts_status_t init(const char *path, lts_error_t *error) {
    (void)path;
    (void)error;
#ifdef FAULT_init_fails
    strcpy(error->message, "no licence on this machine");
    return LTS_ERROR;
#endif
#if defined(FAULT_other_major) || defined(FAULT_newer_minor)
    abort();
#endif
    return LTS_OK;
}

static void deinit(void) {}

#ifdef FAULT_undefined_symbol
extern int nobody_has_this_function(void);
int use_it(void) { return nobody_has_this_function(); }
#endif

#ifdef FAULT_no_symbol
#define lts_plugin_entry_v0 another_name
extern LTS_EXPORT const lts_plugin_entry_t another_name;
#endif

const lts_plugin_entry_t lts_plugin_entry_v0 = {
#ifdef FAULT_other_major
    LTS_ABI_MAJOR + 1,
#else
    LTS_ABI_MAJOR,
#endif
#ifdef FAULT_newer_minor
    LTS_ABI_MINOR + 1,
#else
    LTS_ABI_MINOR,
#endif
#ifdef FAULT_init_is_null
    NULL,
#else
    init,
#endif
    deinit,
    get_factory,
};
