#include "property/host_maker.hpp"
#include "property/vocabulary.hpp"

namespace dropsweep::property {

namespace {

// A path that lies in a volume, or only looks so.
std::string some_path(dice& roll, const std::string& volume) {
  const std::string folder(volumes_folder);
  switch (roll.below(8)) {
    case 0: return folder + volume;
    case 1: return folder + volume + "/_data/deeper";
    case 2: return "/srv" + folder + volume + "/_data";
    case 3: return "/var/lib/docker/volumes";
    case 4: return "/srv/" + volume;
    default: return folder + volume + "/_data";
  }
}

}  // namespace

void host_maker::add_containers() {
  using enum container_state;
  static constexpr std::array states{created, running, paused, restarting, removing, exited,
                                     exited,  exited,  exited, exited,     dead};
  for (std::size_t i = 0, end = some_number(5); i < end; ++i) {
    fakes::container_builder it("c" + std::to_string(i), letters_of(some_number(6)));
    it.state(roll_.pick(states)).reference(some_reference());
    it.it.created = some_moment();
    if (it.it.state != created) it.it.started = some_moment();
    // A running one may remember when it finished before its last start.
    if (it.it.state != created ? !roll_.one_in(8) : roll_.one_in(8)) it.it.finished = some_moment();
    if (roll_.one_in(16)) it.it.image_id.clear();
    it.it.writable_layer = {static_cast<std::int64_t>(roll_.below(50)) - 5};
    while (roll_.one_in(3)) {
      const auto volume = "v" + std::to_string(roll_.below(6 * scale_));
      switch (roll_.below(6)) {
        case 0: it.mount_of(mount::kind::image, some_reference()); break;
        case 1: it.mount_of(mount::kind::bind, some_path(roll_, volume)); break;
        case 2: it.mount_of(roll_.one_in(2) ? mount::kind::tmpfs : mount::kind::other, ""); break;
        default: it.volume(volume); break;
      }
    }
    while (roll_.one_in(3)) {
      const auto name = "n" + std::to_string(roll_.below(4 * scale_));
      switch (roll_.below(4)) {
        case 0: it.network("", name); break;                  // it never started
        case 1: it.network("network-gone", name); break;      // the network was made anew since
        case 2: it.network("network-" + name, "old"); break;  // it was renamed
        default: it.network("network-" + name, name); break;
      }
    }
    while (i > 0 && roll_.one_in(6)) it.joins("c" + std::to_string(roll_.below(i)));
    it.it.labels = some_labels();
    facts_.containers.push_back(std::move(it.it));
  }
}

}  // namespace dropsweep::property
