// The parts of one host's page on the console; each is a whole paragraph that ends with a line break, or empty.
#pragma once

#include <string>

#include "report/console_style.hpp"

namespace dropsweep {

std::string console_figures(const host_record& host, const run_record& run, const console_style& style);
std::string console_chores(const host_record& host, const console_style& style);
std::string console_health(const host_record& host, const console_style& style);
std::string console_failure(const error& failure, const console_style& style);
std::string console_steps(const host_record& host, const console_style& style);
std::string console_objects(const host_record& host, const run_record& run, const console_style& style);  // removed, or would be
std::string console_trouble(const host_record& host, const console_style& style);  // planned but not removed
std::string console_kept(const host_record& host, const console_style& style);
std::string console_findings(const host_record& host, const console_style& style);  // of `advise`
std::string console_advice(const std::vector<std::string>& advice, const console_style& style);

}  // namespace dropsweep
