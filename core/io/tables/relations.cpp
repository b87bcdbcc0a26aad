#include "core/io/tables/relations.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/io/records/columns.hpp"
#include "core/io/tables/answers.hpp"
#include "core/io/tables/tie_lists.hpp"
#include "core/io/tables/what_words.hpp"
#include "core/text/name_words.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

using Names = std::set<std::string, std::less<>>;

constexpr std::size_t rows_to_guess_by = 500, most_columns = 200, most_names = 100'000;

std::string_view name_of_table(const TableSource& source) {
  if (!source.sheet.empty()) return source.sheet;
  const std::string_view file = source.file;
  return file.substr(0, file.rfind('.'));
}

bool is_nodes(const TableSource& source) {
  return !source.trouble && !source.left_out && source.shape == Shape::table &&
         source.head.table == records::Table::nodes;
}

/// Calls `use` with the cells of a column below the header.
template <class Use>
void each_in(const TableSource& source, std::string_view field, const Use& use) {
  const auto column = source.head.columns.find(field);
  if (column == source.head.columns.end()) return;
  source.rows()([&](const Row& row) {
    if (row.number > source.head.row)
      for (const Cell& cell : row.cells)
        if (cell.column == column->second)
          if (const std::string_view text = trim(cell.text); !text.empty()) use(row, text);
    return true;
  });
}

/// Calls `use` with the names of the nodes in a table.
template <class Use>
void each_name_in(const TableSource& source, const Use& use) {
  if (!source.head.has_names_in_parts())
    return each_in(source, "label", [&](const Row&, std::string_view text) { use(text); });
  source.rows()([&](const Row& row) {
    if (row.number > source.head.row)
      if (const std::string name = name_in(source.head, row); !name.empty()) use(name);
    return true;
  });
}

struct Nodes {
  Names names;  ///< folded
  Names ids, folded_ids;
  std::size_t rows = 0;
};

Nodes nodes_in(const TableSource& source) {
  Nodes nodes;
  each_name_in(source, [&](std::string_view text) {
    ++nodes.rows;
    if (nodes.names.size() < most_names) nodes.names.insert(fold(text));
  });
  each_in(source, "id", [&](const Row&, std::string_view text) {
    if (nodes.ids.size() >= most_names) return;
    nodes.ids.emplace(text);
    nodes.folded_ids.insert(fold(text));
  });
  return nodes;
}

struct Column {
  std::size_t column = 0;
  Names texts, folded;
  std::size_t filled = 0, numbers = 0, characters = 0, answers = 0;
};

std::vector<Column> columns_below(const TableSource& source, std::size_t header) {
  std::vector<Column> columns;
  std::size_t rows = 0;
  source.rows()([&](const Row& row) {
    if (row.number <= header || is_blank(row)) return true;
    for (const Cell& cell : row.cells) {
      const std::string_view text = trim(cell.text);
      if (text.empty() || cell.column >= most_columns) continue;
      while (columns.size() <= cell.column) columns.push_back({columns.size(), {}, {}, 0, 0, 0, 0});
      Column& column = columns[cell.column];
      ++column.filled;
      column.characters += count_characters(text);
      column.texts.emplace(text);
      column.folded.insert(fold(text));
      const Answer answer = answer_of(text);
      column.numbers += answer.number ? 1 : 0;
      column.answers += answer.word.empty() ? 1 : 0;
    }
    return ++rows < rows_to_guess_by;
  });
  return columns;
}

std::size_t percent_of(const Names& all, const Names& known) {
  if (all.empty()) return 0;
  std::size_t count = 0;
  for (const std::string& each : all) count += known.contains(each) ? 1 : 0;
  return 100 * count / all.size();
}

