// The one sanitiser. Every byte that the droplet chose passes through here before a person or the runner reads it.
//
// What it defends against (GitHub's runner 2.336): `::command::` at a line's start after Unicode white space is trimmed,
// `##[command]` anywhere in a line, lines ending at LF, CRLF and a lone CR; terminals: ANSI and C1 controls, bidi overrides;
// Markdown and HTML in the job summary: everything that is not a letter or digit becomes an entity.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dropsweep {

inline constexpr std::size_t visible_limit = 300;

// One line of valid UTF-8 that shows what the bytes are: invalid UTF-8 becomes U+FFFD; C0 (TAB and LF too), DEL, C1, U+2028,
// U+2029, bidi controls, zero-width and other Unicode white space than the space become visible escapes such as \n, \x1b, \u202e;
// `##[` becomes `##\[`, and a leading "::" becomes "\::". Longer than `limit` bytes: cut at a character, "…(+N bytes)" appended.
std::string visible(std::string_view bytes, std::size_t limit = visible_limit);

// `visible`, then an HTML entity for every ASCII character that is not a letter or a digit or a space: safe inside Markdown
// tables, <code>, <summary>. Kills mentions, issue references, links, images, Mermaid and table breakers.
std::string html(std::string_view bytes, std::size_t limit = visible_limit);

// The data part of a workflow command (::error::DATA): % CR LF escaped; and a property value: also ':' and ','.
// For our own sentences, whose foreign parts went through `visible` before.
std::string command_data(std::string_view text);
std::string command_property(std::string_view text);

}  // namespace dropsweep
