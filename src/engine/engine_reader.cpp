#include "engine/engine_reader.hpp"

#include "engine/answers.hpp"
#include "engine/http_date.hpp"
#include "engine/http_lanes.hpp"
#include "engine/paths.hpp"
#include "engine/read_objects.hpp"
#include "engine/version.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view ping_path = "/_ping";
constexpr std::string_view info_path = "/info";

result<agreed_version> agree(const result<http_response>& ping) {
  if (!ping) return std::unexpected(ping.error());
  return agree_on_version(*ping);
}

}  // namespace

engine_reader::engine_reader(asio::any_io_executor executor, stream_opener open, engine_limits limits)
    : lanes_(std::make_shared<http_lanes>(std::move(executor), std::move(open), limits)) {}

engine_reader::~engine_reader() = default;

bool engine_reader::cut_off() const noexcept { return lanes_->cut_off(); }

bool engine_reader::has_one_connection() const noexcept { return lanes_->has_just_one(); }

std::string engine_reader::versioned(std::string_view path) const {
  return version_.empty() ? std::string(path) : fmt::format("/v{}{}", version_, path);
}

std::string engine_reader::api_version() const { return version_; }

task<result<void>> engine_reader::negotiate() {
  const auto ping = co_await lanes_->get(std::string(ping_path), lanes_->limits().ping_within);
  const auto agreed = agree(ping);
  if (!agreed) {
    lanes_->give_up(agreed.error());
    co_return std::unexpected(agreed.error());
  }
  version_ = to_string(agreed->spoken);
  engine_is_newer_ = agreed->engine_is_newer;
  co_return result<void>();
}

task<result<engine_facts>> engine_reader::facts() {
  // For /info the engine starts `runc --version` and others: 6 ms on an idle host, 70 to 100 on a busy one that lists its images
  // in 4.
  const auto answer = co_await lanes_->get(versioned(info_path), pace::slow);
  auto facts = read_answer_to(info_path, answer, read_info);
  if (!facts) co_return std::unexpected(std::move(facts.error()));
  facts->api_version = version_;
  if (facts->clock == instant()) {
    const auto date = parse_http_date(answer->date);
    if (!date) co_return std::unexpected(unreadable(info_path, "it does not say what time it is"));
    facts->clock = *date;
  }
  co_return std::move(*facts);
}

task<result<std::vector<foreign>>> engine_reader::swarm_images() {
  constexpr std::string_view path = "/services";
  co_return read_answer_to(path, co_await lanes_->get(versioned(path)), read_service_images);
}

task<result<std::vector<volume>>> engine_reader::volumes() {
  constexpr std::string_view path = "/volumes";
  co_return read_answer_to(path, co_await lanes_->get(versioned(path)), read_volume_list);
}

}  // namespace dropsweep
