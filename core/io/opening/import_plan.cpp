#include "core/io/opening/import_plan.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/io/opening/table_questions.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/records/read_values.hpp"
#include "core/io/tables/column_fit.hpp"
#include "core/io/tables/csv_network.hpp"
#include "core/io/tables/xlsx_network.hpp"
#include "core/io/text_repair.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using records::Table;

constexpr std::size_t sample_rows = 6, sample_characters = 80, most_columns = 200;
constexpr std::size_t words_shown = 60, words_counted = 2'000, word_characters = 120;
constexpr std::string_view further = "fields";

Result<TableSources> sources_of(std::span<const InputFile> files, std::string_view format, Warnings& warnings) {
  if (format == "csv") return csv_sources(files, warnings);
  if (format == "xlsx") return xlsx_sources(files, warnings);
  return Issue{"notTables", "", {}};
}

std::string cut(std::string_view text, std::size_t characters) {
  return count_characters(text) > characters ? std::string(first_characters(text, characters - 1)) + "…"
                                             : std::string(text);
}

struct Column {
  std::size_t filled = 0, numbers = 0, characters = 0;
  std::map<std::string, std::size_t> words;  ///< folded → how often, as far as they are counted
  std::size_t counted = 0;
};

bool looks_like_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_digit(c) || c == '.' || c == ',' || c == '-' || c == ' '; });
}

/// The first rows below the header, enough to guess by.
std::vector<Column> columns_in(const TableSource& source) {
  std::vector<Column> found;
  std::size_t rows = 0;
  source.rows()([&](const tables::Row& row) {
    if (row.number <= source.head.row || tables::is_blank(row)) return true;
    for (const tables::Cell& cell : row.cells) {
      const std::string_view text = trim(cell.text);
      if (text.empty() || cell.column >= most_columns) continue;
      if (cell.column >= found.size()) found.resize(cell.column + 1);
      Column& column = found[cell.column];
      ++column.filled;
      column.characters += count_characters(text);
      if (looks_like_number(text)) ++column.numbers;
      if (column.words.size() < words_counted) {
        ++column.words[fold(text)];
        ++column.counted;
      }
    }
    return ++rows < 500;
  });
  return found;
}

/// The share of the different words of a column that `known` takes.
template <class Known>
double share_of_words(const Column& column, const Known& known) {
  if (column.words.empty() || column.words.size() > words_shown) return 0;
  double count = 0;
  for (const auto& [word, times] : column.words) count += known(word) ? 1 : 0;
  return count / static_cast<double>(column.words.size());
}

/// What free columns are by what is in them, where the headers do not say so.
void guess_by_content(TableSource& source) {
  const std::vector<Column> found = columns_in(source);
  tables::Head& head = source.head;
  std::vector<std::string_view> fields = head.fields;
  if (fields.size() < found.size()) fields.resize(found.size());
  const auto has = [&](std::string_view field) {
    return std::find(fields.begin(), fields.end(), field) != fields.end();
  };
  const auto choose = [&](std::string_view field, double least, auto&& score) {
    if (has(field)) return;
    std::size_t best = fields.size();
    double highest = least;
    for (std::size_t i = 0; i < found.size(); ++i)
      if (fields[i].empty())
        if (const double here = score(found[i]); here > highest) {
          highest = here;
          best = i;
        }
    if (best < fields.size()) fields[best] = field;
  };
  if (head.table == Table::nodes) {
    const auto sector = [](const std::string& word) { return records::target_of_sector(word, true).has_value(); };
    choose("sector", 0.59, [&](const Column& column) { return share_of_words(column, sector); });
    // Names are short texts that hardly ever come twice; the first column that is like that is the likeliest.
    if (!has("label") && !has("id") && !head.has_names_in_parts()) {
      for (std::size_t i = 0; i < found.size(); ++i) {
        const Column& column = found[i];
        if (!fields[i].empty() || column.filled == 0) continue;
        const double filled = static_cast<double>(column.filled);
        const bool texts = static_cast<double>(column.numbers) < 0.2 * filled;
        const bool different = static_cast<double>(column.words.size()) > 0.7 * static_cast<double>(column.counted);
        if (!texts || !different || static_cast<double>(column.characters) / filled > 80) continue;
        fields[i] = "label";
        break;
      }
    }
  } else {
    const auto kind = [](const std::string& word) {
      return records::target_of_kind(Table::edges, word, true).has_value();
    };
    choose("kind", 0.59, [&](const Column& column) { return share_of_words(column, kind); });
  }
  head.assign(std::move(fields));
}

