// Policy plugins in C++ (11 or newer): derive from lts::Policy, export with LTS_EXPORT_POLICY. Header only.
//
// The functions of a policy may throw. lts::Error becomes an error that the host shows, after which the policy may be called
// again; any other exception breaks the policy, and the host shows its message. No exception leaves the library.
#ifndef LTS_POLICY_HPP
#define LTS_POLICY_HPP

#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "all.h"

// Each library has its own copy of what is here, whatever it is compiled with: nothing but the entry is exported.
#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

namespace lts {

// An error with a line for people. The policy must be unchanged.
class Error : public std::runtime_error {
public:
    explicit Error(const std::string &text, lts_status_t code = LTS_ERROR) : std::runtime_error(text), code_(code) {}
    lts_status_t code() const noexcept { return code_; }

private:
    lts_status_t code_;
};

// A dimension of the space, with its own texts.
struct Dimension {
    std::string label, parameter, option, unit;
    lts_kind_t kind;
    double low, high, start;

    // The same for the functions of scale.h.
    lts_dimension_t raw() const noexcept {
        return {label.c_str(), parameter.c_str(), option.empty() ? nullptr : option.c_str(), unit.c_str(), kind, 0, low, high, start};
    }
};

// What a policy is made with.
struct Setup {
    std::vector<Dimension> space;
    std::uint64_t seed;
    std::string config_json;
    const lts_host_t *host;

    // Writes a line into the log of the run, if the host has one.
    void log(lts_severity_t severity, const std::string &text) const {
        const void *found = host->get_extension(host, LTS_HOST_LOG_ID);
        if (found != nullptr) {
            static_cast<const lts_host_log_t *>(found)->log(host, severity, text.c_str());
        }
    }
};

// Who takes metrics.
class MetricSink {
public:
    explicit MetricSink(const lts_metric_sink_t *sink) noexcept : sink_(sink) {}
    void operator()(const char *name, double value) const { sink_->metric(sink_, name, value); }

private:
    const lts_metric_sink_t *sink_;
};

// A policy. See policy.h for what each function does; points have one double for each dimension.
class Policy {
public:
    Policy() = default;
    Policy(const Policy &) = delete;
    Policy &operator=(const Policy &) = delete;
    virtual ~Policy() = default;

    // Writes candidate `number`.
    virtual void ask(std::uint64_t number, double *point) = 0;
    virtual void tell(const lts_evaluation_t *evaluations, std::uint32_t count) = 0;
    virtual void recommend(double *point) const = 0;
    // The state as bytes.
    virtual std::string save() const = 0;
    // Restores it; throws lts::Error(text, LTS_ERROR_STATE) if the bytes are none.
    virtual void load(const std::string &state) = 0;
    virtual void metrics(const MetricSink &) const {}
    // Why the run is to end; empty to go on.
    virtual std::string stop() const { return std::string(); }
    // Whether it has the extension lts.credit/1, the same at each call; the host then calls `credit` where the task knows it.
    virtual bool uses_credit() const noexcept { return false; }
    virtual void credit(const lts_credit_table_t &) {}
};

namespace detail {

struct Live {
    lts_policy_t table;
    Policy *policy;
    std::size_t dimension;
    bool broken;
};

inline void write_message(char *place, std::size_t size, const char *text) noexcept {
    std::size_t length = std::strlen(text);
    if (length >= size) {
        length = size - 1;
        // Not in the middle of a UTF-8 character.
        while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0u) == 0x80u) {
            length--;
        }
    }
    std::memcpy(place, text, length);
    place[length] = '\0';
}

inline lts_status_t fail(lts_error_t *error, lts_status_t code, const char *text) noexcept {
    if (error != nullptr) {
        error->code = code;
        write_message(error->message, sizeof error->message, text);
    }
    return code;
}

// Every function of a policy goes through here: no exception leaves it.
template <class Body>
lts_status_t guarded(bool &broken, lts_error_t *error, Body body) noexcept {
    if (broken) {
        return fail(error, LTS_ERROR_BROKEN, "an earlier call threw an exception");
    }
    try {
        body();
        return LTS_OK;
    } catch (const Error &thrown) {
        return fail(error, thrown.code(), thrown.what());
    } catch (const std::exception &thrown) {
        broken = true;
        return fail(error, LTS_ERROR_BROKEN, thrown.what());
    } catch (...) {
        broken = true;
        return fail(error, LTS_ERROR_BROKEN, "it threw something that is no std::exception");
    }
}

inline Live &live(lts_policy_t *policy) noexcept { return *static_cast<Live *>(policy->data); }
inline Live &live(const lts_policy_t *policy) noexcept { return *static_cast<Live *>(policy->data); }