/// The words of a header, where `person_id` is two.
std::string_view what_of_header(std::string_view header) {
  std::string words;
  char before = ' ';
  for (const char c : header) {
    if (c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z') words += ' ';
    words += c == '_' || c == '.' || c == '-' ? ' ' : c;
    before = c;
  }
  return what_is_named(words);
}

bool has_id_word(std::string_view header) {
  const std::string folded = fold(header);
  return folded.ends_with("id") || folded.ends_with("nr") || folded.ends_with("code") || folded.ends_with("nummer") ||
         folded.ends_with("no") || folded.starts_with("id") || folded.ends_with("key");
}

/// The number of the first row with something in it.
std::size_t first_row_of(const TableSource& source) {
  std::size_t first = 0;
  source.rows()([&](const Row& row) {
    if (!is_blank(row)) first = row.number;
    return first == 0;
  });
  return first;
}

std::vector<std::string> headers_of(const TableSource& source, std::size_t number) {
  std::vector<std::string> headers;
  source.rows()([&](const Row& row) {
    if (row.number == number) headers = headers_in(row);
    return row.number < number;
  });
  return headers;
}

/// `Naam` and the like say that a table is one of nodes; `Persoon` and `Organisatie` stand above ends of ties as well.
bool is_certain(const TableSource& source) {
  if (source.trouble || source.head.row == 0) return false;
  const auto label = source.head.columns.find("label");
  if (label == source.head.columns.end()) return source.head.columns.contains("id") || source.head.has_names_in_parts();
  const std::string header = fold(trim(source.head.header(label->second)));
  return header == "label" || header == "name" || header == "naam" || header == "titel" || header == "title";
}

}  // namespace

KnownNames names_elsewhere(const TableSources& sources, const TableSource* except) {
  KnownNames known;
  for (const auto& source : sources)
    if (source.get() != except && is_nodes(*source))
      each_name_in(*source, [&](std::string_view text) {
        if (known.size() < most_names) known.add(text);
      });
  return known;
}

std::optional<std::pair<std::size_t, std::size_t>> likely_ends(const TableSource& source, const KnownNames& known) {
  const std::vector<Column> columns = columns_below(source, source.head.row);
  std::vector<std::size_t> able, words;
  for (const Column& column : columns) {
    if (column.filled == 0) continue;
    std::size_t count = 0;
    for (const std::string& text : column.texts) count += known.contains(text) ? 1 : 0;
    if (10 * count >= 5 * column.texts.size()) able.push_back(column.column);
    const bool texts = 2 * column.answers < column.filled && column.characters < 60 * column.filled;
    if (texts) words.push_back(column.column);
  }
  if (able.size() >= 2) return std::pair(able[0], able[1]);
  std::optional<std::pair<std::size_t, std::size_t>> best;
  std::size_t most = 0;
  for (std::size_t a = 0; a < columns.size(); ++a)
    for (std::size_t b = a + 1; b < columns.size(); ++b) {
      const Names& fewer = columns[a].folded.size() < columns[b].folded.size() ? columns[a].folded : columns[b].folded;
      const Names& more = &fewer == &columns[a].folded ? columns[b].folded : columns[a].folded;
      const std::size_t percent = fewer.size() < 2 ? 0 : percent_of(fewer, more);
      if (percent <= most || percent < 25) continue;
      most = percent;
      best = std::pair(a, b);
    }
  if (best && 2 * columns[best->first].numbers < columns[best->first].filled) return best;
  if (able.size() == 1)
    for (const std::size_t other : words)
      if (other != able[0]) return std::pair(std::min(able[0], other), std::max(able[0], other));
  if (words.size() >= 2) return std::pair(words[0], words[1]);
  if (best) return best;
  std::vector<std::size_t> filled;
  for (const Column& column : columns)
    if (column.filled > 0) filled.push_back(column.column);
  if (filled.size() >= 2) return std::pair(filled[0], filled[1]);
  return std::nullopt;
}

