#include "core/search/search.hpp"

#include <algorithm>
#include <optional>

#include "core/search/name_index.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

constexpr std::size_t excerpt_characters = 80;

/// A piece of an entity's text. The path of its field is prefix, key and suffix together.
struct Piece {
  std::string_view prefix, text, key = {}, suffix = {};
  bool filtered = false;  ///< `mentions` looks at it as well
};

/// Calls `visit` for each piece of a text; the label comes first, and always.
template <class Visit>
void visit_json(std::string_view prefix, std::string_view key, const Json& value, const Visit& visit) {
  if (value.is_string()) {
    visit({prefix, value.get_ref<const std::string&>(), key});
  } else if (value.is_structured()) {
    for (const Json& item : value) visit_json(prefix, key, item, visit);
  } else if (!value.is_null() && !value.is_binary()) {
    visit({prefix, value.dump(), key});
  }
}

template <class Visit>
void visit_fields(const std::map<std::string, Json>& fields, const Visit& visit) {
  for (const auto& [key, value] : fields) visit_json("fields.", key, value, visit);
}

template <class Visit>
void visit_exchanges(std::string_view prefix, const std::vector<Exchange>& exchanges, const Visit& visit) {
  for (const Exchange& exchange : exchanges) {
    visit({prefix, exchange.text, exchange.id, ".text", true});
    for (const std::string& tag : exchange.tags) visit({prefix, tag, exchange.id, ".tags"});
  }
}

template <class Visit>
void visit_text(const Network& network, const Node& node, const Visit& visit) {
  const auto filtered = [&](std::string_view name, std::string_view text) { visit({name, text, {}, {}, true}); };
  filtered("label", node.label);
  filtered("description", node.description);
  filtered("place", node.place);
  for (const std::string& tag : node.tags) filtered("tags", tag);
  for (const std::string& role : node.roles) visit({"roles", role});
  // The ids of the default sectors are not what anybody reads; the page has its own words for them.
  std::string_view sector = node.sector;
  for (const Sector& known : network.sectors)
    if (known.id == node.sector) sector = known.label;
  for (const std::string_view id : default_sectors)
    if (sector == id) sector = {};
  visit({"sector", sector});
  filtered("motivation", node.motivation);
  visit_exchanges("needs.", node.needs, visit);
  visit_exchanges("offers.", node.offers, visit);
  visit({"nextStep.text", node.next_step.text});
  visit({"nextStep.owner", node.next_step.owner});
  visit_fields(node.fields, visit);
}

template <class Visit>
void visit_text(const Network&, const Edge& edge, const Visit& visit) {
  visit({"label", edge.label});
  const bool has_word = std::find(std::begin(default_edge_kinds), std::end(default_edge_kinds), edge.kind) ==
                        std::end(default_edge_kinds);
  if (has_word) visit({"kind", edge.kind});
  visit({"claimedBy", edge.claimed_by});
  visit({"confirmedBy", edge.confirmed_by});
  visit_fields(edge.fields, visit);
}

template <class Visit>
void visit_text(const Network&, const Story& story, const Visit& visit) {
  visit({"title", story.title});
  visit({"text", story.text});
  visit({"author", story.author});
}

enum Position : int { nowhere = 0, inside = 1, word_begin = 2, text_begin = 3, whole = 4 };

struct Spot {
  Position position = nowhere;
  std::size_t at = 0;
};

/// The best position where `folded` holds `word`.
Spot best_spot(std::string_view folded, std::string_view word) {
  Spot best;
  for (std::size_t at = folded.find(word); at != std::string_view::npos; at = folded.find(word, at + 1)) {
    if (at == 0) return {folded.size() == word.size() ? whole : text_begin, 0};
    if (!is_word_byte(folded[at - 1])) return {word_begin, at};
    if (best.position == nowhere) best = {inside, at};
  }
  return best;
}

std::vector<std::string> query_words(std::string_view query) {
  const std::string folded = fold(query);
  std::vector<std::string> different;
  for (const std::string_view word : split(folded, ' '))
    if (std::find(different.begin(), different.end(), word) == different.end()) different.emplace_back(word);
  return different;
}

