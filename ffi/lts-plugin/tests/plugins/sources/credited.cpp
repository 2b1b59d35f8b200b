// A policy in C++ that learns from the credit of samples alone: it steps along the gradient that influence and scores give.
// With -DFAULT_forgets a loaded state has lost what credit said.
#include <cmath>

#include <lts/policy.hpp>
#include <lts/scale.h>

namespace {

class Credited : public lts::Policy {
public:
    static const lts_policy_descriptor_t &descriptor() noexcept {
        static const lts_policy_descriptor_t text = {"test.credited", "Credited", "1.0.0", "Ascends along credit."};
        return text;
    }

    explicit Credited(const lts::Setup &setup) : space_(setup.space) {
        if (setup.config_json != "{}") throw lts::Error("there are no settings", LTS_ERROR_CONFIG);
        for (const lts::Dimension &dimension : space_) {
            const lts_dimension_t raw = dimension.raw();
            shares_.push_back(lts_to_share(&raw, raw.start));
        }
        gradient_.assign(space_.size(), 0.0);
    }

    void ask(std::uint64_t, double *point) override { recommend(point); }

    void tell(const lts_evaluation_t *, std::uint32_t) override {
        double largest = 0.0;
        for (double slope : gradient_) largest = std::fmax(largest, std::fabs(slope));
        for (std::size_t k = 0; k < shares_.size(); k++) {
            if (largest > 0.0) shares_[k] += 0.01 * gradient_[k] / largest;
            shares_[k] = std::fmin(std::fmax(shares_[k], 0.0), 1.0);
            gradient_[k] = 0.0;
        }
    }

    bool uses_credit() const noexcept override { return true; }

    void credit(const lts_credit_table_t &table) override {
        if (table.dimension != space_.size()) throw lts::Error("expected a score for each dimension");
        std::uint32_t column = 0;
        while (column < table.columns && std::strcmp(table.names[column], "influence") != 0) column++;
        if (table.scores == nullptr || column == table.columns) throw lts::Error("expected influence and scores");
        double mean = 0.0;
        for (std::uint64_t i = 0; i < table.samples; i++) {
            mean += table.values[i * table.columns + column] / static_cast<double>(table.samples);
        }
        for (std::uint64_t i = 0; i < table.samples; i++) {
            const double influence = table.values[i * table.columns + column] - mean;
            for (std::size_t k = 0; k < shares_.size(); k++) {
                // Steps are in shares of the ranges, slopes in units.
                const double range = space_[k].high - space_[k].low;
                gradient_[k] += influence * table.scores[i * table.dimension + k] * (std::isfinite(range) ? range : 6.0);
            }
        }
        credited_ += 1;
    }

    void recommend(double *point) const override {
        for (std::size_t k = 0; k < shares_.size(); k++) {
            const lts_dimension_t raw = space_[k].raw();
            point[k] = lts_from_share(&raw, shares_[k]);
        }
    }

    std::string save() const override {
        std::string state(reinterpret_cast<const char *>(&credited_), sizeof credited_);
        state.append(reinterpret_cast<const char *>(shares_.data()), shares_.size() * sizeof(double));
        return state.append(reinterpret_cast<const char *>(gradient_.data()), gradient_.size() * sizeof(double));
    }

    void load(const std::string &state) override {
        const std::size_t size = shares_.size() * sizeof(double);
        if (state.size() != sizeof credited_ + 2 * size) throw lts::Error("the state has another length", LTS_ERROR_STATE);
        std::memcpy(&credited_, state.data(), sizeof credited_);
        std::memcpy(shares_.data(), state.data() + sizeof credited_, size);
#ifndef FAULT_forgets
        std::memcpy(gradient_.data(), state.data() + sizeof credited_ + size, size);
#endif
    }

    void metrics(const lts::MetricSink &sink) const override { sink("credited", static_cast<double>(credited_)); }

private:
    std::vector<lts::Dimension> space_;
    std::vector<double> shares_, gradient_;
    std::uint64_t credited_ = 0;
};

}  // namespace

LTS_EXPORT_POLICY(Credited)
