#include "core/io/opening/import_plan.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/io/opening/table_questions.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/records/read_values.hpp"
#include "core/io/tables/answers.hpp"
#include "core/io/tables/column_fit.hpp"
#include "core/io/tables/csv_network.hpp"
#include "core/io/tables/matrix.hpp"
#include "core/io/tables/mixed_rows.hpp"
#include "core/io/tables/name_lists.hpp"
#include "core/io/tables/relations.hpp"
#include "core/io/tables/tie_lists.hpp"
#include "core/io/tables/tied_column.hpp"
#include "core/io/tables/what_words.hpp"
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
constexpr std::size_t names_proposed = 8;

using tables::KnownNames;
using tables::Shape;

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
  if (text.starts_with("€") || text.starts_with("$") || text.starts_with("£") || text.ends_with('%')) return true;
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

/// A moment or an address of mail, of which there is one in each row as well.
bool is_no_name(const std::string& word) {
  return word.find('@') != std::string::npos ||
         (is_digit(static_cast<unsigned char>(word[0])) && word.find_first_of("/-:.") < 5);
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
      if (fields[i].empty() && !tables::asks_for_ties(head.header(i)))
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
        if (!fields[i].empty() || column.filled == 0 || tables::asks_for_ties(head.header(i))) continue;
        const double filled = static_cast<double>(column.filled);
        const bool texts =
            static_cast<double>(column.numbers) < 0.2 * filled && share_of_words(column, is_no_name) < 0.5;
        const bool different = static_cast<double>(column.words.size()) > 0.7 * static_cast<double>(column.counted);
        if (!texts || !different || static_cast<double>(column.characters) / filled > 80) continue;
        fields[i] = "label";
        break;
      }
      // `Gemeente;Inwoners`: nothing else is a name, and the places are what the table is about.
      const auto place = std::find(fields.begin(), fields.end(), "place");
      if (!has("label") && place != fields.end()) {
        const Column& column = found[static_cast<std::size_t>(place - fields.begin())];
        const bool different = column.words.size() == column.counted || column.words.size() > 100;
        if (place == fields.begin() && column.filled > 0 && column.numbers < column.filled && different)
          *place = "label";
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

/// A table that we wrote ourselves says what it says.
bool is_own(const TableSource& source) { return records::are_own_headers(source.head.table, source.head.headers); }

/// A column in which nothing stands gives way to another that means the same: of two for a name, one stays empty when
/// nobody had to say who they are.
void pass_over_empty(TableSource& source) {
  tables::Head& head = source.head;
  if (head.table != Table::nodes || head.row == 0 || is_own(source)) return;
  std::vector<bool> filled(head.headers.size(), false);
  bool any = false;
  source.rows()([&](const tables::Row& row) {
    if (row.number <= head.row) return true;
    for (const tables::Cell& cell : row.cells)
      if (cell.column < filled.size() && !trim(cell.text).empty()) any = filled[cell.column] = true;
    return std::find(filled.begin(), filled.end(), false) != filled.end();
  });
  if (!any) return;
  std::vector<std::string> headers = head.headers;
  for (std::size_t i = 0; i < headers.size(); ++i)
    if (!filled[i]) headers[i].clear();
  std::vector<std::string_view> fields = records::map_headers(Table::nodes, headers);
  const auto has_name = [](const std::vector<std::string_view>& in) {
    return std::any_of(in.begin(), in.end(), [](std::string_view field) {
      return field == "label" || field == "firstName" || field == "lastName";
    });
  };
  bool gains = false;
  for (std::size_t i = 0; i < head.fields.size() && i < headers.size(); ++i)
    gains = gains || (!filled[i] && !head.fields[i].empty() &&
                      std::find(fields.begin(), fields.end(), head.fields[i]) != fields.end());
  if (gains || (has_name(head.fields) && !has_name(fields))) head.assign(std::move(fields));
}

/// A first column without a header that only counts the rows, as data frames are written, is left out.
void pass_over_counted(TableSource& source) {
  tables::Head& head = source.head;
  if (source.shape != Shape::table || head.row == 0 || head.headers.size() < 2 || !head.headers[0].empty() ||
      head.fields.empty() || !head.fields[0].empty() || source.tied.contains(0))
    return;
  std::size_t rows = 0, begin = 0;
  bool counts = true;
  source.rows()([&](const tables::Row& row) {
    if (row.number <= head.row || tables::is_blank(row)) return true;
    const std::string text(row.cells[0].column == 0 ? trim(row.cells[0].text) : std::string_view());
    if (rows == 0 && text == "1") begin = 1;
    counts = text == std::to_string(begin + rows++);
    return counts;
  });
  if (!counts || rows < 2) return;
  std::vector<std::string_view> fields = head.fields;
  fields[0] = tables::left_out;
  head.assign(std::move(fields));
}

/// The header at `row` and what it says, for a table that holds `table`.
void take_header(TableSource& source, Table table, std::size_t row) {
  tables::Head head;
  head.prefix = source.prefix;
  head.table = table;
  head.row = row;
  head.headers = headers_at(source, row);
  records::tell_apart(head.headers);
  head.assign(records::map_headers(table, head.headers));
  source.head = std::move(head);
  source.trouble.reset();
  pass_over_empty(source);
  guess_by_content(source);
  tables::fit_columns(source.head, source.rows());
}

/// A table of nodes whose names are in `column`, whatever stands above it.
void take_names(TableSource& source, std::size_t header, std::size_t column = 0) {
  take_header(source, Table::nodes, header);
  std::vector<std::string_view> fields = source.head.fields;
  if (column >= fields.size()) return;
  for (std::string_view& field : fields)
    if (field == "label" || field == "sector") field = {};
  fields[column] = "label";
  source.head.assign(std::move(fields));
}

/// Two columns that draw on the same names are the ends of ties, whatever they are called; false when there are none. A
/// first row whose names come again below is no header.
bool guess_ties(TableSource& source) {
  constexpr double least_shared = 0.3;
  using Names = std::set<std::string>;
  constexpr std::size_t widest_numbered = 3;
  std::vector<Names> names, below;  // by column; `below` the first row
  std::vector<Names> whole, whole_below;
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
        whole.resize(cell.column + 1);
        whole_below.resize(cell.column + 1);
      }
      if (looks_like_number(text)) {
        ++numbers[cell.column];
        if (!std::all_of(text.begin(), text.end(), is_digit)) continue;
        (rows == 0 ? whole : whole_below)[cell.column].emplace(text);
        whole[cell.column].emplace(text);
        if (rows == 0) first_names[cell.column] = text;
        continue;
      }
      if (count_characters(text) > 80 || tables::is_answer_word(text)) continue;
      const std::string name = fold(text);
      names[cell.column].insert(name);
      if (rows == 0)
        first_names[cell.column] = name;
      else
        below[cell.column].insert(name);
    }
    return ++rows < 500;
  });
  // Programs number what they list: `1,2`.
  const bool numbered = names.size() >= 2 && names.size() <= widest_numbered &&
                        std::all_of(below.begin(), below.end(), [](const Names& each) { return each.empty(); });
  if (numbered) {
    whole.resize(2);
    names = std::move(whole);
    below = std::move(whole_below);
  }
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
  if (numbered && has_header) return false;
  take_header(source, Table::edges, has_header ? first : 0);
  std::vector<std::string_view> fields = source.head.fields;
  fields.resize(std::max(fields.size(), numbers.size()));
  for (std::string_view& field : fields)
    if (field == "from" || field == "to") field = {};
  fields[from] = "from";
  fields[to] = "to";
  const auto is_weight = [&](std::size_t column) { return fields[column].empty() && numbers[column] == rows; };
  for (std::size_t column = 0; column < numbers.size() && !has_header; ++column)
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
  // A word by itself is a text, and where nothing is a name there is no table either.
  const bool names = source.head.columns.contains("label") || source.head.has_names_in_parts();
  if ((rows < 2 && width < 2) || !names) source.left_out = true;
}