std::vector<std::string> headers_at(const TableSource& source, std::size_t number) {
  std::vector<std::string> headers;
  if (number > 0)
    source.rows()([&](const tables::Row& row) {
      if (row.number == number) headers = tables::headers_in(row);
      return row.number < number;
    });
  return headers;
}

/// The header at `row` and what it says, for a table that holds `table`.
void take_header(TableSource& source, Table table, std::size_t row) {
  tables::Head head;
  head.prefix = source.prefix;
  head.table = table;
  head.row = row;
  head.headers = headers_at(source, row);
  head.assign(records::map_headers(table, head.headers));
  source.head = std::move(head);
  source.trouble.reset();
  guess_by_content(source);
  tables::fit_columns(source.head, source.rows());
}

/// Two columns that draw on the same names are the ends of ties, whatever they are called; false when there are none. A
/// first row whose names come again below is no header.
bool guess_ties(TableSource& source) {
  constexpr double least_shared = 0.3;
  using Names = std::set<std::string>;
  std::vector<Names> names, below;  // by column; `below` the first row
  std::vector<std::size_t> numbers;
  std::vector<std::string> first_names;
  std::size_t first = 0, rows = 0;
  const std::size_t begin = tables::first_full_row(source.rows());
  source.rows()([&](const tables::Row& row) {
    if (tables::is_blank(row) || row.number < begin) return true;
    if (rows == 0) first = row.number;
    for (const tables::Cell& cell : row.cells) {
      const std::string_view text = trim(cell.text);
      if (text.empty() || cell.column >= most_columns) continue;
      if (cell.column >= names.size()) {
        names.resize(cell.column + 1);
        below.resize(cell.column + 1);
        numbers.resize(cell.column + 1);
        first_names.resize(cell.column + 1);
      }
      if (looks_like_number(text)) {
        ++numbers[cell.column];
        continue;
      }
      if (count_characters(text) > 80) continue;
      const std::string name = fold(text);
      names[cell.column].insert(name);
      if (rows == 0)
        first_names[cell.column] = name;
      else
        below[cell.column].insert(name);
    }
    return ++rows < 500;
  });
  std::size_t from = 0, to = 0;
  double most = 0;
  for (std::size_t a = 0; a < names.size(); ++a)
    for (std::size_t b = a + 1; b < names.size(); ++b) {
      const auto shared = static_cast<double>(std::count_if(
          names[a].begin(), names[a].end(), [&](const std::string& name) { return names[b].contains(name); }));
      const auto fewer = static_cast<double>(std::min(names[a].size(), names[b].size()));
      if (fewer < 2 || shared / fewer < least_shared || shared / fewer <= most) continue;
      most = shared / fewer;
      from = a;
      to = b;
    }
  if (from == to) return false;
  const auto returns = [&](const std::string& name) { return below[from].contains(name) || below[to].contains(name); };
  const bool has_header = !returns(first_names[from]) && !returns(first_names[to]);
  take_header(source, Table::edges, has_header ? first : 0);
  std::vector<std::string_view> fields = source.head.fields;
  fields.resize(std::max(fields.size(), names.size()));
  for (std::string_view& field : fields)
    if (field == "from" || field == "to") field = {};
  fields[from] = "from";
  fields[to] = "to";
  const auto is_weight = [&](std::size_t column) { return fields[column].empty() && numbers[column] == rows; };
  for (std::size_t column = 0; column < names.size() && !has_header; ++column)
    if (is_weight(column)) {
      fields[column] = "weight";
      break;
    }
  source.head.assign(std::move(fields));
  return true;
}

