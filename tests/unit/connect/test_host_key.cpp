#include <doctest/doctest.h>

#include "connect/digest.hpp"
#include "connect/host_key.hpp"
#include "connect/wire_format.hpp"

using namespace dropsweep;

namespace {

std::string wire(std::string_view text) {
  const auto size = text.size();
  return {std::string({'\0', '\0', static_cast<char>(size >> 8), static_cast<char>(size & 0xff)}) + std::string(text)};
}

// A blob as a server would show it; its content does not matter here.
std::string key(const std::string& type, const std::string& content) { return wire(type) + wire(content); }

const std::string ours = key("ssh-ed25519", "ours"), theirs = key("ssh-ed25519", "theirs"), rsa = key("ssh-rsa", "ours");

std::string line(const std::string& hosts, const std::string& blob) {
  return hosts + " " + std::string(first_string(blob)) + " " + to_base64(blob) + "\n";
}

host_trust trusting(std::string known_hosts, const std::vector<std::string>& fingerprints = {}) {
  host_trust trust{{{"the input known-hosts", std::move(known_hosts)}}, {}};
  for (const auto& one : fingerprints) trust.fingerprints.push_back({"", one});
  return trust;
}

host_key_decision decide(const host_trust& trust, const std::string& blob = ours, unsigned port = 22) {
  return decide_host_key({"203.0.113.7", port, trust, {}, {}}, blob);
}

std::string algorithms(const host_trust& trust, const std::string& host, const std::vector<std::string>& only = {}) {
  return host_key_algorithms({host, 22, trust, {}, {}}, only);
}

error refusal_of(const host_key_decision& decision, unsigned port, const std::string& blob) {
  return refuse_host_key(decision, {"203.0.113.7", port, {}, {}, {}}, blob);
}

}  // namespace

TEST_CASE("With nothing known every key is unknown: there is no trust on first use") {
  CHECK(decide(trusting("")).verdict == host_key_verdict::unknown);
  CHECK(decide(trusting(line("203.0.113.8", ours))).verdict == host_key_verdict::unknown);
}

TEST_CASE("A key that a line names is trusted, and the line is told") {
  const auto decision = decide(trusting("# mine\n" + line("203.0.113.7", ours)));
  CHECK(decision.verdict == host_key_verdict::trusted);
  CHECK(decision.evidence == "line 2 of the input known-hosts");
}

TEST_CASE("Of several lines one that matches is enough") {
  const auto trust = trusting(line("203.0.113.7", theirs) + line("203.0.113.7", rsa) + line("*", ours));
  CHECK(decide(trust, ours).verdict == host_key_verdict::trusted);
  CHECK(decide(trust, theirs).verdict == host_key_verdict::trusted);
  CHECK(decide(trust, rsa).verdict == host_key_verdict::trusted);
}

TEST_CASE("A different key of the same type is not merely unknown") {
  const auto decision = decide(trusting(line("203.0.113.7", rsa) + line("203.0.113.7", theirs)));
  CHECK(decision.verdict == host_key_verdict::different);
  CHECK(decision.evidence == "line 2 of the input known-hosts");
}

TEST_CASE("A key of a type that no line has is told apart") {
  CHECK(decide(trusting(line("203.0.113.7", rsa))).verdict == host_key_verdict::other_type);
}

TEST_CASE("A revoked key is refused whatever else vouches for it") {
  const auto revoked = "@revoked " + line("*", ours);
  CHECK(decide(trusting(line("203.0.113.7", ours) + revoked)).verdict == host_key_verdict::revoked);
  CHECK(decide(trusting(revoked + line("203.0.113.7", ours))).verdict == host_key_verdict::revoked);
  CHECK(decide(trusting(revoked, {key_fingerprint(ours)})).verdict == host_key_verdict::revoked);
  CHECK(decide(trusting(revoked + line("[203.0.113.7]:2222", ours)), ours, 2222).verdict == host_key_verdict::revoked);
  CHECK(decide(trusting("@revoked " + line("203.0.113.7", ours)), ours, 2222).verdict == host_key_verdict::revoked);
}

TEST_CASE("The revocation of another key changes nothing") {
  CHECK(decide(trusting("@revoked " + line("*", theirs) + line("203.0.113.7", ours))).verdict == host_key_verdict::trusted);
  CHECK(decide(trusting("@revoked " + line("203.0.113.7", theirs))).verdict == host_key_verdict::unknown);
}

