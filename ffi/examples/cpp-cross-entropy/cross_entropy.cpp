// The cross-entropy method in C++: a Gaussian for each dimension is fitted again and again to the best of the latest candidates.
#include <lts/flat_config.h>
#include <lts/policy.hpp>
#include <lts/random.h>
#include <lts/scale.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace {

class CrossEntropy : public lts::Policy {
public:
    static const lts_policy_descriptor_t &descriptor() noexcept {
        static const lts_policy_descriptor_t text = {
            "org.lts-examples.cross-entropy",
            "Cross-entropy method",
            "1.0.0",
            "A Gaussian that is fitted again and again to the best of the latest candidates.",
        };
        return text;
    }

    explicit CrossEntropy(const lts::Setup &setup) : space_(setup.space), seed_(setup.seed) {
        double batch = 16.0, keep = 4.0, spread = 0.3, smallest = 0.01;
        const lts_setting_t settings[] = {{"batch", &batch}, {"keep", &keep}, {"spread", &spread}, {"smallest_spread", &smallest}};
        lts_error_t error = {};
        if (lts_read_flat_config(setup.config_json.c_str(), settings, 4, &error) != LTS_OK) {
            throw lts::Error(error.message, LTS_ERROR_CONFIG);
        }
        if (!(keep >= 2.0 && batch >= keep && batch <= 1e6 && spread > 0.0 && smallest >= 0.0)) {
            throw lts::Error("policy.config: expected 2 <= keep <= batch, spread above 0", LTS_ERROR_CONFIG);
        }
        batch_ = static_cast<std::size_t>(batch);
        keep_ = static_cast<std::size_t>(keep);
        smallest_ = smallest;
        for (const lts::Dimension &dimension : space_) {
            const lts_dimension_t raw = dimension.raw();
            mean_.push_back(lts_to_share(&raw, dimension.start));
        }
        spread_.assign(space_.size(), spread);
        setup.log(LTS_LOG_DEBUG, "a Gaussian of " + std::to_string(space_.size()) + " dimensions");
    }

    void ask(std::uint64_t number, double *point) override {
        lts_random_t random = lts_random(seed_, number);
        std::vector<double> shares(space_.size());
        for (std::size_t i = 0; i < shares.size(); i++) {
            const double share = mean_[i] + spread_[i] * lts_random_normal(&random);
            shares[i] = std::min(std::max(share, 0.0), 1.0);
        }
        write(shares, point);
        waiting_[number] = shares;
    }

    void tell(const lts_evaluation_t *evaluations, std::uint32_t count) override {
        for (std::uint32_t row = 0; row < count; row++) {
            const lts_evaluation_t &told = evaluations[row];
            const auto found = waiting_.find(told.candidate);
            if (found == waiting_.end()) {
                continue;
            }
            if (told.outcome == LTS_OUTCOME_SCORED) {
                scored_.push_back({told.reward, found->second});
            }
            waiting_.erase(found);
            if (scored_.size() >= batch_) {
                fit();
            }
        }
    }

    void recommend(double *point) const override { write(mean_, point); }

    std::string save() const override {
        std::ostringstream out;
        out << std::hexfloat << "cross-entropy-1 " << space_.size() << ' ' << fits_;
        put(out, mean_);
        put(out, spread_);
        out << ' ' << waiting_.size();
        for (const auto &one : waiting_) {
            out << ' ' << one.first;
            put(out, one.second);
        }
        out << ' ' << scored_.size();
        for (const Scored &one : scored_) {
            out << ' ' << one.reward;
            put(out, one.shares);
        }
        return out.str();
    }

    void load(const std::string &state) override {
        std::istringstream in(state);
        std::string mark;
        std::size_t dimension = 0, waiting = 0, scored = 0;
        in >> mark >> dimension >> fits_;
        if (!in || mark != "cross-entropy-1" || dimension != space_.size()) {
            throw lts::Error("these bytes are no state of this policy", LTS_ERROR_STATE);
        }
        mean_ = get(in);
        spread_ = get(in);
        in >> waiting;
        for (std::size_t i = 0; in && i < waiting; i++) {
            std::uint64_t number = 0;
            in >> number;
            waiting_[number] = get(in);
        }
        in >> scored;
        for (std::size_t i = 0; in && i < scored; i++) {
            const double reward = number(in);
            scored_.push_back({reward, get(in)});
        }
        if (!in) {
            throw lts::Error("the state ends too early", LTS_ERROR_STATE);
        }
    }

    void metrics(const lts::MetricSink &metric) const override {
        double sum = 0.0;
        for (double spread : spread_) {
            sum += spread;
        }
        metric("mean_spread", sum / static_cast<double>(spread_.size()));
        metric("fits", static_cast<double>(fits_));
    }

    std::string stop() const override {
        const bool narrow = std::all_of(spread_.begin(), spread_.end(), [this](double spread) { return spread < smallest_; });
        return narrow ? "the Gaussian is narrow in every dimension" : "";
    }

private:
    struct Scored {
        double reward;
        std::vector<double> shares;
    };

    void write(const std::vector<double> &shares, double *point) const {
        for (std::size_t i = 0; i < space_.size(); i++) {
            const lts_dimension_t raw = space_[i].raw();
            point[i] = lts_from_share(&raw, shares[i]);
        }
    }

    // The Gaussian of the best `keep_` of the scored candidates.
    void fit() {
        std::stable_sort(scored_.begin(), scored_.end(), [](const Scored &a, const Scored &b) { return a.reward > b.reward; });
        const double n = static_cast<double>(keep_);
        for (std::size_t i = 0; i < space_.size(); i++) {
            double mean = 0.0, square = 0.0;
            for (std::size_t k = 0; k < keep_; k++) {
                mean += scored_[k].shares[i] / n;
            }
            for (std::size_t k = 0; k < keep_; k++) {
                square += (scored_[k].shares[i] - mean) * (scored_[k].shares[i] - mean) / n;
            }
            mean_[i] = mean;
            spread_[i] = std::sqrt(square);
        }
        scored_.clear();
        fits_++;
    }

    static void put(std::ostream &out, const std::vector<double> &numbers) {
        for (double number : numbers) {
            out << ' ' << number;
        }
    }

    // Streams of many libraries do not read hexadecimal doubles; strtod does.
    static double number(std::istream &in) {
        std::string text;
        in >> text;
        return std::strtod(text.c_str(), nullptr);
    }

    std::vector<double> get(std::istream &in) const {
        std::vector<double> numbers(space_.size());
        for (double &one : numbers) {
            one = number(in);
        }
        return numbers;
    }

    const std::vector<lts::Dimension> space_;
    const std::uint64_t seed_;
    std::size_t batch_ = 0, keep_ = 0;
    double smallest_ = 0.0;
    std::vector<double> mean_, spread_;
    std::map<std::uint64_t, std::vector<double>> waiting_;
    std::vector<Scored> scored_;
    std::uint64_t fits_ = 0;
};

}  // namespace

LTS_EXPORT_POLICY(CrossEntropy)
