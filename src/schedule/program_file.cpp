#include "schedule/program_file.hpp"

#include <cstddef>

namespace dropsweep {

std::string_view machine_of(std::string_view program) {
  using namespace std::string_view_literals;
  constexpr auto elf_of_64_bits =
      "\x7f"
      "ELF\x02\x01"sv;  // the lower byte first
  constexpr std::size_t machine_at = 18, header = 64;
  if (program.size() < header || !program.starts_with(elf_of_64_bits)) return "";
  const auto octet = [&](std::size_t at) { return static_cast<unsigned char>(program[at]); };
  switch (octet(machine_at) | octet(machine_at + 1) << 8) {
    case 62: return "x86_64";
    case 183: return "aarch64";
    default: return "another";
  }
}

}  // namespace dropsweep