/// A table without a header that is recognised: ties, a list of names, or names of columns that nobody has thought of.
void guess_unknown(TableSource& source) {
  if (guess_ties(source)) return;
  std::size_t first = 0, width = 0, rows = 0;
  bool plain_words = true;
  const std::size_t begin = tables::first_full_row(source.rows());
  source.rows()([&](const tables::Row& row) {
    if (tables::is_blank(row) || row.number < begin) return true;
    if (rows++ == 0) {
      first = row.number;
      for (const tables::Cell& cell : row.cells) {
        const std::string_view text = trim(cell.text);
        if (text.empty()) continue;
        width = cell.column + 1;
        if (looks_like_number(text) || count_characters(text) > 40) plain_words = false;
      }
    }
    return rows < 3;
  });
  // One column is a list; several begin with what they are called.
  take_header(source, Table::nodes, width > 1 && plain_words && rows > 1 ? first : 0);
  // Nothing in it is a name.
  if (!source.head.columns.contains("label") && !source.head.has_names_in_parts()) source.left_out = true;
}

std::string_view problem_of(const TableSource& source) {
  const auto has = [&](std::string_view field) { return source.head.columns.contains(field); };
  if (source.left_out) return "";
  if (source.head.table == Table::edges)
    return (has("from") || has("fromLabel")) && (has("to") || has("toLabel")) ? "" : "noEnds";
  return has("label") || has("id") || source.head.has_names_in_parts() ? "" : "noName";
}

/// Two columns for the ends of ties, where somebody says that there are ties: those that share most names, or else the
/// first two with texts.
void take_likely_ends(TableSource& source) {
  const std::vector<Column> found = columns_in(source);
  std::vector<std::size_t> texts;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i].filled > 0 && 2 * found[i].numbers < found[i].filled) texts.push_back(i);
  if (texts.size() < 2)
    for (std::size_t i = 0; i < found.size(); ++i)
      if (found[i].filled > 0 && std::find(texts.begin(), texts.end(), i) == texts.end()) texts.push_back(i);
  if (texts.size() < 2) return;
  std::size_t from = texts[0], to = texts[1], most = 0;
  for (std::size_t a = 0; a < texts.size(); ++a)
    for (std::size_t b = a + 1; b < texts.size(); ++b) {
      const auto& names = found[texts[a]].words;
      const auto shared = static_cast<std::size_t>(std::count_if(
          names.begin(), names.end(), [&](const auto& name) { return found[texts[b]].words.contains(name.first); }));
      if (shared <= most) continue;
      most = shared;
      from = texts[a];
      to = texts[b];
    }
  std::vector<std::string_view> fields = source.head.fields;
  fields.resize(std::max(fields.size(), found.size()));
  for (std::string_view& field : fields)
    if (field == "from" || field == "to" || field == "fromLabel" || field == "toLabel") field = {};
  fields[from] = "from";
  fields[to] = "to";
  source.head.assign(std::move(fields));
}

std::optional<std::size_t> number_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::size_t>();
}

std::optional<Issue> wrong_type(const std::string& where, const char* expected) {
  return Issue{"wrongType", where, {expected}};
}