namespace {

/// `code;naam`, where another table names these by their codes: a column of ids that its header does not call so.
void find_codes(TableSources& sources) {
  for (const auto& source : sources) {
    if (!is_nodes(*source) || source->head.row == 0 || source->head.columns.contains("id")) continue;
    for (const Column& column : columns_below(*source, source->head.row)) {
      const std::string header = source->head.header(column.column);
      if (!source->head.field(column.column).empty() || column.texts.size() < column.filled || !has_id_word(header))
        continue;
      const bool is_used = std::any_of(sources.begin(), sources.end(), [&](const auto& other) {
        if (other == source || (is_nodes(*other) && is_certain(*other))) return false;
        const std::vector<Column> columns = columns_below(*other, first_row_of(*other));
        return std::any_of(columns.begin(), columns.end(), [&](const Column& each) {
          return each.texts.size() >= 2 && percent_of(each.texts, column.texts) >= 80;
        });
      });
      if (!is_used || column.column >= source->head.fields.size()) continue;
      std::vector<std::string_view> fields = source->head.fields;
      fields[column.column] = "id";
      source->head.assign(std::move(fields));
      break;
    }
  }
}

/// The column that says what kind of tie it is, by the words that people write above it.
void find_kind(Head& head, std::vector<std::string_view>& fields) {
  static const Names words = {"wat",     "rol",      "role",    "rolle",     "what", "how",       "hoe",     "soort",
                              "functie", "function", "art",     "tipo",      "type", "relation",  "relatie", "aard",
                              "kind",    "fonction", "funcion", "beziehung", "lien", "verbinding"};
  if (std::find(fields.begin(), fields.end(), "kind") != fields.end()) return;
  for (std::size_t column = 0; column < fields.size() && column < head.headers.size(); ++column)
    if (fields[column].empty() && words.contains(fold(head.headers[column]))) {
      fields[column] = "kind";
      return;
    }
}

}  // namespace

