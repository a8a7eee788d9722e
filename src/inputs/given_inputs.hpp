// Which value holds for each input: the option's, else the environment's, else the config file's, else the default of the table.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/secret.hpp"
#include "inputs/arguments.hpp"
#include "inputs/config_file.hpp"

namespace dropsweep {

using environment = std::map<std::string, std::string>;

// "" when it is not set.
std::string_view variable(const environment& variables, std::string_view name);

class given_inputs {
 public:
  // Inputs that the command does not take stay at their defaults, whatever the environment says. `variables` outlives this.
  given_inputs(const command_line& line, const environment& variables, const config_values& config = {});

  // Trimmed; "" = not given and without a default.
  std::string_view text(std::string_view input) const;
  std::vector<std::string_view> lines(std::string_view input) const;
  bool is_given(std::string_view input) const;  // not only by default
  bool is_option(std::string_view input) const;

  // From the environment, byte for byte.
  std::string_view secret_text(std::string_view input) const;

 private:
  struct value {
    std::string text;
    bool option = false;
  };
  std::map<std::string_view, value> values_;
  const environment* variables_;
};

}  // namespace dropsweep