std::optional<Issue> apply_columns(TableSource& source, const Json& entries, const std::string& place) {
  if (!entries.is_array()) return wrong_type(place + ".columns", "list");
  tables::Head& head = source.head;
  const std::vector<std::string_view> known = records::fields_of(head.table);
  std::vector<std::string_view> fields = head.fields;
  std::set<std::size_t> decided;
  std::set<std::string_view> taken;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Json& entry = entries[i];
    const std::string where = item_place(place + ".columns", i);
    if (!entry.is_object() || !entry.contains("to") || !entry["to"].is_string()) return wrong_type(where, "object");
    std::size_t column = i;
    if (entry.contains("header") && entry["header"].is_string()) {
      const std::string header = entry["header"].get<std::string>();
      if (head.header(column) != header) {
        column = 0;
        const std::size_t width = std::max(fields.size(), head.headers.size());
        while (column < width && (head.header(column) != header || decided.contains(column))) ++column;
        if (column == width) return Issue{"planColumnUnknown", where, {cut(header, 60)}};
      }
    }
    if (column >= most_columns) return Issue{"planColumnUnknown", where, {std::to_string(column + 1)}};
    if (column >= fields.size()) fields.resize(column + 1);
    const std::string to = entry["to"].get<std::string>();
    std::string_view field = to.empty() ? tables::left_out : std::string_view();
    if (!to.empty() && to != further) {
      const auto found = std::find(known.begin(), known.end(), to);
      if (found == known.end()) return Issue{"fieldUnknown", where, {cut(to, 60)}};
      field = *found;
      if (!taken.insert(field).second) return Issue{"planFieldTwice", where, {cut(to, 60)}};
    }
    fields[column] = field;
    decided.insert(column);
  }
  // What was only proposed gives way to what was decided.
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (!decided.contains(i) && taken.contains(fields[i])) fields[i] = {};
  head.assign(std::move(fields));
  head.decided = std::move(decided);
  tables::fit_columns(head, source.rows());
  return std::nullopt;
}

std::optional<Issue> apply_table(TableSource& source, const Json& entry, const std::string& place) {
  const std::string as = text_at(entry, "as");
  if (entry.contains("as") && as != "nodes" && as != "ties" && as != "ignore")
    return Issue{"choiceUnknown", place + ".as", {cut(as, 40)}};
  if (!as.empty()) source.left_out = as == "ignore";
  const Table table = as == "ties" ? Table::edges : as == "nodes" ? Table::nodes : source.head.table;
  const std::size_t row = number_at(entry, "header").value_or(source.head.row);
  if (entry.contains("header") && !number_at(entry, "header")) return wrong_type(place + ".header", "number");
  if (table != source.head.table || row != source.head.row) {
    take_header(source, table, row);
    if (table == Table::edges && !problem_of(source).empty()) take_likely_ends(source);
  }
  if (const std::string totals = text_at(entry, "totals"); !totals.empty()) {
    if (totals != "keep" && totals != "leaveOut") return Issue{"choiceUnknown", place + ".totals", {cut(totals, 40)}};
    source.head.keep_totals = totals == "keep";
  }
  return entry.contains("columns") ? apply_columns(source, entry["columns"], place) : std::nullopt;
}

std::optional<Issue> apply_tables(TableSources& sources, const Json& plan) {
  if (!plan.contains("tables")) return std::nullopt;
  const Json& entries = plan["tables"];
  if (!entries.is_array()) return wrong_type("plan.tables", "list");
  std::set<const TableSource*> taken;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Json& entry = entries[i];
    if (!entry.is_object()) return wrong_type(item_place("plan.tables", i), "object");
    const auto fits = [&](const auto& source) {
      return !taken.contains(source.get()) && (!entry.contains("file") || text_at(entry, "file") == source->file) &&
             (!entry.contains("sheet") || text_at(entry, "sheet") == source->sheet) &&
             (!entry.contains("row") || number_at(entry, "row") == source->first_row);
    };
    const auto found = std::find_if(sources.begin(), sources.end(), fits);
    if (found == sources.end())
      return Issue{"planTableUnknown", item_place("plan.tables", i), {cut(text_at(entry, "sheet"), 60)}};
    taken.insert(found->get());
    if (auto issue = apply_table(**found, entry, item_place("plan.tables", i))) return issue;
  }
  return std::nullopt;
}