void guess_relations(TableSources& sources, const std::function<void(TableSource&, std::size_t header)>& take_ties) {
  if (sources.size() > 1) find_codes(sources);
  std::map<const TableSource*, Nodes> nodes;
  for (const auto& source : sources)
    if (is_nodes(*source)) nodes[source.get()] = nodes_in(*source);
  for (const auto& source : sources) {
    const bool unknown = source->trouble.has_value() || source->left_out;
    if (source->shape != Shape::table || !source->part.empty() || is_certain(*source)) continue;
    if (!unknown && (source->head.table != records::Table::nodes || source->head.row == 0)) continue;
    const bool named_ties = what_is_named(name_of_table(*source)) == "ties";
    Names names, ids;
    std::size_t others = 0;
    for (const auto& [other, each] : nodes) {
      if (other == source.get()) continue;
      ++others;
      names.insert(each.names.begin(), each.names.end());
      ids.insert(each.ids.begin(), each.ids.end());
    }
    if (others == 0) continue;
    const std::size_t header = unknown || source->head.row == 0 ? first_row_of(*source) : source->head.row;
    const std::vector<std::string> headers = headers_of(*source, header);
    const auto title = [&](std::size_t column) {
      return column < headers.size() ? std::string_view(headers[column]) : std::string_view();
    };
    std::vector<std::pair<int, std::size_t>> able;  // how likely, 0 the likeliest, and column
    const std::vector<Column> columns = columns_below(*source, header);
    for (const Column& column : columns) {
      const std::size_t least = named_ties ? 40 : 60;
      if (column.filled == 0) continue;
      if (percent_of(column.folded, names) >= least)
        able.emplace_back(0, column.column);
      else if (percent_of(column.texts, ids) >= least)
        able.emplace_back(has_id_word(title(column.column)) || !what_of_header(title(column.column)).empty() ? 1 : 2,
                          column.column);
    }
    std::stable_sort(able.begin(), able.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    if (able.size() < 2 && named_ties && able.size() == 1)
      for (const Column& column : columns)
        if (able.size() < 2 && column.column != able[0].second && 2 * column.answers < column.filled)
          able.emplace_back(3, column.column);
    if (able.size() < 2) continue;
    // Where its own names are elsewhere too, the table that has most of them says who they are.
    if (!unknown && !named_ties) {
      const Nodes& own = nodes[source.get()];
      const auto label = source->head.columns.find("label");
      const bool listed = label != source->head.columns.end() && own.names.size() == own.rows;
      bool defined_elsewhere = false;
      for (const auto& [other, each] : nodes)
        defined_elsewhere = defined_elsewhere ||
                            (other != source.get() && percent_of(own.names, each.folded_ids) >= 60) ||
                            (other != source.get() && percent_of(own.names, each.names) >= 60 &&
                             each.names.size() > (listed ? own.names.size() : 0));
      if (!defined_elsewhere) continue;
    }
    const std::pair<std::size_t, std::size_t> chosen(std::min(able[0].second, able[1].second),
                                                     std::max(able[0].second, able[1].second));
    take_ties(*source, header);
    std::vector<std::string_view> fields = source->head.fields;
    fields.resize(std::max({fields.size(), chosen.first + 1, chosen.second + 1}));
    for (std::string_view& field : fields)
      if (field == "from" || field == "to" || field == "fromLabel" || field == "toLabel") field = {};
    fields[chosen.first] = "from";
    fields[chosen.second] = "to";
    find_kind(source->head, fields);
    source->head.assign(std::move(fields));
    source->left_out = false;
    name_kind_of_ties(*source);
    nodes.erase(source.get());
  }
}

void guess_what_nodes_are(TableSource& source) {
  if (!is_nodes(source) || source.head.columns.contains("kind") || source.head.columns.contains("form")) return;
  const std::string_view what = what_is_named(name_of_table(source));
  if (is_what(what) && what != "actor") {
    source.head.are = what;
    return;
  }
  // `Initiatief` above the names says it too. Who takes part may be an organisation as well as a person.
  const auto label = source.head.columns.find("label");
  if (label == source.head.columns.end() || source.head.row == 0) return;
  const std::string header = source.head.header(label->second);
  const std::string_view headed = what_is_headed(header);
  if (records::is_name_of_person(header))
    source.head.are = "person";
  else if (headed != "person" && headed != "actor")
    source.head.are = headed;
}

namespace {

/// Two words or more, as persons are called: `Anna de Wit`, `Wit, Anna`. `Stichting Zet` and `De Brug` are none.
bool may_be_person(std::string_view name) {
  static const Names articles = {"de", "het", "the", "die", "das", "der",      "le",
                                 "la", "les", "el",  "los", "een", "stichting"};
  static const Names titles = {"dr",   "dr.",   "mr",   "mr.",   "drs", "drs.", "ir",  "ir.",  "ing",     "ing.",
                               "prof", "prof.", "mevr", "mevr.", "dhr", "dhr.", "mw",  "mw.",  "ms",      "ms.",
                               "mrs",  "mrs.",  "herr", "frau",  "m.",  "mme",  "sr.", "sra.", "de heer", "mevrouw"};
  const NameWords words = name_words(name);
  if (!words.form.empty() || !words.authority.empty() || !may_be_name(name)) return false;
  for (std::size_t end = name.find(' '); end != std::string_view::npos && titles.contains(fold(name.substr(0, end)));
       end = name.find(' '))
    name = trim(name.substr(end));
  std::size_t count = 0;
  for (const std::string_view word : split(name, ' ')) {
    if (trim(word).empty()) continue;
    if (std::any_of(word.begin(), word.end(), [](char c) { return is_digit(static_cast<unsigned char>(c)); }) ||
        (count == 0 && articles.contains(fold(word))))
      return false;
    ++count;
  }
  const bool large = (name[0] >= 'A' && name[0] <= 'Z') || static_cast<unsigned char>(name[0]) >= 0x80;
  return large && count >= 2 && count <= 6;
}

/// Organisations that come again and again, each time with somebody else: the rows are those persons.
bool guess_contacts(TableSource& source) {
  static const Names contacts = {"contactpersoon",  "contact",           "contact person",      "contact name",
                                 "ansprechpartner", "ansprechpartnerin", "personne de contact", "persona de contacto"};
  Head& head = source.head;
  const auto label = head.columns.find("label");
  if (!is_nodes(source) || head.row == 0 || label == head.columns.end() || head.columns.contains("id") ||
      !records::is_organisation_header(head.header(label->second)))
    return false;
  const std::size_t organisation = label->second;
  for (const Column& column : columns_below(source, head.row)) {
    const std::string header = head.header(column.column);
    if (column.column == organisation || column.column >= head.fields.size() || !head.field(column.column).empty() ||
        !(records::is_name_of_person(header) || contacts.contains(fold(trim(header)))))
      continue;
    Names organisations;
    std::size_t rows = 0;
    each_in(source, "label", [&](const Row&, std::string_view name) {
      ++rows;
      organisations.insert(fold(name));
    });
    const bool listed = organisations.size() < rows && column.folded.size() > organisations.size() &&
                        10 * column.filled >= 8 * std::min(rows, rows_to_guess_by) && column.numbers == 0;
    if (!listed) continue;
    std::vector<std::string_view> fields = head.fields;
    fields[column.column] = "label";
    fields[organisation] = "organisation";
    head.assign(std::move(fields));
    head.are = "person";
    return true;
  }
  return false;
}

}  // namespace

void guess_persons(TableSource& source) {
  if (guess_contacts(source)) return;
  Head& head = source.head;
  const auto& columns = head.columns;
  if (!is_nodes(source) || head.row == 0 || columns.contains("organisation") || columns.contains("kind") ||
      columns.contains("form") || !columns.contains("label") || head.is_of_persons())
    return;
  const std::string header = head.header(columns.find("label")->second);
  if (head.are.empty()
          ? fold(header) != "naam" && fold(header) != "name" && fold(header) != "nom" && fold(header) != "nombre"
          : head.are != "person")
    return;
  std::size_t organisation = 0;
  while (organisation < head.headers.size() &&
         !(head.field(organisation).empty() && records::is_organisation_header(head.header(organisation))))
    ++organisation;
  if (organisation >= std::min(head.headers.size(), head.fields.size())) return;
  std::size_t persons = 0, all = 0;
  each_name_in(source, [&](std::string_view name) {
    ++all;
    persons += may_be_person(name) ? 1 : 0;
  });
  if (head.are.empty() && (all == 0 || 10 * persons < 8 * all)) return;
  std::vector<std::string_view> fields = head.fields;
  fields[organisation] = "organisation";
  head.assign(std::move(fields));
}

void settle_ids(TableSources& sources) {
  struct Table {
    TableSource* source;
    std::map<std::string, std::string, std::less<>> names;  ///< id → what it is called
    std::shared_ptr<Names> ids = std::make_shared<Names>();
    std::string prefix;
  };
  std::vector<Table> tables;
  for (const auto& source : sources) {
    source->head.ids = source->head.from_ids = source->head.to_ids = {};
    if (!is_nodes(*source) || !source->head.columns.contains("id")) continue;
    Table table{source.get(), {}, std::make_shared<Names>(), {}};
    each_in(*source, "id", [&](const Row& row, std::string_view id) {
      table.names.emplace(id, fold(name_in(source->head, row)));
      table.ids->emplace(id);
    });
    tables.push_back(std::move(table));
  }
  const auto clash = [](const Table& a, const Table& b) {
    return std::any_of(a.names.begin(), a.names.end(), [&](const auto& each) {
      const auto same = b.names.find(each.first);
      return same != b.names.end() && !same->second.empty() && !each.second.empty() && same->second != each.second;
    });
  };
  bool any = false;
  for (std::size_t i = 0; i < tables.size(); ++i)
    for (std::size_t j = i + 1; j < tables.size(); ++j) any = any || clash(tables[i], tables[j]);
  if (!any) return;
  std::set<std::string> taken;
  for (Table& table : tables) {
    std::string prefix = fold(name_of_table(*table.source)) + ":";
    for (int n = 2; !taken.insert(prefix).second; ++n)
      prefix = fold(name_of_table(*table.source)) + " " + std::to_string(n) + ":";
    table.prefix = prefix;
    table.source->head.ids = {prefix, table.ids};
  }
  for (const auto& source : sources) {
    if (source->left_out || source->shape != Shape::table || source->head.table != records::Table::edges) continue;
    for (const auto& [field, place] : {std::pair(std::string_view("from"), &source->head.from_ids),
                                       std::pair(std::string_view("to"), &source->head.to_ids)}) {
      const auto column = source->head.columns.find(field);
      if (column == source->head.columns.end()) continue;
      const std::string header = fold(source->head.header(column->second));
      const std::string_view what = what_of_header(source->head.header(column->second));
      Names texts;
      each_in(*source, field, [&](const Row&, std::string_view text) { texts.emplace(text); });
      const Table* best = nullptr;
      std::size_t most = 0;
      for (const Table& table : tables) {
        const std::string name = fold(name_of_table(*table.source));
        std::size_t score = percent_of(texts, *table.ids);
        if (score == 0) continue;
        if (!what.empty() && what == what_is_named(name)) score += 200;
        if (name.size() >= 3 && (header.find(name) != std::string::npos ||
                                 header.find(name.substr(0, name.size() - 1)) != std::string::npos))
          score += 300;
        if (score > most) {
          most = score;
          best = &table;
        }
      }
      if (best != nullptr) *place = {best->prefix, best->ids};
    }
  }
}

}  // namespace impactweb::tables