/// The typing mistakes with which every word of the query is a word of `label` or its beginning; nothing when too many.
std::optional<std::size_t> label_mistakes(std::string_view folded_label, const std::vector<std::string>& words) {
  std::size_t total = 0;
  for (const std::string& word : words) {
    if (folded_label.find(word) != std::string_view::npos) continue;
    const std::u32string characters = code_points(word);
    const std::size_t allowed = mistakes_allowed(characters.size());
    const std::size_t best = allowed == 0 ? 1 : beginning_distance(characters, folded_label, allowed);
    if (best > allowed) return std::nullopt;
    total += best;
  }
  return total;
}

/// At most 80 characters of `text` around the folded hit at `at`, on one line, with … where something is left out.
std::string excerpt_around(std::string_view text, const FoldedText& folded, std::size_t at) {
  std::u32string line = code_points(text);
  for (char32_t& c : line)
    if (c < 0x20 || c == 0x7F) c = ' ';
  if (line.size() <= excerpt_characters) return std::string(trim(utf8_from(line)));
  const std::size_t hit = count_characters(text.substr(0, folded.origins[at]));
  constexpr std::size_t room_before = 24;
  std::size_t begin = hit > room_before ? hit - room_before : 0;
  begin = std::min(begin, line.size() - (excerpt_characters - 1));
  if (begin > 0) {
    // Begin with a whole word where one is near.
    const std::size_t space = line.find(U' ', begin);
    if (space != std::u32string::npos && space < hit) begin = space + 1;
  }
  const std::size_t room = excerpt_characters - (begin > 0 ? 1 : 0);
  std::u32string cut = line.substr(begin, room);
  if (begin + cut.size() < line.size()) cut.back() = U'…';
  return (begin > 0 ? "…" : "") + utf8_from(cut);
}

struct Found {
  double score = 0;
  EntityType type = EntityType::node;
  const std::string* id = nullptr;
  const void* entity = nullptr;
};

class Searcher {
 public:
  Searcher(const Network& network, std::string_view query) : network_(network), words_(query_words(query)) {
    phrase_ = fold(trim(query));
    for (const char c : phrase_)
      if (c >= 'a' && c <= 'z') letters_ |= 1u << (c - 'a');
    for (const std::string& word : words_) mistakes_ += mistakes_allowed(count_characters(word));
  }