TEST_CASE("A certificate authority vouches for nothing here, and is named only when there is nothing else") {
  const auto authority = "@cert-authority " + line("*", rsa);
  CHECK(decide(trusting(authority)).verdict == host_key_verdict::authority_only);
  CHECK(decide(trusting(authority), rsa).verdict == host_key_verdict::authority_only);
  CHECK(decide(trusting(authority + line("203.0.113.7", theirs))).verdict == host_key_verdict::different);
  CHECK(decide(trusting(authority + line("203.0.113.7", ours))).verdict == host_key_verdict::trusted);
}

TEST_CASE("Another port has a line of its own; the plain host's line vouches but does not speak against") {
  CHECK(decide(trusting(line("[203.0.113.7]:2222", ours)), ours, 2222).verdict == host_key_verdict::trusted);
  CHECK(decide(trusting(line("[203.0.113.7]:2222", ours)), ours, 22).verdict == host_key_verdict::unknown);
  CHECK(decide(trusting(line("203.0.113.7", ours)), ours, 2222).verdict == host_key_verdict::trusted);
  CHECK(decide(trusting(line("203.0.113.7", theirs)), ours, 2222).verdict == host_key_verdict::unknown);
  CHECK(decide(trusting(line("[203.0.113.7]:2222", theirs)), ours, 2222).verdict == host_key_verdict::different);
}

TEST_CASE("Where a port has lines of its own, the plain host's line vouches for nothing there, as with ssh") {
  const auto trust = trusting(line("[203.0.113.7]:2222", theirs) + line("203.0.113.7", ours));
  CHECK(decide(trust, ours, 2222).verdict == host_key_verdict::different);
  CHECK(decide(trust, theirs, 2222).verdict == host_key_verdict::trusted);
  CHECK(decide(trust, ours, 22).verdict == host_key_verdict::trusted);
}

TEST_CASE("Several files of lines count as one, and each is told by its name") {
  const host_trust trust{{{"~/.ssh/known_hosts", line("203.0.113.8", theirs)}, {"~/.ssh/more", "\n" + line("203.0.113.7", ours)}},
                         {}};
  CHECK(decide(trust).evidence == "line 2 of ~/.ssh/more");
}

TEST_CASE("A fingerprint that is bound to a host vouches for no other") {
  const auto bound = [](const std::string& host) { return host_trust{{}, {{host, key_fingerprint(ours)}}}; };
  CHECK(decide(bound("203.0.113.7")).verdict == host_key_verdict::trusted);
  CHECK(decide(bound("203.0.113.7"), ours, 2222).verdict == host_key_verdict::trusted);
  CHECK(decide(bound("203.0.113.*")).verdict == host_key_verdict::trusted);
  CHECK(decide(bound("203.0.113.8")).verdict == host_key_verdict::different);
  CHECK(decide(bound("[203.0.113.7]:2222"), ours, 2222).verdict == host_key_verdict::trusted);
  CHECK(decide(bound("[203.0.113.7]:2222")).verdict == host_key_verdict::different);
}

TEST_CASE("A jump host cannot show its own key in the place of its target's") {
  const auto behind = [](const host_trust& trust) { return decide_host_key({"203.0.113.7", 22, trust, {ours}, {}}, ours); };
  CHECK(behind(trusting("", {key_fingerprint(ours), key_fingerprint(theirs)})).verdict == host_key_verdict::on_the_way);
  // Unless somebody says that both have the same.
  CHECK(behind(trusting(line("203.0.113.7", ours), {key_fingerprint(ours)})).verdict == host_key_verdict::trusted);
  CHECK(behind({{}, {{"203.0.113.7", key_fingerprint(ours)}}}).verdict == host_key_verdict::trusted);
  const auto refusal = refusal_of({host_key_verdict::on_the_way, "the input host-key-fingerprint"}, 22, ours);
  CHECK(one_line(refusal).contains("the key of a jump host on the way to it"));
  CHECK(one_line(refusal).contains("HOST=SHA256:"));
}

