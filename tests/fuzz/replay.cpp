// replay TARGET PATH...: one fuzzer over the files that are given, or that lie in the folders that are given. In the ordinary
// build all fuzzers are parts of this one program, so that seeds and finds are tests like any other.
#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#define FUZZER(name) extern "C" int fuzz_##name(const unsigned char* data, std::size_t size);
#include "fuzzers.inc"
#undef FUZZER

namespace {

namespace fs = std::filesystem;

struct fuzzer {
  std::string_view name;
  int (*run)(const unsigned char* data, std::size_t size);
};

constexpr fuzzer fuzzers[] = {
#define FUZZER(name) {#name, fuzz_##name},
#include "fuzzers.inc"
#undef FUZZER
};

std::vector<fs::path> files_at(const fs::path& path) {
  if (!fs::exists(path)) return {};
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files(fs::directory_iterator(path), fs::directory_iterator{});
  std::ranges::sort(files);
  return files;
}

// What did not hold, or "".
std::string replay(const fuzzer& one, const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return "cannot be read";
  const std::vector<char> bytes(std::istreambuf_iterator<char>(in), {});
  try {
    one.run(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  } catch (const std::exception& broken) {
    return broken.what();
  }
  return {};
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string_view> arguments(words + 1, words + count);
  const auto* one = std::ranges::find(fuzzers, arguments.empty() ? "" : arguments.front(), &fuzzer::name);
  if (one == std::end(fuzzers)) {
    std::cerr << "usage: replay TARGET PATH..., TARGET one of:";
    for (const auto& each : fuzzers) std::cerr << ' ' << each.name;
    std::cerr << '\n';
    return 2;
  }
  int replayed = 0, broken = 0;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    for (const auto& file : files_at(arguments[i])) {
      ++replayed;
      if (const auto why = replay(*one, file); !why.empty()) {
        ++broken;
        std::cerr << file.string() << ": " << why << '\n';
      }
    }
  }
  std::cout << one->name << ": " << replayed << " inputs, " << broken << " broken promises\n";
  return replayed > 0 && broken == 0 ? 0 : 1;
}
