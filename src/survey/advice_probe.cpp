#include "survey/advice_probe.hpp"

#include "survey/text_words.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t objects_most = 20'000, folders_most = 20;

bool is_hex_digits(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class advice_reader {
 public:
  explicit advice_reader(advice_facts& into) : facts_(into) {}

  void read(std::string_view line) {
    const auto key = take_word(line);
    if (key == "memory") return read_memory_line(line);
    if (key == "pressure") return read_pressure(line);
    if (key == "group") return read_group(line);
    if (key == "log") return read_log(line);
    if (key == "logs") facts_.logs.emplace();  // the folder could be entered, whatever is in it
    if (key == "folder") return read_folder(line);
  }

  void finish() {
    if (!cached_ || !buffers_) return;
    // Files in memory (tmpfs) count as cached, and cannot be dropped.
    auto cache = *cached_ + *buffers_ + reclaimable_ - shared_;
    facts_.page_cache = std::max(cache, byte_count{});
  }

 private:
  void read_memory_line(std::string_view line) {
    const auto key = take_word(line);
    const auto size = kib_to_bytes(take_word(line));
    if (key == "Cached:") cached_ = size;
    if (key == "Buffers:") buffers_ = size;
    if (key == "SReclaimable:") reclaimable_ = size.value_or(byte_count{});
    if (key == "Shmem:") shared_ = size.value_or(byte_count{});
  }

  // "some avg10=0.00 avg60=0.00 avg300=0.00 total=0", and "full ..."
  void read_pressure(std::string_view line) {
    const auto kind = take_word(line);
    double average[3] = {};
    for (const auto* key : {"avg10=", "avg60=", "avg300="}) {
      auto word = take_word(line);
      if (!word.starts_with(key)) return;
      word.remove_prefix(std::string_view(key).size());
      const auto number = to_number<double>(word);
      if (!number || *number > 100) return;
      average[key == std::string_view("avg10=") ? 0 : key == std::string_view("avg60=") ? 1 : 2] = *number;
    }
    if (!facts_.pressure) facts_.pressure.emplace();
    if (kind == "full") facts_.pressure->full_300s = average[2];
    if (kind != "some") return;
    facts_.pressure->some_10s = average[0];
    facts_.pressure->some_60s = average[1];
    facts_.pressure->some_300s = average[2];
  }

  // "ID PEAK KILLS"
  void read_group(std::string_view line) {
    const auto id = take_word(line);
    if (!is_hex_digits(id, 64) || facts_.groups.size() >= objects_most) return;
    const auto peak = to_number<std::int64_t>(take_word(line));
    auto& group = facts_.groups[std::string(id)];
    if (peak) group.peak = byte_count{*peak};
    group.kills = to_count(take_word(line));
  }

  // "SIZE ./ID/ID-json.log.1"
  void read_log(std::string_view line) {
    const auto size = to_number<std::int64_t>(take_word(line));
    auto path = take_word(line);
    if (!size || !facts_.logs || !path.starts_with("./")) return;
    path.remove_prefix(2);
    const auto id = take_until(path, '/');
    if (is_hex_digits(id, 64) && facts_.logs->size() < objects_most) (*facts_.logs)[std::string(id)] += byte_count{*size};
  }

  void read_folder(std::string_view line) {
    const auto size = kib_to_bytes(take_word(line));
    const auto path = take_word(line);
    if (size && !path.empty() && facts_.folders.size() < folders_most) facts_.folders.push_back({foreign(path), *size});
  }

  advice_facts& facts_;
  std::optional<byte_count> cached_, buffers_;
  byte_count reclaimable_, shared_;
};

}  // namespace

void read_advice_probe(std::string_view answer, advice_facts& into) {
  advice_reader reader(into);
  while (!answer.empty()) reader.read(take_until(answer, '\n'));
  reader.finish();
}

}  // namespace dropsweep