std::string_view problem_of(const TableSource& source) {
  const auto has = [&](std::string_view field) { return source.head.columns.contains(field); };
  if (source.left_out || source.shape != Shape::table) return "";
  if (source.head.table == Table::edges)
    return (has("from") || has("fromLabel")) && (has("to") || has("toLabel")) ? "" : "noEnds";
  return has("label") || has("id") || source.head.has_names_in_parts() ? "" : "noName";
}

std::optional<std::size_t> number_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::size_t>();
}

std::optional<Issue> wrong_type(const std::string& where, const char* expected) {
  return Issue{"wrongType", where, {expected}};
}

/// The header at `row` of a table that is to hold ties, with the likeliest ends where the header does not say them.
void take_ties(TableSource& source, std::size_t row, const KnownNames& elsewhere) {
  take_header(source, Table::edges, row);
  const auto& columns = source.head.columns;
  if ((columns.contains("from") || columns.contains("fromLabel")) &&
      (columns.contains("to") || columns.contains("toLabel")))
    return;
  const auto ends = tables::likely_ends(source, elsewhere);
  if (!ends) return;
  std::vector<std::string_view> fields = source.head.fields;
  fields.resize(std::max(fields.size(), ends->second + 1));
  for (std::string_view& field : fields)
    if (field == "from" || field == "to" || field == "fromLabel" || field == "toLabel") field = {};
  fields[ends->first] = "from";
  fields[ends->second] = "to";
  source.head.assign(std::move(fields));
}