bool is_target(const Json& target) {
  if (!target.is_object()) return false;
  for (const auto& [key, value] : target.items()) {
    if (key == "reversed" ? !value.is_boolean() : !value.is_string()) return false;
    if (value.is_string() && count_characters(value.get_ref<const std::string&>()) > limits::label_characters)
      return false;
  }
  return true;
}

/// What a plan says that words mean, by the field of a table of nodes or edges.
std::optional<Issue> read_values(const Json& plan, tables::Targets& nodes, tables::Targets& edges) {
  if (!plan.contains("values")) return std::nullopt;
  const Json& values = plan["values"];
  if (!values.is_object()) return wrong_type("plan.values", "object");
  for (const auto& [list, words] : values.items()) {
    const std::string where = "plan.values." + cut(list, 40);
    if (list != "sector" && list != "kind" && list != "tieKind") return Issue{"fieldUnknown", where, {cut(list, 40)}};
    if (!words.is_object()) return wrong_type(where, "object");
    tables::Targets& targets = list == "tieKind" ? edges : nodes;
    const std::string_view field = list == "sector" ? "sector" : "kind";
    for (const auto& [word, target] : words.items()) {
      if (!is_target(target)) return wrong_type(where + "." + cut(word, 60), "object");
      Json clean = target;
      for (auto& [key, value] : clean.items())
        if (value.is_string()) value = without_control(trim(value.get_ref<const std::string&>()), false);
      targets[field][fold(trim(word))] = std::move(clean);
    }
  }
  return std::nullopt;
}

/// Adds the sectors that are not in the list of a new network but that nodes have come to belong to by the plan.
void add_sectors(Network& network, std::set<std::string> wanted) {
  std::set<std::string> used;
  for (const auto& [id, node] : network.nodes) used.insert(node.sector);
  for (const Sector& sector : network.sectors) wanted.erase(sector.id);
  for (const std::string& sector : wanted)
    if (used.contains(sector) && sector.size() <= limits::id_bytes && network.sectors.size() < limits::list_items)
      network.sectors.push_back({sector, sector, ""});
}

/// The word as it stands in the file, with how often.
struct Word {
  std::string text;
  std::size_t count = 0, first = 0;
};

Json planned(const TableSource& source, std::size_t width) {
  Json entry = {{"row", source.first_row},
                {"as", source.left_out                     ? "ignore"
                       : source.head.table == Table::edges ? "ties"
                                                           : "nodes"},
                {"header", source.head.row},
                {"columns", Json::array()}};
  if (source.head.keep_totals) entry["totals"] = "keep";
  if (!source.file.empty()) entry["file"] = source.file;
  if (!source.sheet.empty()) entry["sheet"] = source.sheet;
  for (std::size_t i = 0; i < width; ++i) {
    const std::string_view field = source.head.field(i);
    const std::string_view to = field.empty() ? further : field == tables::left_out ? std::string_view() : field;
    entry["columns"].push_back({{"header", source.head.header(i)}, {"to", std::string(to)}});
  }
  return entry;
}

struct Described {
  Json table, plan;
};

