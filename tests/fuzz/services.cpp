// `services` lines: what is read is within its bounds, makes exactly one request and can be written out and read again.
#include <fmt/format.h>

#include <algorithm>

#include "fuzz/promise.hpp"
#include "health/http_request.hpp"
#include "inputs/services.hpp"

namespace dropsweep::fuzz::services_fuzzer {

namespace {

// Nothing of a URL is a line of its own in the request.
void must_be_one_request(const service& which) {
  const auto text = request_text(which);
  must(text.ends_with("\r\n\r\n") && std::ranges::count(text, '\n') == 6 && std::ranges::count(text, '\r') == 6, "another line");
  must(std::ranges::count(text.substr(0, text.find('\r')), ' ') == 2, "a request line of other than three words");
  must(std::ranges::all_of(text, [](char c) { return c == '\r' || c == '\n' || (c >= ' ' && c <= '~'); }), "a byte beyond ASCII");
}

std::string written_out(const service& which) {
  auto line = fmt::format("{} {} within={}ms from={}", which.name, which.url, which.within.count(),
                          which.from == service::vantage::runner ? "runner" : "droplet");
  for (std::size_t i = 0; i < which.status.size(); ++i) line += fmt::format("{}{}", i == 0 ? " status=" : ",", which.status[i]);
  if (which.contains) {
    line += " contains=\"";
    for (const char c : *which.contains) line += c == '"' ? "\\\"" : std::string(1, c);
    line += '"';
  }
  return line;
}

bool same(const service& a, const service& b) {
  return a.name == b.name && a.url == b.url && a.how == b.how && a.host == b.host && a.port == b.port && a.path == b.path &&
         a.status == b.status && a.contains == b.contains && a.within == b.within && a.from == b.from;
}

}  // namespace

FUZZER(services) {
  const auto line = text_of(data, size);
  const auto which = parse_service(line);
  if (!which) {
    must_be_visible(which.error());
    if (const auto at = line.find('@'); at != std::string_view::npos && at > 8)
      must(!which.error().contains(visible(line.substr(0, at), 1000)), "a message repeats what stands before an @");
    return 0;
  }
  must_be_visible(which->name);
  must(!which->name.empty() && which->name.size() <= 64 && !which->host.empty(), "a service without a name or a host");
  must(which->within > span{} && which->within <= std::chrono::minutes{5}, "no time or too much of it");
  must(!which->contains || (!which->contains->empty() && which->contains->size() <= 1000), "a text of no or too many bytes");
  must((which->port == 0) == (which->how == service::scheme::container), "a port");
  must(std::ranges::all_of(which->status, [](unsigned status) { return status >= 100 && status <= 599; }), "no status of HTTP");
  must_be_one_request(*which);
  // A backslash before a quote cannot be written down.
  if (which->contains && (which->contains->contains("\\\"") || which->contains->ends_with('\\'))) return 0;
  const auto again = parse_service(written_out(*which));
  must(again && same(*again, *which), "written out and read again it is another service");
  return 0;
}

}  // namespace dropsweep::fuzz::services_fuzzer