/// What a table is taken for, as a plan says it.
std::string_view as_of(const TableSource& source) {
  if (source.left_out) return "ignore";
  if (source.shape == Shape::matrix) return "matrix";
  if (source.shape == Shape::lists) return "lists";
  return source.head.table == Table::edges ? "ties" : "nodes";
}

/// Takes a table for what somebody says that it is, with everything else about it proposed anew.
void take_as(TableSource& source, std::string_view as, std::size_t row, const KnownNames& elsewhere) {
  if (as == "matrix") return tables::take_matrix(source, row);
  if (as == "lists") return tables::take_lists(source, row);
  source.shape = Shape::table;
  source.tied.clear();
  if (as == "ties") return take_ties(source, row, elsewhere);
  take_header(source, Table::nodes, row);
  tables::guess_what_nodes_are(source);
  tables::guess_persons(source);
  tables::guess_tied(source, elsewhere);
}

std::optional<Issue> apply_tied(TableSource& source, std::size_t column, const Json& entry, const std::string& where) {
  tables::TiedColumn tied = tables::tied_by_header(source.head.header(column), tables::holds_answers(source, column));
  if (const auto before = source.tied.find(column); before != source.tied.end()) tied = before->second;
  for (const auto& [key, text] : {std::pair("kind", &tied.kind), std::pair("other", &tied.other)}) {
    if (!entry.contains(key)) continue;
    if (!entry[key].is_string()) return wrong_type(where + "." + key, "text");
    *text = without_control(trim(first_characters(entry[key].get_ref<const std::string&>(), limits::label_characters)),
                            false);
  }
  if (entry.contains("reversed")) tied.reversed = entry["reversed"] == true;
  source.tied[column] = std::move(tied);
  return std::nullopt;
}