/// A table as `preview_tables` gives it; the meanings of its words are added to `values`.
Described describe(const TableSource& source, tables::Meanings& meanings, Json& values) {
  const tables::Head& head = source.head;
  std::size_t rows = 0, width = std::min(head.headers.size(), most_columns);
  Json sample = Json::array();
  std::map<std::size_t, std::map<std::string, Word>> words;
  for (std::size_t i = 0; i < head.fields.size(); ++i)
    if (!tables::list_of(head.table, head.fields[i]).empty()) words[i];
  TotalsSeen totals;
  source.rows()([&](const tables::Row& row) {
    if (row.number <= head.row || tables::is_blank(row)) return true;
    ++rows;
    totals.look_at(head, row);
    Json cells = Json::array();
    for (const tables::Cell& cell : row.cells) {
      const std::string_view text = trim(cell.text);
      if (text.empty() || cell.column >= most_columns) continue;
      width = std::max(width, cell.column + 1);
      if (rows <= sample_rows) {
        while (cells.size() < cell.column) cells.push_back("");
        cells.push_back(cut(text, sample_characters));
      }
      const auto list = words.find(cell.column);
      if (list == words.end()) continue;
      const std::string folded = fold(text);
      auto word = list->second.find(folded);
      if (word == list->second.end()) {
        if (list->second.size() >= words_counted) continue;
        word = list->second.emplace(folded, Word{std::string(text), 0, rows}).first;
      }
      ++word->second.count;
    }
    if (rows <= sample_rows) sample.push_back({{"row", row.number}, {"cells", std::move(cells)}});
    return true;
  });
  Json lists = Json::array();
  for (const auto& [column, found] : words) {
    const std::string_view field = head.fields[column];
    const std::string list(tables::list_of(head.table, field));
    std::vector<Word> sorted;
    for (const auto& [folded, word] : found) sorted.push_back(word);
    std::sort(sorted.begin(), sorted.end(),
              [](const Word& a, const Word& b) { return a.count != b.count ? a.count > b.count : a.first < b.first; });
    Json shown = Json::array();
    for (std::size_t i = 0; i < sorted.size() && i < words_shown; ++i) {
      const std::string word = std::string(first_characters(sorted[i].text, word_characters));
      shown.push_back({{"word", word}, {"count", sorted[i].count}});
      Json& meaning = values[list][word];
      if (!meaning.is_null()) continue;
      if (const Json* known = meanings.of(field, trim(sorted[i].text)))
        meaning = *known;
      else
        meaning = tables::plain_meaning(head.table, field, word);
    }
    lists.push_back({{"column", column},
                     {"list", list},
                     {"words", std::move(shown)},
                     {"more", sorted.size() > words_shown ? sorted.size() - words_shown : 0}});
  }
  Json fields = Json::array();
  for (const std::string_view field : records::fields_of(head.table)) fields.push_back(std::string(field));
  Json table = {{"file", source.file},
                {"sheet", source.sheet},
                {"row", source.first_row},
                {"rows", rows},
                {"problem", std::string(problem_of(source))},
                {"fields", std::move(fields)},
                {"sample", std::move(sample)},
                {"words", std::move(lists)},
                {"questions", source.left_out ? Json::array() : questions_about(head, totals)}};
  return {std::move(table), planned(source, width)};
}

/// A table that we wrote ourselves says what it says.
bool is_own(const TableSource& source) { return records::are_own_headers(source.head.table, source.head.headers); }

/// The tables in the files, as proposed and then as planned.
struct Planned {
  TableSources sources;
  std::optional<Issue> trouble;  ///< why nothing in them is read, when nobody says otherwise
  std::map<std::pair<Table, bool>, std::shared_ptr<tables::Meanings>> meanings;  ///< by what a table holds, and is_own

  [[nodiscard]] const std::shared_ptr<tables::Meanings>& meanings_for(const TableSource& source) const {
    return meanings.at({source.head.table, is_own(source)});
  }
};

