// Advice about a host that says the same words in every name, label, command line and instruction, and in the files that are read
// for it: each sentence is one visible line, and what is to be pasted holds plain letters and nothing else of the host's.
#include "advise/make_advice.hpp"
#include "advise/view.hpp"
#include "fakes/survey_builder.hpp"
#include "fuzz/promise.hpp"
#include "survey/advice_probe.hpp"
#include "survey/numbers.hpp"

namespace dropsweep::fuzz::advice_fuzzer {

namespace {

constexpr std::int64_t large = std::int64_t{1} << 33;

container some_container(const std::string& words, std::string id) {
  auto one = fakes::container_builder(words, "a").running().started(fakes::days(9)).it;
  one.id = fakes::id_of(std::move(id));
  one.image_reference = foreign(words);
  one.labels = {{"com.docker.compose.project", foreign(words)}, {"com.docker.compose.service", foreign(words)}};
  one.memory_used = byte_count{large / 8};
  one.memory_peak = byte_count{large};
  one.memory_killed = true;
  one.restart_count = 9;
  one.log_driver = "json-file";
  one.command_digest = 1;
  one.mounts = {{.type = mount::kind::volume, .source = foreign(words), .destination = "/x"}};
  return one;
}

survey some_host(const std::string& words) {
  survey seen = fakes::host();
  seen.host.memory_total = seen.host.memory_available = byte_count{large};
  seen.host.container_logs = byte_count{1};
  seen.host.disks = {
      {.path = words, .size = {large * 9}, .used = {large * 8}, .available = {large}, .inodes = 10, .inodes_used = 9}};
  seen.containers = {some_container(words, "1"), some_container("buildx_buildkit_" + words, "2"),
                     some_container(words + "2", "3")};
  seen.containers[2].labels.clear();
  seen.containers[2].memory_limit = seen.containers[2].memory_used;
  seen.images = {fakes::image_builder("a", {foreign(words)}).size(large).it,
                 fakes::image_builder("b", {foreign(words + ":1")}).size(large).it};
  seen.usage.images = {.total = 2, .active = 1, .size = {large * 2}, .reclaimable = {large}};
  seen.volumes = {fakes::volume_builder(foreign(words)).created(fakes::days(9)).size(large * 8).it,
                  fakes::volume_builder("lone " + words).size(large).it};
  auto record = fakes::record_builder("x").it;
  record.type = words;
  record.size = {large};
  seen.cache = {record};
  return seen;
}

advice_facts some_facts(const std::string& words, std::string_view text) {
  advice_facts more;
  read_advice_probe(text, more);
  more.processes = {{fakes::id_of("1"), {{byte_count{large}, foreign("python3 " + words)}, {byte_count{1}, foreign(words)}}}};
  for (int i = 0; i < 12; ++i) more.processes[0].all.push_back({byte_count{1}, foreign("postgres: app app 10.0.0.1(5) idle")});
  more.processes[0].all.push_back({byte_count{1}, foreign("postgres: " + words + " app 10.0.0.1(5) idle")});
  more.processes.push_back({fakes::id_of("3"), {{byte_count{large}, foreign("python3 " + words)}}});
  more.histories = {{fakes::image_id("a"),
                     {{foreign("RUN apt-get update && apt-get install gcc " + words), {large}},
                      {foreign(words), {1}},
                      {foreign("RUN rm -rf " + words), {0}}}}};
  more.events.kills = {{fakes::id_of("9"), foreign(words), fakes::now}};
  more.folders.push_back({foreign(words), {large}});
  return more;
}

void must_be_pasteable(const snippet& what) {
  must_be_visible(what.place);
  for (const char letter : what.text)
    must(letter == '\n' || (letter >= ' ' && letter < '\x7f'), "a letter that nobody sees is pasted");
}

// Every snippet in the order of its text: how long words are decides which finding comes first.
std::vector<std::string> all_to_paste(const std::string& words) {
  std::vector<std::string> all;
  const auto seen = some_host(words);
  for (const auto& one : make_advice(seen, seen, some_facts(words, "")).findings) {
    for (const auto& what : one.snippets) all.push_back(what.text);
  }
  std::ranges::sort(all);
  return all;
}

}  // namespace

FUZZER(advice) {
  const auto text = text_of(data, size);
  const std::string words(text.substr(0, 300));
  auto seen = some_host(words);
  seen.earlier = recall_numbers(text, "engine");
  const auto page = make_advice(seen, seen, some_facts(words, text));
  for (const auto& one : page.findings) {
    for (const auto* line : {&one.what, &one.costs, &one.to_do}) must_be_visible(*line);
    for (const auto& line : one.evidence) must_be_visible(line);
    for (const auto& what : one.snippets) {
      must_be_pasteable(what);
    }
    must(one.evidence.size() <= 40 && one.snippets.size() <= 10, "more than anybody reads");
  }
  // A blank can be in no name that is pasted: then nothing of it is, whatever else it says.
  if (words.contains(' ')) must(all_to_paste(words) == all_to_paste(" "), "words of the host's are to be pasted");
  must(page.containers.size() <= 200, "more containers than are shown");
  // What was recalled is told again the same way.
  const auto again = recall_numbers(numbers_of(seen), "engine");
  must(!again.runs.empty() && again.runs.back() == numbers_as_found(seen), "it cannot read what it wrote");
  return 0;
}

}  // namespace dropsweep::fuzz::advice_fuzzer