std::optional<Issue> apply_ways(TableSource& source, const Json& entry, const std::string& place) {
  if (entry.contains("are")) {
    const std::string are = text_at(entry, "are");
    if (!are.empty() && !tables::is_what(are)) return Issue{"choiceUnknown", place + ".are", {cut(are, 40)}};
    source.head.are = are;
  }
  if (!entry.contains("ways")) return std::nullopt;
  const Json& ways = entry["ways"];
  if (!ways.is_object()) return wrong_type(place + ".ways", "object");
  for (const auto& [key, what] : {std::pair("rows", &source.ways.rows), std::pair("columns", &source.ways.columns)}) {
    if (!ways.contains(key)) continue;
    const std::string word = text_at(ways, key);
    if (!word.empty() && !tables::is_what(word)) return Issue{"choiceUnknown", place + ".ways." + key, {cut(word, 40)}};
    *what = word;
  }
  if (ways.contains("kind"))
    source.ways.kind = without_control(trim(first_characters(text_at(ways, "kind"), limits::label_characters)), false);
  if (ways.contains("undirected")) source.ways.undirected = ways["undirected"] == true;
  if (ways.contains("reversed")) source.ways.reversed = ways["reversed"] == true;
  return std::nullopt;
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
    if (to == tables::tied_with && head.table == Table::nodes && source.shape == Shape::table) {
      field = tables::tied_with;
      if (auto issue = apply_tied(source, column, entry, where)) return issue;
    } else if (!to.empty() && to != further) {
      const auto found = std::find(known.begin(), known.end(), to);
      if (found == known.end()) return Issue{"fieldUnknown", where, {cut(to, 60)}};
      field = *found;
      if (!taken.insert(field).second) return Issue{"planFieldTwice", where, {cut(to, 60)}};
    }
    if (field != tables::tied_with) source.tied.erase(column);
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

std::optional<Issue> apply_table(TableSource& source, const Json& entry, const std::string& place,
                                 const KnownNames& elsewhere) {
  const std::string as = text_at(entry, "as");
  const auto all = {"nodes", "ties", "matrix", "lists", "ignore"};
  if (entry.contains("as") && std::find(all.begin(), all.end(), as) == all.end())
    return Issue{"choiceUnknown", place + ".as", {cut(as, 40)}};
  if (!as.empty()) source.left_out = as == "ignore";
  const bool was_left_out = std::exchange(source.left_out, false);
  const std::string taken(as == "ignore" || as.empty() ? as_of(source) : std::string_view(as));
  const std::size_t row = number_at(entry, "header").value_or(source.head.row);
  if (entry.contains("header") && !number_at(entry, "header")) return wrong_type(place + ".header", "number");
  if (taken != as_of(source) || row != source.head.row) take_as(source, taken, row, elsewhere);
  source.left_out = was_left_out;
  if (auto issue = apply_ways(source, entry, place)) return issue;
  if (const std::string totals = text_at(entry, "totals"); !totals.empty()) {
    if (totals != "keep" && totals != "leaveOut") return Issue{"choiceUnknown", place + ".totals", {cut(totals, 40)}};
    source.head.keep_totals = totals == "keep";
  }
  return entry.contains("columns") ? apply_columns(source, entry["columns"], place) : std::nullopt;
}

bool is_entry_of(const TableSource& source, const Json& entry) {
  return (!entry.contains("file") || text_at(entry, "file") == source.file) &&
         (!entry.contains("sheet") || text_at(entry, "sheet") == source.sheet) &&
         (!entry.contains("row") || number_at(entry, "row") == source.first_row);
}

/// Names of nodes that a table may draw on: those in the other tables and in the open network.
KnownNames names_around(const TableSources& sources, const TableSource* table, const KnownNames& open) {
  KnownNames known = open;
  if (sources.size() > 1 || table == nullptr) known.add(tables::names_elsewhere(sources, table));
  return known;
}

std::optional<Issue> apply_tables(TableSources& sources, const Json& plan, const KnownNames& open) {
  if (!plan.contains("tables")) return std::nullopt;
  const Json& entries = plan["tables"];
  if (!entries.is_array()) return wrong_type("plan.tables", "list");
  std::set<const TableSource*> taken;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Json& entry = entries[i];
    if (!entry.is_object()) return wrong_type(item_place("plan.tables", i), "object");
    const auto fits = [&](const auto& source) {
      return !taken.contains(source.get()) && is_entry_of(*source, entry) &&
             (!entry.contains("part") || text_at(entry, "part") == source->part);
    };
    const auto found = std::find_if(sources.begin(), sources.end(), fits);
    if (found == sources.end())
      return Issue{"planTableUnknown", item_place("plan.tables", i), {cut(text_at(entry, "sheet"), 60)}};
    taken.insert(found->get());
    const KnownNames elsewhere = names_around(sources, found->get(), open);
    if (auto issue = apply_table(**found, entry, item_place("plan.tables", i), elsewhere)) return issue;
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
    if (list != "sector" && list != "kind" && list != "tieKind" && list != "name" && list != "answer")
      return Issue{"fieldUnknown", where, {cut(list, 40)}};
    if (!words.is_object()) return wrong_type(where, "object");
    tables::Targets& targets = list == "tieKind" ? edges : nodes;
    const std::string_view field = list == "sector"   ? "sector"
                                   : list == "name"   ? tables::tied_with
                                   : list == "answer" ? "answer"
                                                      : "kind";
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
                {"as", std::string(as_of(source))},
                {"header", source.head.row},
                {"columns", Json::array()}};
  if (source.head.keep_totals) entry["totals"] = "keep";
  if (!source.file.empty()) entry["file"] = source.file;
  if (!source.sheet.empty()) entry["sheet"] = source.sheet;
  if (!source.part.empty()) entry["part"] = source.part;
  if (source.whole) entry["whole"] = true;
  if (source.shape == Shape::table && source.head.table == Table::nodes)
    entry["are"] = std::string(source.head.nodes_are());
  const tables::TieWays& tie = source.ways;
  const bool says_ways = source.head.table == Table::edges && !(tie.rows + tie.columns + tie.kind).empty();
  if (source.shape != Shape::table || says_ways)
    entry["ways"] = {{"rows", source.ways.rows},
                     {"columns", source.ways.columns},
                     {"kind", source.ways.kind},
                     {"undirected", source.ways.undirected},
                     {"reversed", source.ways.reversed}};
  for (std::size_t i = 0; i < width; ++i) {
    const std::string_view field = source.head.field(i);
    const std::string_view to = field.empty() ? further : field == tables::left_out ? std::string_view() : field;
    Json column = {{"header", source.head.header(i)}, {"to", std::string(to)}};
    if (const auto tied = source.tied.find(i); tied != source.tied.end()) {
      column["kind"] = tied->second.kind;
      column["other"] = tied->second.other;
      if (tied->second.reversed) column["reversed"] = true;
    }
    entry["columns"].push_back(std::move(column));
  }
  return entry;
}