  std::vector<Hit> run(std::size_t limit) {
    if (words_.empty() || limit == 0) return {};
    for (const auto& [id, node] : network_.nodes) look_at(EntityType::node, id, node);
    for (const auto& [id, edge] : network_.edges) look_at(EntityType::edge, id, edge);
    for (const auto& [id, story] : network_.stories) look_at(EntityType::story, id, story);
    const auto before = [](const Found& a, const Found& b) {
      if (a.score != b.score) return a.score > b.score;
      if (*a.id != *b.id) return *a.id < *b.id;
      return a.type < b.type;
    };
    const std::size_t count = std::min(limit, found_.size());
    std::partial_sort(found_.begin(), found_.begin() + static_cast<std::ptrdiff_t>(count), found_.end(), before);
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < count; ++i) {
      switch (found_[i].type) {
        case EntityType::node:
          hits.push_back(hit_from(found_[i], *static_cast<const Node*>(found_[i].entity)));
          break;
        case EntityType::edge:
          hits.push_back(hit_from(found_[i], *static_cast<const Edge*>(found_[i].entity)));
          break;
        case EntityType::story:
          hits.push_back(hit_from(found_[i], *static_cast<const Story*>(found_[i].entity)));
          break;
      }
    }
    return hits;
  }

 private:
  /// One fold of all text of an entity into a buffer that is used again; a line feed, which folding never gives, ends
  /// each field.
  template <class Entity>
  void look_at(EntityType type, const std::string& id, const Entity& entity) {
    buffer_.clear();
    std::size_t label_end = std::string::npos;
    visit_text(network_, entity, [&](const Piece& piece) {
      append_fold(buffer_, piece.text);
      if (label_end == std::string::npos) label_end = buffer_.size();
      buffer_.push_back('\n');
    });
    const std::string_view all = buffer_;
    const std::string_view label = all.substr(0, label_end);
    int worst = whole + whole;
    double sum = 0;
    for (const std::string& word : words_) {
      const Position in_label = best_spot(label, word).position;
      // Label before anything else: its places count from 5 up.
      int value = in_label == nowhere ? 0 : in_label + whole;
      if (value == 0) {
        for (std::size_t begin = label_end + 1; begin < all.size() && value < whole;) {
          // Jump to the next field that holds the word.
          const std::size_t at = all.find(word, begin);
          if (at == std::string_view::npos) break;
          const std::size_t field_begin = all.rfind('\n', at) + 1;
          const std::size_t field_end = all.find('\n', at);
          value = std::max<int>(value, best_spot(all.substr(field_begin, field_end - field_begin), word).position);
          begin = field_end + 1;
        }
      }
      if (value == 0) return look_for_mistakes(type, id, &entity, label);
      worst = std::min(worst, value);
      sum += value;
    }
    const double phrase = best_spot(label, phrase_).position;
    found_.push_back({100 * phrase + 10 * worst + sum / static_cast<double>(words_.size()), type, &id, &entity});
  }

  void look_for_mistakes(EntityType type, const std::string& id, const void* entity, std::string_view label) {
    std::uint32_t letters = 0;
    for (const char c : label)
      if (c >= 'a' && c <= 'z') letters |= 1u << (c - 'a');
    std::size_t lacking = 0;
    for (std::uint32_t rest = letters_ & ~letters; rest != 0; rest &= rest - 1) ++lacking;
    // Each mistake brings in at most one letter that the label lacks.
    if (mistakes_ == 0 || label.empty() || lacking > mistakes_) return;
    const auto mistakes = label_mistakes(label, words_);
    if (mistakes) found_.push_back({1.0 / static_cast<double>(1 + *mistakes), type, &id, entity});
  }

  /// With the field and excerpt of the word that is found least prominently: that it is in the label shows anyway.
  template <class Entity>
  [[nodiscard]] Hit hit_from(const Found& found, const Entity& entity) const {
    Hit hit{found.type, *found.id, {}, {}, found.score};
    struct Best {
      int value = -1;
      std::string path;
      std::string text;
    };
    std::vector<Best> best(words_.size());
    bool in_label = true;
    visit_text(network_, entity, [&](const Piece& piece) {
      const std::string folded = fold(piece.text);
      for (std::size_t i = 0; i < words_.size(); ++i) {
        const Position position = best_spot(folded, words_[i]).position;
        const int value = position == nowhere ? 0 : in_label ? position + whole : position;
        if (value <= best[i].value) continue;
        if (value == 0 && !in_label) continue;
        best[i] = {value, std::string(piece.prefix).append(piece.key).append(piece.suffix), std::string(piece.text)};
      }
      in_label = false;
    });
    std::size_t least = 0;
    for (std::size_t i = 1; i < best.size(); ++i)
      if (best[i].value < best[least].value) least = i;
    hit.field = best[least].path;
    const FoldedText folded = fold_with_origins(best[least].text);
    hit.excerpt = excerpt_around(best[least].text, folded, best_spot(folded.text, words_[least]).at);
    return hit;
  }

  const Network& network_;
  std::vector<std::string> words_;
  std::string phrase_;
  std::uint32_t letters_ = 0;
  std::size_t mistakes_ = 0;
  std::string buffer_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Hit> search(const Network& network, std::string_view query, std::size_t limit) {
  return Searcher(network, query).run(limit);
}

bool mentions(const Node& node, std::string_view folded) {
  static const Network without_sectors;
  bool found = false;
  visit_text(without_sectors, node, [&](const Piece& piece) {
    found = found || (piece.filtered && fold(piece.text).find(folded) != std::string::npos);
  });
  return found;
}

}  // namespace impactweb
