#include "property/as_code.hpp"

#include <fmt/format.h>

#include "fakes/survey_builder.hpp"
#include "property/literals.hpp"

namespace dropsweep::property {

namespace {

std::string labelled(const labels& all) {
  std::string code;
  for (const auto& [key, value] : all) code += fmt::format(".label({}, {})", literal(key.raw()), literal(value.raw()));
  return code;
}

std::string moment_call(std::string_view word, const std::optional<instant>& when) {
  return when ? fmt::format(".{}({})", word, literal(fakes::now - *when)) : "";
}

std::string code_of(const image& it) {
  std::string tags;
  for (const auto& tag : it.tags) tags += (tags.empty() ? "" : ", ") + literal(tag.raw());
  if (!tags.empty()) tags = ", {" + tags + "}";
  auto code = fmt::format("image_builder({}{})", literal(letters_of_id(it.id)), tags);
  for (const auto& one : it.digests) code += fmt::format(".digest({})", literal(one.raw()));
  if (!it.parent.empty()) code += fmt::format(".child_of({})", literal(letters_of_id(it.parent)));
  if (it.shared) code += fmt::format(".size({}, {})", it.size.value, it.shared->value);
  code += moment_call("built", it.created) + moment_call("tagged", it.last_tagged) + moment_call("arrived", it.arrived);
  if (!it.layer.empty()) code += fmt::format(".layer({})", literal(it.layer));
  code += moment_call("first_seen", it.seen.first) + moment_call("seen_in_use", it.seen.last_in_use);
  return code + labelled(it.labels);
}

std::string_view word(container_state state) {
  static constexpr std::array words{"created", "running", "paused", "restarting", "removing", "exited", "dead"};
  return words.at(static_cast<std::size_t>(state));
}

std::string_view word(mount::kind kind) {
  static constexpr std::array words{"bind", "volume", "image", "tmpfs", "other"};
  return words.at(static_cast<std::size_t>(kind));
}

std::string code_of(const container& it) {
  const auto image = it.image_id.empty() ? "0" : letters_of_id(it.image_id);
  auto code = fmt::format("container_builder({}, {})", literal(it.name.raw()), literal(image));
  if (it.image_id.empty()) code += ".without_image()";
  code += fmt::format(".state(container_state::{})", word(it.state));
  if (!it.image_reference.empty()) code += fmt::format(".reference({})", literal(it.image_reference.raw()));
  for (const auto& one : it.mounts)
    code += fmt::format(".mount_of(mount::kind::{}, {})", word(one.type), literal(one.source.raw()));
  for (const auto& one : it.networks) code += fmt::format(".network({}, {})", literal(one.id), literal(one.name.raw()));
  for (const auto& id : it.joins) code += fmt::format(".joins({})", literal(id.substr(std::string_view("container-").size())));
  if (it.writable_layer.value != 0) code += fmt::format(".layer({})", it.writable_layer.value);
  code += moment_call("created", it.created) + moment_call("started", it.started) + moment_call("finished", it.finished);
  return code + labelled(it.labels);
}

std::string code_of(const volume& it) {
  auto code = fmt::format("volume_builder({})", literal(it.name.raw()));
  if (it.anonymous) code += ".anonymous()";
  if (it.driver != "local") code += fmt::format(".driver({})", literal(it.driver));
  if (it.driver_options) code += ".options()";
  if (it.size) code += fmt::format(".size({})", it.size->value);
  code += moment_call("created", it.created) + moment_call("seen_in_use", it.seen.last_in_use);
  return code + moment_call("seen_unused", it.seen.unused_since) + labelled(it.labels);
}

std::string code_of(const network& it) {
  const auto name = it.id.substr(std::string_view("network-").size());
  auto code = fmt::format("network_builder({})", literal(name));
  if (it.name.raw() != name) code += fmt::format(".called({})", literal(it.name.raw()));
  if (it.predefined) code += ".predefined()";
  if (it.scope != "local") code += fmt::format(".scope({})", literal(it.scope));
  for (const auto& one : it.attached) code += fmt::format(".attached({})", literal(one));
  return code + moment_call("created", it.created) + labelled(it.labels);
}

std::string code_of(const cache_record& it) {
  auto code = fmt::format("record_builder({})", literal(it.id));
  for (const auto& one : it.parents) code += fmt::format(".on({})", literal(one));
  if (it.in_use) code += ".in_use()";
  if (it.shared) code += ".shared()";
  return code + moment_call("created", it.created) + moment_call("used", it.last_used);
}

std::string code_of(const survey& facts) {
  std::string code = "host()";
  if (facts.engine.clock != fakes::now) code += fmt::format(".clock({})", literal(fakes::now - facts.engine.clock));
  if (facts.engine.root_dir.empty()) code += ".root(\"\")";
  if (facts.has_ledger) code += ".ledger()";
  if (facts.engine.containerd_store) code += ".containerd()";
  if (facts.transfers_unseen) code += ".pulls_unseen()";
  if (facts.swarm_images_unseen) code += ".swarm_unseen()";
  const auto add = [&](const auto& objects) {
    for (const auto& it : objects) code += fmt::format("\n      .add({})", code_of(it));
  };
  add(facts.images);
  add(facts.containers);
  add(facts.volumes);
  add(facts.networks);
  add(facts.cache);
  for (const auto& one : facts.transfers)
    code += fmt::format("\n      .pulled({}, {})", literal(one.image.raw()), literal(fakes::now - one.when));
  for (const auto& one : facts.swarm_images) code += fmt::format("\n      .swarm({})", literal(one.raw()));
  return code;
}

std::string code_of(const policy& rules) {
  static constexpr std::array subjects{"image", "volume", "container", "network", "label", "project"};
  std::string keep;
  for (const auto& one : rules.keep) {
    keep += fmt::format("{}{{keep_rule::subject::{}, {}, {}, {}}}", keep.empty() ? "" : ", ",
                        subjects.at(static_cast<std::size_t>(one.what)), literal(one.pattern),
                        one.value ? literal(*one.value) : "{}", literal(one.as_given));
  }
  return fmt::format(
      "policy{{.mode = sweep_mode::{}, .older_than = {}, .min_age = {}, .keep_last = {}, .volumes = volume_scope::{}, "
      ".keep = {{{}}}, .until_enough = {}}}",
      name(rules.mode), literal(rules.older_than), literal(rules.min_age), rules.keep_last, name(rules.volumes), keep,
      rules.until_enough);
}

}  // namespace

std::string as_code(const example& one, std::string_view sentence) {
  return fmt::format("TEST_CASE(\"{}\") {{\n  check_every_sentence({},\n      {},\n      \"{}\", {}U);\n}}\n", sentence,
                     code_of(one.facts), code_of(one.rules), sentence, one.salt);
}

}  // namespace dropsweep::property
