// The parts of some_host: one function per kind of object, each in the file that bears its name.
#pragma once

#include <set>
#include <string>

#include "fakes/survey_builder.hpp"
#include "model/policy.hpp"
#include "property/dice.hpp"

namespace dropsweep::property {

class host_maker {
 public:
  host_maker(dice& roll, const policy& rules, std::size_t scale) : roll_(roll), rules_(rules), scale_(scale) {}

  survey make();

 private:
  void add_images();      // some_images.cpp
  void add_containers();  // some_containers.cpp
  void add_volumes();     // some_host.cpp, as all below
  void add_networks();
  void add_cache();
  void set_clock();

  std::optional<instant> some_moment();   // some_marks.cpp
  labels some_labels();                   // some_marks.cpp
  sightings some_sightings();             // some_marks.cpp
  std::string some_reference();           // of an image that is there, was there or never was; in any spelling
  std::string letters_of(std::size_t i);  // what image i's id is made of
  std::size_t some_number(std::size_t end) { return roll_.below(end * scale_ + 1); }

  dice& roll_;
  const policy& rules_;
  const std::size_t scale_;
  survey facts_;
  std::set<std::string> taken_;  // an engine gives a name to one image only
};

}  // namespace dropsweep::property
