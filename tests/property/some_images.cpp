#include "property/host_maker.hpp"
#include "property/vocabulary.hpp"

namespace dropsweep::property {

namespace {

std::string some_tag(dice& roll, std::size_t scale) {
  const auto number = roll.below(4 * scale);
  return number == 0 ? "latest" : std::to_string(number);
}

// Every way to write the same repository.
std::string spelled(dice& roll, std::string_view repository) {
  std::string text(repository);
  if (text == "nginx" && roll.one_in(3)) text.insert(0, "library/");
  if (text.find('/') == std::string::npos || text.starts_with("shop/") || text.starts_with("library/")) {
    if (roll.one_in(3)) text.insert(0, roll.one_in(4) ? "index.docker.io/" : "docker.io/");
  }
  return text;
}

}  // namespace

std::string host_maker::letters_of(std::size_t i) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string letters(1, digits[i % 16]);
  if (scale_ > 1) letters = {digits[i / 256 % 16], digits[i / 16 % 16], digits[i % 16], 'f', '0'};
  return letters;
}

std::string host_maker::some_reference() {
  const auto id = fakes::image_id(letters_of(some_number(6)));
  const auto by_digest = "@" + digest(roll_.below(digests_in_use));
  const auto name = spelled(roll_, roll_.pick(repositories));
  const auto tag = some_tag(roll_, scale_);
  switch (roll_.below(16)) {
    case 0: return id;
    case 1: return id.substr(0, 7 + 12);  // "sha256:" and what Docker shows
    case 2: return id.substr(7, 12);
    case 3: return id.substr(7, 11 + roll_.below(30));
    case 4: return name + by_digest;
    case 5: return name + ":" + tag + by_digest;
    case 6: return name;  // its latest
    default: return name + ":" + tag;
  }
}

void host_maker::add_images() {
  for (std::size_t i = 0, end = some_number(6); i < end; ++i) {
    auto letters = letters_of(i);
    // Two ids that begin alike: a short id means neither.
    if (i > 0 && roll_.one_in(24)) letters = fakes::id_of(letters_of(i - 1)).substr(0, 12 + roll_.below(4)) + letters + "e";
    fakes::image_builder it(letters);
    static constexpr std::array<std::size_t, 6> tags{0, 0, 1, 1, 2, 3};
    for (std::size_t t = 0, number = roll_.pick(tags); t < number; ++t) {
      const auto repository = roll_.pick(repositories);
      const auto tag = ":" + some_tag(roll_, scale_);
      if (!taken_.insert(std::string(repository) + tag).second) continue;
      it.it.tags.emplace_back((roll_.one_in(16) ? spelled(roll_, repository) : std::string(repository)) + tag);
    }
    if (roll_.one_in(4)) {
      const auto name = std::string(roll_.pick(repositories)) + "@" + digest(roll_.below(digests_in_use));
      if (taken_.insert(name).second) it.digest(name);
    }
    it.it.created = some_moment();
    it.it.last_tagged = some_moment();
    if (!roll_.one_in(3)) it.it.arrived = some_moment();
    if (!roll_.one_in(3)) it.layer("l" + letters);
    it.it.seen = some_sightings();
    if (roll_.one_in(3)) it.it.parent = fakes::image_id(letters_of(some_number(6)));
    it.size(static_cast<std::int64_t>(roll_.below(100)));
    if (roll_.one_in(3)) it.it.shared = byte_count{static_cast<std::int64_t>(roll_.below(120)) - 10};
    it.it.labels = some_labels();
    facts_.images.push_back(std::move(it.it));
  }
  while (roll_.one_in(6)) {
    const auto when = some_moment();
    if (when) facts_.transfers.push_back({some_reference(), *when});
  }
  while (roll_.one_in(6)) facts_.swarm_images.emplace_back(some_reference());
  facts_.transfers_unseen = roll_.one_in(16);
  facts_.swarm_images_unseen = roll_.one_in(16);
  if (facts_.transfers_unseen) facts_.transfers.clear();
  if (facts_.swarm_images_unseen) facts_.swarm_images.clear();
}

}  // namespace dropsweep::property
