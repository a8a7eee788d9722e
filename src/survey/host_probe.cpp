#include "survey/host_probe.hpp"

#include <array>
#include <vector>

#include "survey/text_words.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t clients_most = 100, downloads_most = 100;

// One line of `df -P`: "FILESYSTEM TOTAL USED AVAILABLE PERCENT% MOUNTED ON". The first and the last may hold spaces.
struct df_line {
  std::int64_t total, used, available;
  std::string_view where;
};

std::optional<df_line> read_df(std::string_view line) {
  take_word(line);  // the file system has at least one word
  for (std::array<std::optional<std::int64_t>, 3> last{}; !line.empty();) {
    const auto word = take_word(line);
    if ((word.ends_with('%') || word == "-") && last[0] && last[1] && last[2]) {
      line.remove_prefix(std::min<std::size_t>(1, line.size()));
      return df_line{*last[0], *last[1], *last[2], line};
    }
    last = {last[1], last[2], to_count(word)};
  }
  return std::nullopt;  // the heading, or a file system without such numbers
}

struct place {
  std::size_t number;  // 0 DockerRootDir, 1 containerd, 2 the root
  file_system disk;
  std::string mounted_on;
};

class output_reader {
 public:
  explicit output_reader(const std::string& root_dir) : paths_{root_dir, "/var/lib/containerd", "/"} {}

  void read(std::string_view line) {
    const auto key = take_word(line);
    if (key == "place") return begin_place(take_word(line));
    if (key == "blocks") return read_blocks(line);
    if (key == "inodes") return read_inodes(line);
    if (key == "image") return read_image(line);
    if (key == "process") return read_process(line);
    if (key == "download") return read_download(line);
    auto& facts = probe_.facts;
    const auto value = take_word(line);
    if (key == "MemTotal:") facts.memory_total = kib_to_bytes(value);
    if (key == "MemAvailable:") facts.memory_available = kib_to_bytes(value);
    if (key == "SwapTotal:") facts.swap_total = kib_to_bytes(value);
    if (key == "SwapFree:") swap_free_ = kib_to_bytes(value);
    if (key == "logs") facts.container_logs = kib_to_bytes(value);
    if (key == "load") facts.load = to_number<double>(value);
    if (key == "uptime") read_uptime(value);
  }

  host_probe finish(bool containerd_store) {
    auto& facts = probe_.facts;
    if (facts.swap_total && swap_free_) facts.swap_used = std::max(*facts.swap_total - *swap_free_, byte_count{});
    if (containerd_store) {
      std::ranges::stable_partition(places_, [](const place& one) { return one.number == 1; });
    }
    std::vector<std::string_view> seen;
    for (auto& one : places_) {
      if (one.disk.size.value <= 0 || std::ranges::find(seen, one.mounted_on) != seen.end()) continue;
      seen.push_back(one.mounted_on);
      facts.disks.push_back(std::move(one.disk));
    }
    return std::move(probe_);
  }

 private:
  void begin_place(std::string_view number) {
    const auto which = to_number<std::size_t>(number);
    if (!which || *which >= paths_.size() || places_.size() >= paths_.size()) return;
    places_.push_back({.number = *which, .disk = {.path = paths_[*which]}});
  }

  void read_blocks(std::string_view line) {
    const auto numbers = read_df(line);
    if (!numbers || places_.empty()) return;
    auto& at = places_.back();
    at.disk.size = {numbers->total * 1024};
    at.disk.used = {numbers->used * 1024};
    at.disk.available = {numbers->available * 1024};
    at.mounted_on = numbers->where;
  }

  // Btrfs and some others have no fixed number of inodes and say 0.
  void read_inodes(std::string_view line) {
    const auto numbers = read_df(line);
    if (!numbers || places_.empty() || numbers->total == 0) return;
    places_.back().disk.inodes = numbers->total;
    places_.back().disk.inodes_used = numbers->used;
  }

  void read_image(std::string_view line) {
    const auto seconds = to_number<std::int64_t>(take_word(line));
    auto file = take_word(line);
    if (file.starts_with("./")) file.remove_prefix(2);
    const bool is_digest = file.size() == 64 && file.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (!seconds || *seconds == 0 || *seconds > 253'402'300'799 || !is_digest) return;
    probe_.arrived.insert_or_assign("sha256:" + std::string(file), instant(std::chrono::seconds{*seconds}));
  }

  // "PID STARTED COMMAND", with the start in clock ticks since the boot (proc(5): 100 a second on every Linux that Docker runs
  // on).
  void read_process(std::string_view line) {
    const auto pid = to_number<std::int64_t>(take_word(line));
    const auto ticks = to_count(take_word(line));
    const auto& uptime = probe_.facts.uptime;
    if (!pid || !ticks || !uptime || probe_.facts.clients.size() >= clients_most) return;
    const auto first = line.find_first_not_of(' '), last = line.find_last_not_of(' ');
    if (first == std::string_view::npos) return;
    probe_.facts.clients.push_back({.process = *pid,
                                    .command = foreign(line.substr(first, last - first + 1)),
                                    .age = std::max(*uptime - span(*ticks * 10), span{})});
  }

  void read_download(std::string_view line) {
    const auto first = line.find_first_not_of(' ');
    if (first == std::string_view::npos || probe_.facts.downloads.size() >= downloads_most) return;
    probe_.facts.downloads.emplace_back(line.substr(first));
  }

  void read_uptime(std::string_view value) {
    const auto seconds = to_number<double>(value);
    if (seconds && *seconds < 1e10) probe_.facts.uptime = span(static_cast<std::int64_t>(*seconds * 1000));
  }

  std::array<std::string, 3> paths_;
  host_probe probe_;
  std::optional<byte_count> swap_free_;
  std::vector<place> places_;
};

}  // namespace

host_probe read_host_probe(std::string_view answer, const std::string& root_dir, bool containerd_store) {
  output_reader reader(root_dir);
  while (!answer.empty()) reader.read(take_until(answer, '\n'));
  return reader.finish(containerd_store);
}

}  // namespace dropsweep