extern "C" {

inline lts_status_t lts_cpp_ask(lts_policy_t *policy, std::uint64_t first, std::uint32_t count, lts_points_t *points,
                                lts_error_t *error) noexcept {
    Live &self = live(policy);
    return guarded(self.broken, error, [&] {
        for (std::uint32_t row = 0; row < count; row++) {
            self.policy->ask(first + row, points->values + row * self.dimension);
        }
        points->written = count * self.dimension;
    });
}

inline lts_status_t lts_cpp_tell(lts_policy_t *policy, const lts_evaluation_t *evaluations, std::uint32_t count,
                                 lts_error_t *error) noexcept {
    Live &self = live(policy);
    return guarded(self.broken, error, [&] { self.policy->tell(evaluations, count); });
}

inline lts_status_t lts_cpp_recommend(const lts_policy_t *policy, lts_points_t *point, lts_error_t *error) noexcept {
    Live &self = live(policy);
    return guarded(self.broken, error, [&] {
        self.policy->recommend(point->values);
        point->written = self.dimension;
    });
}

inline void lts_cpp_destroy(lts_policy_t *policy) noexcept {
    Live *self = static_cast<Live *>(policy->data);
    delete self->policy;
    delete self;
}

inline lts_status_t lts_cpp_save(const lts_policy_t *policy, const lts_output_t *output, lts_error_t *error) noexcept {
    Live &self = live(policy);
    return guarded(self.broken, error, [&] {
        const std::string state = self.policy->save();
        if (output->write(output, state.data(), state.size()) != LTS_OK) {
            throw Error("the host did not take the state");
        }
    });
}

inline lts_status_t lts_cpp_load(lts_policy_t *policy, const lts_input_t *input, lts_error_t *error) noexcept {
    Live &self = live(policy);
    return guarded(self.broken, error, [&] {
        std::string state;
        char part[4096];
        while (std::uint64_t count = input->read(input, part, sizeof part)) {
            state.append(part, static_cast<std::size_t>(count));
        }
        self.policy->load(state);
    });
}

inline lts_status_t lts_cpp_report(const lts_policy_t *policy, const lts_metric_sink_t *sink, lts_error_t *error) noexcept {
    Live &self = live(policy);
    return guarded(self.broken, error, [&] { self.policy->metrics(MetricSink(sink)); });
}

inline std::int32_t lts_cpp_stop(const lts_policy_t *policy, char *reason, std::uint64_t capacity) noexcept {
    Live &self = live(policy);
    std::int32_t answer = 0;
    // An exception here is told by the next call.
    (void)guarded(self.broken, nullptr, [&] {
        const std::string text = self.policy->stop();
        if (!text.empty()) {
            write_message(reason, static_cast<std::size_t>(capacity), text.c_str());
            answer = 1;
        }
    });
    return answer;
}

inline lts_status_t lts_cpp_credit(lts_policy_t *policy, const lts_credit_table_t *table, lts_error_t *error) noexcept {
    Live &self = live(policy);
    return guarded(self.broken, error, [&] { self.policy->credit(*table); });
}

inline const void *lts_cpp_get_extension(const lts_policy_t *policy, const char *id) noexcept {
    static const lts_state_t state = {lts_cpp_save, lts_cpp_load};
    static const lts_metrics_t metrics = {lts_cpp_report};
    static const lts_stop_t stop = {lts_cpp_stop};
    static const lts_credit_t credit = {lts_cpp_credit};
    if (std::strcmp(id, LTS_STATE_ID) == 0) return &state;
    if (std::strcmp(id, LTS_METRICS_ID) == 0) return &metrics;
    if (std::strcmp(id, LTS_STOP_ID) == 0) return &stop;
    if (std::strcmp(id, LTS_CREDIT_ID) == 0 && live(policy).policy->uses_credit()) return &credit;
    return nullptr;
}

inline lts_status_t lts_cpp_init(const char *, lts_error_t *) noexcept { return LTS_OK; }
inline void lts_cpp_deinit() noexcept {}

}  // extern "C"

inline Setup read_setup(const lts_host_t *host, const lts_space_t *space, std::uint64_t seed, const char *config_json) {
    Setup setup = {{}, seed, config_json, host};
    for (std::uint32_t index = 0; index < space->dimension; index++) {
        const lts_dimension_t &raw = space->dimensions[index];
        setup.space.push_back({raw.label, raw.parameter, raw.option != nullptr ? raw.option : "", raw.unit, raw.kind, raw.low,
                               raw.high, raw.start});
    }
    return setup;
}

template <class P>
lts_policy_t *create(const lts_policy_factory_t *, const lts_host_t *host, const char *id, const lts_space_t *space,
                     std::uint64_t seed, const char *config_json, lts_error_t *error) noexcept {
    Live *made = nullptr;
    bool broken = false;
    (void)guarded(broken, error, [&] {
        if (std::strcmp(id, P::descriptor().id) != 0) {
            throw Error(std::string("there is no policy of this id here: ") + id);
        }
        const Setup setup = read_setup(host, space, seed, config_json);
        P *policy = new P(setup);
        made = new (std::nothrow) Live;
        if (made == nullptr) {
            delete policy;
            throw std::bad_alloc();
        }
        made->table = {made, lts_cpp_ask, lts_cpp_tell, lts_cpp_recommend, lts_cpp_get_extension, lts_cpp_destroy};
        made->policy = policy;
        made->dimension = space->dimension;
        made->broken = false;
    });
    return made != nullptr ? &made->table : nullptr;
}

template <class P>
std::uint32_t count(const lts_policy_factory_t *) noexcept {
    return 1;
}

template <class P>
const lts_policy_descriptor_t *descriptor(const lts_policy_factory_t *, std::uint32_t index) noexcept {
    return index == 0 ? &P::descriptor() : nullptr;
}

template <class P>
const void *get_factory(const char *id) noexcept {
    static const lts_policy_factory_t factory = {count<P>, descriptor<P>, create<P>};
    return std::strcmp(id, LTS_POLICY_FACTORY_ID) == 0 ? &factory : nullptr;
}

}  // namespace detail
}  // namespace lts

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

// Exports the policy `Class`, once in a library. It has a constructor from `const lts::Setup &`, and a function
// `static const lts_policy_descriptor_t &descriptor() noexcept`.
#define LTS_EXPORT_POLICY(Class)                                                                          \
    extern "C" LTS_EXPORT const lts_plugin_entry_t lts_plugin_entry_v0 = {LTS_ABI_MAJOR, LTS_ABI_MINOR,   \
        lts::detail::lts_cpp_init, lts::detail::lts_cpp_deinit, lts::detail::get_factory<Class>};

#endif