struct Described {
  Json table, plan;
};

/// Words in the order in which they are shown: the most frequent first.
std::vector<Word> in_order(const std::map<std::string, Word>& found) {
  std::vector<Word> sorted;
  for (const auto& [folded, word] : found) sorted.push_back(word);
  std::sort(sorted.begin(), sorted.end(),
            [](const Word& a, const Word& b) { return a.count != b.count ? a.count > b.count : a.first < b.first; });
  return sorted;
}

/// The words in the cells of a matrix or of answers that are more than a mark or a number, and the names in answers
/// that nobody has yet, with what they may stand for.
void describe_answers(const TableSource& source, const KnownNames& known, const tables::Meanings& meanings, Json& lists,
                      Json& values) {
  std::map<std::string, Word> answers, names;
  std::size_t rows = 0;
  std::optional<std::size_t> answer_column, name_column;
  const auto count = [&](std::map<std::string, Word>& words, std::string_view text) {
    const std::string folded = fold(text);
    auto word = words.find(folded);
    if (word == words.end()) {
      if (words.size() >= words_counted) return;
      word = words.emplace(folded, Word{std::string(text), 0, rows}).first;
    }
    ++word->second.count;
  };
  source.rows()([&](const tables::Row& row) {
    if (row.number <= source.head.row || tables::is_blank(row)) return true;
    ++rows;
    for (const tables::Cell& cell : row.cells) {
      const std::string_view text = trim(cell.text);
      const auto tied = source.tied.find(cell.column);
      const bool in_matrix = source.shape == Shape::matrix && source.head.field(cell.column).empty();
      if (text.empty() || (tied == source.tied.end() && !in_matrix)) continue;
      if (in_matrix || !tied->second.other.empty()) {
        const tables::Answer answer = tables::answer_of(text);
        if (answer.word.empty() && answer.strength == 0) continue;
        if (!answer_column) answer_column = cell.column;
        count(answers, text);
      } else {
        for (const std::string& name : tables::names_in_cell(text, known))
          if (!known.contains(name)) {
            if (!name_column) name_column = cell.column;
            count(names, name);
          }
      }
    }
    return true;
  });
  const auto add = [&](const char* list, const std::map<std::string, Word>& found, std::size_t column) {
    const std::vector<Word> sorted = in_order(found);
    Json shown = Json::array();
    for (std::size_t i = 0; i < sorted.size() && i < words_shown; ++i) {
      const std::string word(first_characters(sorted[i].text, word_characters));
      Json entry = {{"word", word}, {"count", sorted[i].count}};
      if (list == std::string_view("name")) entry["like"] = known.like(word, names_proposed);
      shown.push_back(std::move(entry));
      Json& meaning = values[list][word];
      if (!meaning.is_null()) continue;
      if (const auto* decided =
              meanings.decided(list == std::string_view("name") ? std::string_view(tables::tied_with) : list))
        if (const auto own = decided->find(fold(word)); own != decided->end()) meaning = own->second;
      if (meaning.is_null())
        meaning = list == std::string_view("name") ? Json{{"name", word}} : tables::meaning_of_answer(word);
    }
    lists.push_back({{"column", column},
                     {"list", list},
                     {"words", std::move(shown)},
                     {"more", sorted.size() > words_shown ? sorted.size() - words_shown : 0}});
  };
  if (answer_column) add("answer", answers, *answer_column);
  if (name_column) add("name", names, *name_column);
}

