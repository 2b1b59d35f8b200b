// A host in C++ as small as can be: opens a session of the double, draws its jobs, and checks what comes across.
#include "lts/bridge.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#define EXPECT(condition)                                              \
    do {                                                               \
        if (!(condition)) {                                            \
            std::printf("line %d: %s\n", __LINE__, #condition);        \
            std::exit(1);                                              \
        }                                                              \
    } while (false)

int main(int count, char** arguments) {
    EXPECT(count == 2);
    const lts::TrainerInfo info = lts::trainer_info(arguments[1]);
    EXPECT(info.code == lts::Code::Ok);
    EXPECT(std::string(info.libtorch.data(), info.libtorch.size()) == "none");

    lts::SessionOptions options{};
    options.trainer = arguments[1];
    options.config = "host.toml";
    options.images = lts::Images::OwnLevel;
    lts::Declaration fog{};
    fog.name = "fog";
    fog.high = 1.0;
    options.parameters.push_back(fog);
    rust::Box<lts::Session> session = lts::open(options);
    EXPECT(session->opened().code == lts::Code::Ok);
    EXPECT(session->start().code == lts::Code::Ok);
    EXPECT(lts::meshes(*session).size() == 2);

    int drawn = 0;
    for (lts::Job job = session->poll(); job.code == lts::Code::Ok; job = session->poll()) {
        const std::size_t pixels = std::size_t(job.width) * job.height;
        EXPECT(job.has_scene && job.scene.objects.size() == 5);
        const std::vector<std::uint8_t> color(4 * pixels, 7), classes(pixels, 26);
        const std::vector<std::uint32_t> instances(pixels, 1);
        const std::vector<float> depth(pixels, 12.5f);
        lts::Frames frames{};
        frames.color = {color.data(), color.size()};
        frames.color_order = lts::ColorOrder::Bgra;
        frames.class_ids = {classes.data(), classes.size()};
        frames.instance32 = {instances.data(), instances.size()};
        frames.depth = {depth.data(), depth.size()};
        frames.depth_step = 1;
        frames.depth_unit = 1.0f;
        EXPECT(session->submit(job.id, frames).code == lts::Code::Ok);
        EXPECT(session->submit(job.id, frames).code == lts::Code::Twice);
        ++drawn;
    }
    EXPECT(drawn == 3);
    EXPECT(session->parameters().size() == 1);
    EXPECT(session->events().size() == 2);
    EXPECT(lts::preview(*session, lts::Base::Start, rust::Slice<const lts::Setting>(), 3, 0).code == lts::Code::Ok);

    // Faults are answers here, too.
    lts::SessionOptions panics = options;
    panics.config = "panic-in-open.toml";
    EXPECT(lts::open(panics)->opened().code == lts::Code::Panicked);
    EXPECT(session->close(2.0).code == lts::Code::Ok);
    std::printf("done\n");
    return 0;
}
