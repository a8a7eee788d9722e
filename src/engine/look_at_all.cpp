// The lists of the survey, and one inspection for each of their objects.
#include <algorithm>
#include <unordered_map>

#include "engine/answers.hpp"
#include "engine/engine_reader.hpp"
#include "engine/http_lanes.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

namespace {

// What became of the inspections: objects that are gone by now are left out, and the first failure that must not be passed over
// ends it. An engine that cannot inspect one object (status 500: a container whose layer is lost, an image with a missing blob)
// still listed it; then the list's facts stand, with its times unknown: it is kept, and what it uses is protected.
//
// Each answer is bounded, but there are many, and what is kept of them adds up: 500 containers with 50 labels each are 5 MB.
template <class Object>
class inspections {
 public:
  explicit inspections(std::vector<Object>& listed) : listed_(listed), gone_(listed.size()) {}

  template <class Read, class Add>
  void note(std::size_t index, std::string_view path, result<http_response> answer, Read read, Add add) {
    if (failure_ || (answer && answer->status >= 500)) return;
    if (answer) bytes_ += answer->body.size();
    auto seen = read_one_to(path, answer, read);
    if (!seen) {
      failure_ = std::move(seen.error());
    } else if (!*seen) {
      gone_[index] = true;
    } else {
      add(listed_[index], std::move(**seen));
      labels_ += weight_of(listed_[index].labels);
    }
    if (bytes_ > bytes_most || labels_ > labels_most) failure_ = unreadable(path, "the objects are too large together");
  }

  result<std::vector<Object>> finish() {
    if (failure_) return std::unexpected(std::move(*failure_));
    std::size_t index = 0;
    std::erase_if(listed_, [&](const Object&) { return gone_[index++]; });
    return std::move(listed_);
  }

 private:
  static constexpr std::size_t bytes_most = 24u << 20;

  std::vector<Object>& listed_;
  std::vector<bool> gone_;
  std::size_t bytes_ = 0, labels_ = 0;
  std::optional<error> failure_;
};

// Containers in namespaces of other ones. False: they share more networks than any host has.
bool join(std::vector<container>& all, const std::vector<shared_namespaces>& shares) {
  std::unordered_map<std::string_view, container*> named;
  for (auto& one : all) named.emplace(one.id, &one);
  for (auto& one : all) named.emplace(one.name.raw(), &one);
  const auto find = [&](std::string_view reference, const container& by) -> container* {
    const auto found = reference.empty() ? named.end() : named.find(reference);
    return found == named.end() || found->second == &by ? nullptr : found->second;
  };
  std::size_t shared = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& one = all[i];
    for (const auto& reference : shares[i].of) {
      const auto* other = find(reference, one);
      if (other != nullptr && !std::ranges::contains(one.joins, other->id)) one.joins.push_back(other->id);
    }
    // It uses the networks of whose network stack it is in.
    if (const auto* other = find(shares[i].network_of, one)) {
      if ((shared += other->networks.size()) > 100'000) return false;
      one.networks.insert(one.networks.end(), other->networks.begin(), other->networks.end());
    }
  }
  return true;
}

}  // namespace

task<result<std::vector<image>>> engine_reader::images() {
  auto listed = co_await images_now();
  if (!listed) co_return std::unexpected(std::move(listed.error()));
  *listed = without_intermediates(std::move(*listed));

  const auto path_of = [&](std::size_t index) { return versioned("/images/" + (*listed)[index].id + "/json"); };
  inspections<image> inspected(*listed);
  co_await lanes_->get_each(listed->size(), path_of, [&](std::size_t index, result<http_response> answer) {
    inspected.note(index, path_of(index), std::move(answer), read_image,
                   [](image& one, image seen) { add_inspection(one, std::move(seen)); });
  });
  co_return inspected.finish();
}

task<result<std::vector<container>>> engine_reader::containers(also_memory memory) {
  constexpr std::string_view path = "/containers/json?all=1";
  auto listed = read_answer_to(path, co_await lanes_->get(versioned(path)), read_container_list);
  if (!listed) co_return std::unexpected(std::move(listed.error()));

  const auto count = listed->size();
  std::vector<std::size_t> running;
  for (std::size_t i = 0; i < count; ++i) {
    if (memory == also_memory::yes && (*listed)[i].state == container_state::running) running.push_back(i);
  }
  const auto path_of = [&](std::size_t index) {
    if (index < count) return versioned("/containers/" + (*listed)[index].id + "/json");
    // one-shot: without it the engine waits for a second sample, a second for each container.
    return versioned("/containers/" + (*listed)[running[index - count]].id + "/stats?stream=0&one-shot=1");
  };

  inspections<container> inspected(*listed);
  std::vector<shared_namespaces> shares(count);
  std::vector<memory_reading> memory_of(count);
  co_await lanes_->get_each(count + running.size(), path_of, [&](std::size_t index, result<http_response> answer) {
    if (index >= count) {
      if (answer && answer->status == 200) memory_of[running[index - count]] = read_memory(answer->body);
      return;
    }
    inspected.note(index, path_of(index), std::move(answer), read_container, [&](container& one, inspected_container seen) {
      add_inspection(one, std::move(seen.it));
      shares[index] = std::move(seen.shares);
    });
  });
  for (const auto index : running) {
    auto& one = (*listed)[index];
    one.memory_used = memory_of[index].used;
    one.memory_cache = memory_of[index].cache;
    one.memory_peak = memory_of[index].peak;
  }
  if (!join(*listed, shares)) co_return std::unexpected(unreadable(path, "the containers share more networks than any host has"));
  co_return inspected.finish();
}

task<result<std::vector<network>>> engine_reader::networks() {
  constexpr std::string_view path = "/networks";
  auto listed = read_answer_to(path, co_await lanes_->get(versioned(path)), read_network_list);
  if (!listed) co_return std::unexpected(std::move(listed.error()));

  std::vector<network*> ours;
  for (auto& one : *listed) {
    if (!one.predefined) ours.push_back(&one);
  }
  const auto path_of = [&](std::size_t index) { return versioned("/networks/" + ours[index]->id); };
  std::vector<object_id> left_out;
  std::optional<error> failure;
  co_await lanes_->get_each(ours.size(), path_of, [&](std::size_t index, result<http_response> answer) {
    // Nothing else stands on a network's being listed, so one that cannot be looked at is not ours to judge.
    const bool cannot = answer && answer->status >= 500;
    auto seen = cannot ? result<std::optional<network>>() : read_one_to(path_of(index), answer, read_network);
    if (!seen) {
      if (!failure) failure = std::move(seen.error());
    } else if (!*seen) {
      left_out.push_back(ours[index]->id);
    } else {
      ours[index]->attached = std::move((*seen)->attached);
    }
  });
  if (failure) co_return std::unexpected(std::move(*failure));
  std::erase_if(*listed, [&](const network& one) { return std::ranges::find(left_out, one.id) != left_out.end(); });
  co_return std::move(*listed);
}

}  // namespace dropsweep
