// Policies in C++ that throw: -DFAULT_caught behind the helper's guard, -DFAULT_escapes around it.
#include <lts/policy.hpp>

namespace {

class Throwing : public lts::Policy {
public:
    static const lts_policy_descriptor_t &descriptor() noexcept {
        static const lts_policy_descriptor_t text = {"test.throwing", "Throwing", "1.0.0", "Throws."};
        return text;
    }
    explicit Throwing(const lts::Setup &) {}
    void ask(std::uint64_t, double *) override { throw std::out_of_range("no point today"); }
    void tell(const lts_evaluation_t *, std::uint32_t) override { throw 7; }
    void recommend(double *) const override { throw lts::Error("not yet"); }
    std::string save() const override { return "state"; }
    void load(const std::string &) override { throw lts::Error("never", LTS_ERROR_STATE); }
};

}  // namespace

#ifdef FAULT_escapes
static const void *escaping(const char *) { throw std::runtime_error("out of the library"); }
extern "C" LTS_EXPORT const lts_plugin_entry_t lts_plugin_entry_v0 = {
    LTS_ABI_MAJOR, LTS_ABI_MINOR, lts::detail::lts_cpp_init, lts::detail::lts_cpp_deinit, escaping};
#else
LTS_EXPORT_POLICY(Throwing)
#endif
