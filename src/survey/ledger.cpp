#include "survey/ledger.hpp"

#include <unordered_map>

#include "survey/state_words.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view heading = "dropsweep ledger 1";
constexpr std::string_view last_line = "end\n";

// The first words of an object's line: what it is and which one.
std::string identity(const image& it) { return it.layer.empty() ? "" : fmt::format("image {} {}", it.id, it.layer); }
std::string identity(const volume& it) {
  return it.created && is_state_word(it.name.raw()) ? fmt::format("volume {} {}", it.name.raw(), moment_word(it.created)) : "";
}

std::string line_of(const auto& it) {
  const auto which = identity(it);
  if (which.empty() || it.seen == sightings{}) return "";
  return fmt::format("{} {} {} {}\n", which, moment_word(it.seen.first), moment_word(it.seen.last_in_use),
                     moment_word(it.seen.unused_since));
}

std::string engine_line(const survey& seen) { return "engine " + visible(seen.engine.engine_id); }

struct line {
  std::string_view identity;
  sightings seen;
};

std::optional<line> read_line(std::string_view text) {
  auto rest = text;
  line one;
  for (int words = 0; words < 3; ++words) {
    if (!is_state_word(take_until(rest, ' '))) return std::nullopt;
  }
  one.identity = text.substr(0, text.size() - std::min(rest.size() + 1, text.size()));
  auto& [first, last_in_use, unused_since] = one.seen;
  if (!read_moment(take_until(rest, ' '), first) || !read_moment(take_until(rest, ' '), last_in_use) ||
      !read_moment(rest, unused_since))
    return std::nullopt;
  return one;
}

// False, and nothing is put anywhere, when a line is not as we write it. Takes no more memory than the survey itself: the file is
// the host's.
bool put_beside(survey& into, std::string_view lines) {
  std::unordered_map<std::string, sightings*> there;
  const auto note = [&](auto& it) { there.emplace(identity(it), &it.seen); };
  std::ranges::for_each(into.images, note);
  std::ranges::for_each(into.volumes, note);

  std::unordered_map<sightings*, sightings> found;
  while (!lines.empty()) {
    const auto one = read_line(take_until(lines, '\n'));
    if (!one) return false;
    if (const auto object = there.find(std::string(one->identity)); object != there.end()) found[object->second] = one->seen;
  }
  for (const auto& [object, seen] : found) *object = seen;
  return true;
}

std::string none_can_be_kept(std::string_view why) {
  return fmt::format("No ledger can be kept on this host ({}): since when a volume is unused is judged by its creation alone.",
                     visible(why));
}

std::string not_read(survey& into, std::string_view why) {
  into.has_ledger = into.ledger_unread = true;
  return fmt::format("What earlier runs saw could not be read on the host ({}): unused volumes stay.", visible(why));
}

}  // namespace

std::string recall(survey& into, const net_result<std::string>& told) {
  into.has_ledger = into.ledger_unread = false;
  if (!told) {
    const auto& why = told.error();
    const bool never = why.what == net_failure::unsupported || why.what == net_failure::not_permitted;
    return never ? none_can_be_kept(why.detail) : not_read(into, why.detail);
  }
  std::string_view answer = *told;
  auto state = take_until(answer, '\n');
  const auto word = take_until(state, ' ');
  if (word != "kept" && word != "unkept") return not_read(into, "no answer");
  // One that cannot be written any more holds true all the same.
  into.has_ledger = word == "kept" || !answer.empty();
  if (!into.has_ledger) return none_can_be_kept(state);
  if (answer.empty()) return "";
  constexpr std::string_view anew = "The ledger of earlier runs begins anew: {}.";
  if (take_until(answer, '\n') != heading) return fmt::format(anew, "what is there is of another version, or none");
  if (take_until(answer, '\n') != engine_line(into)) return fmt::format(anew, "it is of another engine");
  if (!answer.ends_with(last_line)) return fmt::format(anew, "its end is missing");
  answer.remove_suffix(last_line.size());
  return put_beside(into, answer) ? "" : fmt::format(anew, "it is damaged");
}

std::string ledger_of(const survey& seen, const left_out& gone) {
  auto text = fmt::format("{}\n{}\n", heading, engine_line(seen));
  const auto add = [&](const auto& it) {
    const auto line = line_of(it);
    if (text.size() + line.size() + last_line.size() <= ledger_most) text += line;
  };
  // Volumes first: of images the engine knows more by itself.
  for (const auto& it : seen.volumes) {
    if (!gone.volumes.contains(it.name.raw())) add(it);
  }
  for (const auto& it : seen.images) {
    if (!gone.images.contains(it.id)) add(it);
  }
  return text.append(last_line);
}

}  // namespace dropsweep
