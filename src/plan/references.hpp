// Who holds what: from the containers that stay to the images, networks and volumes that must stay with them.
#pragma once

#include <map>
#include <set>
#include <string>

#include "model/survey.hpp"

namespace dropsweep {

// What is held -> why it must stay, as a reason for the report; the first holder is named.
using holders = std::map<std::string, std::string>;

struct references {
  holders images;          // by image id: containers that stay (and their image mounts), swarm services
  holders networks;        // by network id, and by name for containers that never started and know no id
  holders volumes_before;  // by volume name: every container of the survey, those that go in this run too
};

references collect_references(const survey& facts, const std::set<object_id>& containers_that_go);

std::string describe(const container& it);  // "container shop-gateway-1 (running)"

}  // namespace dropsweep