/// A table as `preview_tables` gives it; the meanings of its words are added to `values`.
Described describe(const TableSource& source, tables::Meanings& meanings, const KnownNames& known, Json& values) {
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
    const std::vector<Word> sorted = in_order(found);
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
  if (source.shape == Shape::table && head.table == Table::nodes) fields.push_back(tables::tied_with);
  if (!source.left_out) describe_answers(source, known, meanings, lists, values);
  Json table = {
      {"file", source.file},
      {"sheet", source.sheet},
      {"row", source.first_row},
      {"rows", rows},
      {"problem", std::string(problem_of(source))},
      {"fields", std::move(fields)},
      {"sample", std::move(sample)},
      {"words", std::move(lists)},
      {"questions", source.left_out || source.shape != Shape::table ? Json::array() : questions_about(head, totals)}};
  return {std::move(table), planned(source, width)};
}

/// Whether words mean no more than they plainly say: in our own tables, and where they are the roles of people.
bool is_plain(const TableSource& source) {
  const auto kind = source.head.columns.find("kind");
  const bool roles = source.head.table == Table::edges && kind != source.head.columns.end() &&
                     records::is_role_header(source.head.header(kind->second));
  return roles || is_own(source);
}

/// The tables in the files, as proposed and then as planned.
struct Planned {
  TableSources sources;
  KnownNames open;               ///< names in the open network
  std::optional<Issue> trouble;  ///< why nothing in them is read, when nobody says otherwise
  std::map<std::pair<Table, bool>, std::shared_ptr<tables::Meanings>>
      meanings;  ///< by what a table holds, and is_plain

  [[nodiscard]] const std::shared_ptr<tables::Meanings>& meanings_for(const TableSource& source) const {
    return meanings.at({source.head.table, is_plain(source)});
  }
};

