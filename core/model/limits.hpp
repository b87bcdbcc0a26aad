// How much of anything a network may hold. Beyond these an operation is refused, and a file is cut with a report.
#pragma once

#include <cstddef>

namespace impactweb::limits {

inline constexpr std::size_t id_bytes = 200;
inline constexpr std::size_t label_characters = 300;     // labels, titles, places, sectors, tags, kinds: one line
inline constexpr std::size_t text_characters = 100'000;  // descriptions, motivations, stories: several lines
inline constexpr std::size_t list_items = 1'000;         // tags, roles, needs, offers, free fields of one entity
inline constexpr std::size_t nodes = 200'000;
inline constexpr std::size_t edges = 1'000'000;
inline constexpr std::size_t file_bytes = 256u << 20;           // a file that is read
inline constexpr std::size_t archive_entries = 10'000;          // of a ZIP archive
inline constexpr std::size_t archive_entry_bytes = 256u << 20;  // of one of them, unpacked
inline constexpr std::size_t archive_bytes = 512u << 20;        // of all that are read, unpacked
inline constexpr std::size_t json_depth = 100;                  // nesting of a JSON or XML file, and of an operation
inline constexpr std::size_t xml_parts = 20'000'000;            // elements and attributes of an XML file, about
inline constexpr std::size_t snapshot_depth = 96;  // of the network in a snapshot, which is four deep in a file
inline constexpr double coordinate = 1e7;          // |x| and |y| of a position in world space
inline constexpr double amount = 1e15;

}  // namespace impactweb::limits
