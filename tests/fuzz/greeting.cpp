// What an SSH server says before anything is encrypted: read twice the same however much of it has come, and never more than
// came.
#include <algorithm>

#include "connect/greeting.hpp"
#include "fuzz/promise.hpp"

namespace dropsweep::fuzz::greeting_fuzzer {

namespace {

std::size_t size_of(const std::vector<std::string>& names) {
  std::size_t sum = 0;
  for (const auto& name : names) {
    must(!name.empty() && !name.contains(','), "no name of an algorithm");
    sum += name.size();
  }
  return sum;
}

}  // namespace

FUZZER(greeting) {
  const auto opening = text_of(data, size);
  const auto read = read_greeting(opening);
  must(opening.starts_with(read.before.raw()), "something before that did not come");
  if (read.identification) {
    const auto& line = read.identification->raw();
    must(line.starts_with("SSH-") && !line.contains('\n') && opening.contains(line), "no identification line");
    must(!speaks_ssh2(*read.identification) || line.size() >= 8, "too short to say which SSH");
  }
  must(!read.offered || read.identification, "an offer of nobody");
  if (read.offered) {
    const auto& all = *read.offered;
    must(size_of(all.key_exchange) + size_of(all.host_key) + size_of(all.cipher) + size_of(all.mac) <= size, "more than came");
  }
  // More bytes take nothing back.
  for (const auto part : {size / 3, size / 2, size - std::min<std::size_t>(size, 1)}) {
    const auto earlier = read_greeting(opening.substr(0, part));
    if (earlier.identification) must(earlier.identification == read.identification, "another identification with more bytes");
    if (earlier.offered) must(read.offered && earlier.offered->cipher == read.offered->cipher, "another offer with more bytes");
  }
  return 0;
}

}  // namespace dropsweep::fuzz::greeting_fuzzer
