// Randomness that is the same on every machine: a seed tells the whole case. Not <random>'s distributions, which may differ
// between standard libraries.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dropsweep::property {

class dice {
 public:
  explicit dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {  // splitmix64
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(((next() >> 32) * end) >> 32); }
  bool one_in(std::size_t number) { return below(number) == 0; }
  template <class T, std::size_t N>
  const T& pick(const std::array<T, N>& from) {
    return from[below(N)];
  }

 private:
  std::uint64_t state_;
};

// Dice of one object's own, which stay the same when other objects leave the example.
inline dice dice_for(std::uint64_t salt, std::string_view object) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ salt;
  for (const char letter : object) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
  return dice(hash);
}

}  // namespace dropsweep::property