Result<Planned> planned_tables(std::span<const InputFile> files, std::string_view format, const Json& plan,
                               Warnings& warnings) {
  if (!plan.is_null() && !plan.is_object()) return *wrong_type("plan", "object");
  Result<TableSources> found = sources_of(files, format, warnings);
  if (const Issue* issue = std::get_if<Issue>(&found)) return *issue;
  Planned all;
  all.sources = std::get<TableSources>(std::move(found));
  if (plan.is_object() && plan.contains("known")) {
    if (!plan["known"].is_array()) return *wrong_type("plan.known", "list");
    for (const Json& name : plan["known"])
      if (name.is_string()) all.open.add(name.get_ref<const std::string&>());
  }
  tables::split_mixed(all.sources, [&](TableSource& source) {
    const Json entries = plan.is_object() && plan.contains("tables") ? plan["tables"] : Json();
    source.whole = entries.is_array() && std::any_of(entries.begin(), entries.end(), [&](const Json& entry) {
                     return entry.is_object() && entry.value("whole", Json()) == true && is_entry_of(source, entry);
                   });
    return source.whole;
  });
  std::vector<std::pair<const TableSource*, Issue>> skipped;
  std::optional<Issue> first_trouble;
  const bool some =
      std::any_of(all.sources.begin(), all.sources.end(), [](const auto& each) { return !each->trouble; });
  for (const auto& source : all.sources) {
    if (source->trouble) continue;
    if (const auto name = tables::name_before_partners(*source)) take_names(*source, source->head.row, *name);
    pass_over_empty(*source);
    guess_by_content(*source);
    if (!is_own(*source)) tables::fit_columns(source->head, source->rows());
  }
  const KnownNames around = names_around(all.sources, nullptr, all.open);
  const auto take_ties_below = [](TableSource& table, std::size_t row) { take_header(table, Table::edges, row); };
  for (const auto& source : all.sources) {
    if (source->part.empty() && tables::guess_matrix(*source, around)) continue;
    if (!source->trouble) continue;
    const Issue trouble = *source->trouble;
    if (!first_trouble) first_trouble = trouble;
    if (const auto header = tables::header_with_questions(*source)) {
      take_header(*source, Table::nodes, *header);
      if (source->head.columns.contains("label") || source->head.has_names_in_parts()) continue;
    }
    if (const auto header = tables::header_above_names(*source)) {
      take_names(*source, *header);
      continue;
    }
    if (tables::guess_tie_list(*source, take_ties_below) || tables::guess_lists(*source)) continue;
    guess_unknown(*source);
    // Beside sheets that are understood, one that is not is more often a note than a table.
    if (some) {
      source->left_out = true;
      skipped.emplace_back(source.get(), trouble);
    }
  }
  tables::guess_relations(all.sources, take_ties_below);
  for (const auto& source : all.sources)
    if (!is_own(*source)) tables::guess_tie_list(*source, take_ties_below);
  for (const auto& source : all.sources) {
    if (source->shape != Shape::table || is_own(*source)) continue;
    if (source->head.table == Table::edges && source->ways.kind.empty()) tables::name_kind_of_ties(*source);
    tables::fit_columns(source->head, source->rows());
    tables::guess_what_nodes_are(*source);
    tables::guess_persons(*source);
    if (source->head.table == Table::nodes)
      tables::guess_tied(*source, names_around(all.sources, source.get(), all.open));
    pass_over_counted(*source);
  }
  tables::Targets nodes, edges;
  if (plan.is_object()) {
    if (auto issue = apply_tables(all.sources, plan, all.open)) return *issue;
    if (auto issue = read_values(plan, nodes, edges)) return *issue;
  }
  tables::settle_ids(all.sources);
  const bool planned = plan.is_object() && plan.contains("tables");
  if (!planned && !all.sources.empty() &&
      std::all_of(all.sources.begin(), all.sources.end(), [](const auto& each) { return each->left_out; }))
    all.trouble = first_trouble;
  for (const auto& [source, trouble] : skipped)
    if (source->left_out && !planned) warnings.add("sheetSkipped", trouble.where, trouble.params);
  for (const bool plain : {false, true}) {
    all.meanings[{Table::nodes, plain}] = std::make_shared<tables::Meanings>(Table::nodes, nodes, !plain);
    all.meanings[{Table::edges, plain}] = std::make_shared<tables::Meanings>(Table::edges, edges, !plain);
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
  const KnownNames known = names_around(all.sources, nullptr, all.open);
  for (const auto& source : all.sources) {
    Json unused = Json::object();
    Described described = describe(*source, *all.meanings_for(*source), known, source->left_out ? unused : values);
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
  Result<Opened> opened = read_sources(all.sources, builder, progress, all.open);
  if (Opened* read = std::get_if<Opened>(&opened))
    for (const bool plain : {false, true})
      add_sectors(read->network, all.meanings.at({Table::nodes, plain})->sectors());
  return opened;
}

}  // namespace impactweb