TEST_CASE("A certified key is trusted and asked for, unless it is revoked") {
  const auto trust = trusting("");
  const expected_host certified{"203.0.113.7", 22, trust, {}, certified_key{rsa, "a certificate"}};
  CHECK(decide_host_key(certified, rsa).verdict == host_key_verdict::trusted);
  CHECK(decide_host_key(certified, rsa).evidence == "a certificate");
  CHECK(decide_host_key(certified, ours).verdict == host_key_verdict::unknown);
  CHECK(host_key_algorithms(certified).starts_with("rsa-sha2-512,"));
  const auto revoking = trusting("@revoked " + line("*", rsa));
  CHECK(decide_host_key({"203.0.113.7", 22, revoking, {}, certified_key{rsa, "a certificate"}}, rsa).verdict ==
        host_key_verdict::revoked);
}

TEST_CASE("A fingerprint is of a key of any type, and one of several is enough") {
  CHECK(decide(trusting("", {key_fingerprint(ours)})).verdict == host_key_verdict::trusted);
  CHECK(decide(trusting("", {key_fingerprint(theirs), key_fingerprint(rsa)}), rsa).verdict == host_key_verdict::trusted);
  CHECK(decide(trusting("", {key_fingerprint(ours) + "="})).verdict == host_key_verdict::trusted);
  CHECK(decide(trusting("", {key_fingerprint(theirs)})).verdict == host_key_verdict::different);
  CHECK(decide(trusting("", {"", "SHA256:", key_fingerprint(ours).substr(0, 49)})).verdict == host_key_verdict::different);
}

TEST_CASE("A fingerprint that was given outweighs an old line, and the other way round") {
  CHECK(decide(trusting(line("203.0.113.7", theirs), {key_fingerprint(ours)})).verdict == host_key_verdict::trusted);
  CHECK(decide(trusting(line("203.0.113.7", ours), {key_fingerprint(theirs)})).verdict == host_key_verdict::trusted);
}

TEST_CASE("Key types that are known for a host are asked for first, and SHA-1 never") {
  const auto trust = trusting(line("203.0.113.7", rsa) + line("203.0.113.8", key("ecdsa-sha2-nistp256", "x")));
  CHECK(algorithms(trust, "203.0.113.7") ==
        "rsa-sha2-512,rsa-sha2-256,ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521");
  CHECK(algorithms(trust, "203.0.113.9") ==
        "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256");
  CHECK(algorithms(trust, "203.0.113.7", {"ssh-ed25519", "ecdsa-sha2-nistp521"}) == "ssh-ed25519,ecdsa-sha2-nistp521");
}

TEST_CASE("A revoked or certifying key is no reason to ask for its type") {
  const auto trust = trusting("@revoked " + line("*", rsa) + "@cert-authority " + line("*", rsa));
  CHECK(algorithms(trust, "203.0.113.7").starts_with("ssh-ed25519,"));
}

TEST_CASE("A refusal shows the key, its fingerprint and the very line to add") {
  const auto refusal = refusal_of({}, 2222, ours);
  CHECK(refusal.code == exit_code::host_key);
  CHECK(refusal.step == "host key");
  CHECK(refusal.seen.find("ssh-ed25519 " + key_fingerprint(ours)) != std::string::npos);
  CHECK(refusal.advice.ends_with("[203.0.113.7]:2222 ssh-ed25519 " + to_base64(ours) + "`"));
}

TEST_CASE("A changed key is called a possible attack, and the line that says otherwise is named") {
  const auto refusal = refusal_of({host_key_verdict::different, "line 3 of ~/.ssh/known_hosts"}, 22, ours);
  CHECK(refusal.seen.find("but line 3 of ~/.ssh/known_hosts says otherwise") != std::string::npos);
  CHECK(refusal.advice.find("attack") != std::string::npos);
  CHECK(refusal.advice.find("203.0.113.7 ssh-ed25519 " + to_base64(ours)) != std::string::npos);
}

TEST_CASE("A revoked key comes without a line to paste") {
  const auto refusal = refusal_of({host_key_verdict::revoked, "line 1 of x"}, 22, ours);
  CHECK(refusal.advice.find(to_base64(ours)) == std::string::npos);
}

TEST_CASE("What a server calls its key type reaches no line unescaped") {
  const auto refusal = refusal_of({}, 22, key("\x1b[31m::error::\n", "x"));
  CHECK(refusal.seen.find('\x1b') == std::string::npos);
  CHECK(refusal.advice.find('\n') == std::string::npos);
}