Result<Planned> planned_tables(std::span<const InputFile> files, std::string_view format, const Json& plan,
                               Warnings& warnings) {
  if (!plan.is_null() && !plan.is_object()) return *wrong_type("plan", "object");
  Result<TableSources> found = sources_of(files, format, warnings);
  if (const Issue* issue = std::get_if<Issue>(&found)) return *issue;
  Planned all;
  all.sources = std::get<TableSources>(std::move(found));
  std::vector<std::pair<const TableSource*, Issue>> skipped;
  std::optional<Issue> first_trouble;
  const bool some =
      std::any_of(all.sources.begin(), all.sources.end(), [](const auto& each) { return !each->trouble; });
  for (const auto& source : all.sources) {
    if (!source->trouble) {
      guess_by_content(*source);
      if (!is_own(*source)) tables::fit_columns(source->head, source->rows());
      continue;
    }
    const Issue trouble = *source->trouble;
    if (!first_trouble) first_trouble = trouble;
    guess_unknown(*source);
    // Beside sheets that are understood, one that is not is more often a note than a table.
    if (some) {
      source->left_out = true;
      skipped.emplace_back(source.get(), trouble);
    }
  }
  tables::Targets nodes, edges;
  if (plan.is_object()) {
    if (auto issue = apply_tables(all.sources, plan)) return *issue;
    if (auto issue = read_values(plan, nodes, edges)) return *issue;
  }
  const bool planned = plan.is_object() && plan.contains("tables");
  if (!planned && !all.sources.empty() &&
      std::all_of(all.sources.begin(), all.sources.end(), [](const auto& each) { return each->left_out; }))
    all.trouble = first_trouble;
  for (const auto& [source, trouble] : skipped)
    if (source->left_out && !planned) warnings.add("sheetSkipped", trouble.where, trouble.params);
  for (const bool own : {false, true}) {
    all.meanings[{Table::nodes, own}] = std::make_shared<tables::Meanings>(Table::nodes, nodes, !own);
    all.meanings[{Table::edges, own}] = std::make_shared<tables::Meanings>(Table::edges, edges, !own);
  }
  return all;
}

}  // namespace

bool is_table_format(std::string_view format) { return format == "csv" || format == "xlsx"; }

Result<Json> preview_tables(std::span<const InputFile> files, std::string_view format, const Json& plan) {
  Warnings warnings;
  Result<Planned> found = planned_tables(files, format, plan, warnings);
  if (const Issue* issue = std::get_if<Issue>(&found)) return *issue;
  const auto& all = std::get<Planned>(found);
  Json answer = {{"format", std::string(format)}, {"tables", Json::array()}};
  Json values = plan.is_object() && plan.contains("values") ? plan["values"] : Json::object();
  Json entries = Json::array();
  for (const auto& source : all.sources) {
    Json unused = Json::object();
    Described described = describe(*source, *all.meanings_for(*source), source->left_out ? unused : values);
    answer["tables"].push_back(std::move(described.table));
    entries.push_back(std::move(described.plan));
  }
  Json complete = plan.is_object() ? plan : Json::object();
  complete["tables"] = std::move(entries);
  complete["values"] = std::move(values);
  answer["plan"] = std::move(complete);
  Json said = Json::array();
  for (const Issue& issue : warnings.take())
    said.push_back({{"code", issue.code}, {"where", issue.where}, {"params", issue.params}});
  answer["warnings"] = std::move(said);
  return answer;
}

Result<Opened> open_tables(std::span<const InputFile> files, std::string_view format, const Json& plan,
                           const Progress& progress) {
  RecordBuilder builder;
  Result<Planned> found = planned_tables(files, format, plan, builder.warnings());
  if (const Issue* issue = std::get_if<Issue>(&found)) return *issue;
  auto& all = std::get<Planned>(found);
  if (all.trouble) return *all.trouble;
  for (const auto& source : all.sources) {
    const std::string_view problem = problem_of(*source);
    const std::string place = source->prefix.substr(0, source->prefix.size() - (source->prefix.empty() ? 0 : 2));
    if (problem == "noName") return Issue{"planNoName", place, {}};
    if (problem == "noEnds") return Issue{"planNoEnds", place, {}};
    source->head.meanings = all.meanings_for(*source);
  }
  Result<Opened> opened = read_sources(all.sources, builder, progress);
  if (Opened* read = std::get_if<Opened>(&opened))
    for (const bool own : {false, true}) add_sectors(read->network, all.meanings.at({Table::nodes, own})->sectors());
  return opened;
}

}  // namespace impactweb
