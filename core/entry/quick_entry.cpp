#include "core/entry/quick_entry.hpp"

#include <algorithm>
#include <ctime>
#include <map>
#include <set>
#include <utility>

#include "core/entry/scan.hpp"
#include "core/entry/spoken.hpp"
#include "core/entry/terms.hpp"
#include "core/entry/words.hpp"
#include "core/model/ids.hpp"
#include "core/model/limits.hpp"
#include "core/search/name_index.hpp"
#include "core/support/sort.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using entry::Element;
using Type = Element::Type;

constexpr std::size_t line_characters_at_most = 5'000;
constexpr std::size_t names_at_most = 100;
constexpr std::size_t edges_at_most = 1'000;

std::string folded_name(std::string_view name) { return fold(trim(name)); }

/// Names that hold a mark, folded, for `scan_line` to keep whole.
std::vector<std::string> names_with_marks(const Network& network) {
  std::vector<std::string> names;
  for (const auto& [id, node] : network.nodes)
    if (entry::may_need_quotes(node.label)) names.push_back(folded_name(node.label));
  return names;
}

std::vector<std::string> free_kinds(const Network& network) {
  std::set<std::string> kinds;
  for (const auto& [id, edge] : network.edges) kinds.insert(edge.kind);
  for (const std::string_view kind : default_edge_kinds) kinds.erase(std::string(kind));
  kinds.erase("");
  return {kinds.begin(), kinds.end()};
}

/// All tags or all places with the number of times they are used.
using Uses = std::map<std::string, std::size_t>;

Uses tag_uses(const Network& network) {
  Uses uses;
  const auto count = [&](const std::vector<std::string>& tags) {
    for (const std::string& tag : tags) ++uses[tag];
  };
  for (const auto& [id, node] : network.nodes) {
    count(node.tags);
    for (const Exchange& need : node.needs) count(need.tags);
    for (const Exchange& offer : node.offers) count(offer.tags);
  }
  return uses;
}

Uses place_uses(const Network& network) {
  Uses uses;
  for (const auto& [id, node] : network.nodes)
    if (!node.place.empty()) ++uses[node.place];
  return uses;
}

/// `word` as it is mostly spelled in `uses`, so that Welzijn and welzijn stay one tag.
std::string as_spelled(const Uses& uses, const std::string& word) {
  if (uses.contains(word)) return word;
  const std::string folded = folded_name(word);
  const std::pair<const std::string, std::size_t>* best = nullptr;
  for (const auto& use : uses)
    if ((best == nullptr || use.second > best->second) && folded_name(use.first) == folded) best = &use;
  return best == nullptr ? word : best->first;
}

/// A node that the line speaks of, existing or new, with what the line adds to it.
struct Party {
  const Node* node = nullptr;  ///< nothing for a new one
  std::string id;
  std::string label;
  NodeKind kind = NodeKind::actor;
  bool guessed = false;
  std::vector<std::string> tags;
  std::string place, sector, motivation;
  int energy = 0;
  std::vector<Exchange> needs;
  std::vector<Exchange> offers;
};

struct PlannedEdge {
  std::vector<std::size_t> left;  ///< parties
  std::vector<std::size_t> right;
  Direction direction = Direction::directed;
  bool reversed = false;
  std::optional<entry::EdgeTerms> terms;
  std::optional<entry::EdgeTerms> tail;  ///< `A > B sinds 2019`
  std::optional<EdgeStatus> bracketed;   ///< `A > B (mogelijk)`
  std::size_t begin = 0;
};

class Planner {
 public:
  Planner(const Network& network, const EntryVocabulary& vocabulary, const EntryContext& context)
      : network_(network),
        vocabulary_(vocabulary),
        context_(context),
        today_(context.today.empty() ? day_of_clock() : context.today),
        names_(network) {}

  EntryPlan plan(std::string_view text) {
    std::u32string line = entry::line_characters(text);
    if (line.size() > line_characters_at_most) {
      line.resize(line_characters_at_most);
      add_issue("lineTooLong", line_characters_at_most, {std::to_string(line_characters_at_most)});
    }
    std::vector<Element> elements = entry::scan_line(line, vocabulary_.node_kinds, names_with_marks(network_));
    entry::join_listed_names(elements);
    hear_sentence(elements);
    if (elements.size() > 1) part_known_names(elements);
    for (const Element& element : elements) take(element);
    finish_group();
    if (!edges_.empty() && edges_.back().right.empty()) add_issue("incomplete", line.size(), {});
    for (const Party& party : parties_)
      if (plan_.speaker.empty() && kind_of(party) == NodeKind::actor) plan_.speaker = party.id;
    if (plan_.speaker.empty() && !parties_.empty()) plan_.speaker = parties_.front().id;
    write_nodes();
    write_edges();
    return std::move(plan_);
  }

 private:
  void add_issue(std::string code, std::size_t at, std::vector<std::string> params) {
    plan_.issues.push_back({std::move(code), "character " + std::to_string(at + 1), std::move(params)});
  }

  /// A line without ties, needs and offers that is no name of anybody may be a sentence, also with a sector or a tag
  /// behind a name in it.
  [[gnu::noinline]] void hear_sentence(std::vector<Element>& elements) {
    std::string text;
    std::vector<Element> traits;
    for (const Element& element : elements) {
      if (element.type == Type::sector || (element.type == Type::energy && !traits.empty())) {
        traits.push_back(element);
        continue;
      }
      if (element.type != Type::name || element.quoted || !element.node_kind.empty()) return;
      text += (text.empty() ? "" : " ") + element.text;
    }
    if (elements.empty() || elements[0].type != Type::name || text.empty()) return;
    if (elements.size() == 1 + traits.size() || !names_.find(text, false).nodes.empty()) {
      if (!traits.empty() || !names_.find(text, false).nodes.empty()) return;
    }
    std::map<std::string, bool, std::less<>> known;
    const auto knows = [&](const std::string& name) {
      const auto [found, is_new] = known.try_emplace(name);
      if (is_new) found->second = !called(name).empty();
      return found->second;
    };
    std::vector<std::string> marks = entry::marks_for_spoken(text, vocabulary_, knows);
    // `Zet x Avans: convenant 2023`
    if (const std::size_t cross = text.find(" x ");
        cross != std::string::npos && text.find(": ") != std::string::npos) {
      const std::string left = text.substr(0, cross), right = text.substr(cross + 3);
      const std::size_t colon = right.find(": ");
      if (colon != std::string::npos && knows(left) && knows(right.substr(0, colon))) marks = {left + " > " + right};
    }
    std::vector<Element> heard;
    for (const std::string& marked : marks) {
      std::vector<Element> more =
          entry::scan_line(entry::line_characters(marked), vocabulary_.node_kinds, names_with_marks(network_));
      if (!heard.empty()) {
        Element next;
        next.type = Type::clause;
        heard.push_back(next);
      }
      heard.insert(heard.end(), more.begin(), more.end());
    }
    if (heard.empty()) {
      if (traits.empty() && called(text).empty() && entry::is_like_sentence(text, vocabulary_, knows))
        add_issue("sentenceUnclear", elements[0].begin, {});
      return;
    }
    heard.insert(heard.begin() + 1, traits.begin(), traits.end());
    elements = std::move(heard);
  }

  /// `Avans?`, `Avans mogelijk` and `Avans 2018-2021` as they are said in full, where Avans is there.
  template <class Knows>
  void write_out(std::string& text, const Knows& knows) const {
    if (text.ends_with('?') && knows(text.substr(0, text.size() - 1))) {
      text = text.substr(0, text.size() - 1) + " (mogelijk)";
      return;
    }
    const std::size_t space = text.rfind(' ');
    if (space == std::string::npos || !knows(text.substr(0, space))) return;
    const std::string name = text.substr(0, space), last = text.substr(space + 1);
    const auto is_year = [](std::string_view word) {
      return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) &&
             word.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (!entry::value_of_phrase(vocabulary_.edge_statuses, last).empty())
      text = name + " (" + last + ")";
    else if (last.size() == 9 && last[4] == '-' && is_year(last.substr(0, 4)) && is_year(last.substr(5)))
      text = name + " van " + last.substr(0, 4) + " tot " + last.substr(5);
  }

  /// `A > Avans financiert 10k`: the colon was left out, where Avans is there.
  template <class Knows>
  bool take_out_terms(std::vector<Element>& elements, std::size_t i, const Knows& knows) const {
    if (i == 0 || elements[i - 1].type != Type::edge ||
        (i + 1 < elements.size() && elements[i + 1].type == Type::terms))
      return false;
    const std::string text = elements[i].text;
    for (std::size_t space = text.rfind(' '); space != std::string::npos && space > 0;
         space = text.rfind(' ', space - 1)) {
      if (!knows(text.substr(0, space))) continue;
      const std::vector<std::string> none;
      const entry::EdgeTerms terms = entry::parse_terms(text.substr(space + 1), false, vocabulary_, none, today_);
      if (entry::value_of_phrase(vocabulary_.edge_kinds, terms.kind).empty() || !terms.label.empty()) return false;
      Element more = elements[i];
      more.type = Type::terms;
      more.text = text.substr(space + 1);
      elements[i].text.resize(space);
      elements.insert(elements.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(more));
      return true;
    }
    return false;
  }

  /// In a line with a tie, `Zet en Avans` is two where nobody is called so and both are there.
  [[gnu::noinline]] void part_known_names(std::vector<Element>& elements) const {
    if (std::none_of(elements.begin(), elements.end(), [](const Element& each) { return each.type == Type::edge; }))
      return;
    const auto knows = [this](const std::string& name) { return !called(name).empty(); };
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (elements[i].type != Type::name || elements[i].quoted) continue;
      if (names_.find(elements[i].text, false).nodes.empty()) write_out(elements[i].text, knows);
      if (knows(elements[i].text)) continue;
      if (take_out_terms(elements, i, knows)) continue;
      for (const std::string_view between : {" en ", " and ", " + ", " & "}) {
        const std::size_t at = elements[i].text.find(between);
        if (at == std::string::npos) continue;
        const std::string first = elements[i].text.substr(0, at), second = elements[i].text.substr(at + between.size());
        if (!knows(first) || !knows(second)) continue;
        Element comma = elements[i], other = elements[i];
        comma.type = Type::comma;
        other.text = second;
        elements[i].text = first;
        elements.insert(elements.begin() + static_cast<std::ptrdiff_t>(i) + 1, {comma, other});
        break;
      }
    }
  }

  void take(const Element& element) {
    switch (element.type) {
      case Type::name:
        return take_name(element);
      case Type::comma:
        return;
      case Type::clause:
        finish_group();
        group_.clear();
        return;
      case Type::edge:
        return take_edge(element);
      case Type::terms:
        return take_terms(element);
      case Type::tag:
      case Type::place:
        return take_mark(element);
      case Type::need:
      case Type::offer:
        return take_exchange(element);
      case Type::sector:
      case Type::energy:
      case Type::motivation:
        return take_trait(element);
    }
  }

  static NodeKind kind_of(const Party& party) { return party.node != nullptr ? party.node->kind : party.kind; }

  std::string line_of(const std::string& text, std::size_t at) {
    if (count_characters(text) <= limits::label_characters) return text;
    add_issue("entryTextTooLong", at, {std::to_string(limits::label_characters)});
    return std::string(trim(first_characters(text, limits::label_characters)));
  }

  void take_name(const Element& element) {
    std::string name = element.text;
    // `A > B, 10k`
    if (!element.quoted && !edges_.empty() && !group_.empty() && names_.find(name, false).nodes.empty()) {
      if (const auto terms = entry::terms_of_whole(name); terms && terms->amount) {
        for (PlannedEdge& edge : edges_)
          if (!edge.terms) edge.tail = terms;
        return;
      }
    }
    if (!element.quoted && !edges_.empty() && names_.find(name, false).nodes.empty()) {
      if (auto tail = entry::terms_at_end(name, vocabulary_, today_)) {
        name.resize(tail->name_bytes);
        for (PlannedEdge& edge : edges_)
          if (!edge.terms) edge.tail = tail->terms;
      }
    }
    if (!element.quoted && !edges_.empty()) {
      const auto status = entry::status_at_end(name, vocabulary_);
      if (status && names_.find(name, false).nodes.empty()) {
        name.resize(status->name_bytes);
        for (PlannedEdge& edge : edges_)
          if (!edge.terms) edge.bracketed = status->status;
      }
    }
    if (folded_name(name).empty() || folded_name(name) == " ") {
      if (!element.node_kind.empty()) add_issue("incomplete", element.begin, {});
      return;
    }
    if (group_.size() >= names_at_most || parties_.size() >= names_at_most) {
      if (!too_many_) add_issue("tooManyNames", element.begin, {std::to_string(names_at_most)});
      too_many_ = true;
      return;
    }
    const std::size_t party = party_of(line_of(name, element.begin), element);
    latest_ = party;
    if (std::find(group_.begin(), group_.end(), party) == group_.end()) group_.push_back(party);
  }

  std::size_t party_of(const std::string& name, const Element& element) {
    const auto wanted = value_of(node_kinds, element.node_kind);
    const std::string folded = folded_name(name);
    const auto add = [&](Party party) {
      parties_.push_back(std::move(party));
      return parties_.size() - 1;
    };
    const auto add_existing = [&](const Node& node, bool guessed) {
      if (wanted && *wanted != node.kind)
        add_issue("nodeKindStays", element.begin, {node.label, std::string(name_of(node_kinds, node.kind))});
      for (std::size_t i = 0; i < parties_.size(); ++i)
        if (parties_[i].node == &node) return i;
      Party party;
      party.node = &node;
      party.id = node.id;
      party.label = node.label;
      party.guessed = guessed;
      return add(std::move(party));
    };
    const NameIndex::Match exact = names_.find(name, false);
    if (exact.nodes.empty() && !element.quoted && is_pronoun(folded)) {
      if (latest_ != nobody) return latest_actor();
      if (const auto before = network_.nodes.find(context_.speaker); before != network_.nodes.end())
        return add_existing(before->second, false);
      add_issue("nobodyBefore", element.begin, {name});
    }
    if (!exact.nodes.empty()) return add_existing(*choose(exact.nodes, name, wanted, element.begin), false);
    for (std::size_t i = 0; i < parties_.size(); ++i)
      if (parties_[i].node == nullptr && folded_name(parties_[i].label) == folded) return i;
    if (!element.quoted) {
      std::vector<const Node*> alike = called(name);
      if (wanted) std::erase_if(alike, [&](const Node* node) { return node->kind != *wanted; });
      if (alike.size() == 1) return add_existing(*alike.front(), true);
      if (alike.size() > 1) {
        std::string labels;
        for (std::size_t i = 0; i < alike.size() && i < 3; ++i) labels += (i == 0 ? "" : ", ") + alike[i]->label;
        add_issue("nameUnclear", element.begin, {name, labels});
      }
    }
    Party party;
    party.id = make_id();
    party.label = name;
    party.kind = wanted.value_or(NodeKind::actor);
    return add(std::move(party));
  }

  /// Who may be meant: whose name it is or looks like, else whose name has all the words, as `food bank` is said for
  /// the only one there is.
  [[nodiscard]] std::vector<const Node*> called(const std::string& name) const {
    std::vector<const Node*> nodes = names_.find(name).nodes;
    return nodes.empty() ? names_.find_in_part(name) : nodes;
  }

  /// Words for who was spoken of before; who asks about somebody of that name puts it in quotes.
  static bool is_pronoun(std::string_view folded) {
    static constexpr std::string_view words[] = {"zij", "ze", "hij", "they", "she", "he", "die"};
    return std::find(std::begin(words), std::end(words), folded) != std::end(words);
  }

  /// The actor that was spoken of last in this line.
  [[nodiscard]] std::size_t latest_actor() const {
    for (std::size_t i = latest_ + 1; i-- > 0;)
      if (kind_of(parties_[i]) == NodeKind::actor) return i;
    return latest_;
  }

  static std::string day_of_clock() {
    const std::time_t now = std::time(nullptr);
    char text[11] = "";
    std::strftime(text, sizeof text, "%Y-%m-%d", std::localtime(&now));
    return text;
  }

  /// The sector that words name: in the network's words, in those of any language, or as its id; empty when in none.
  [[nodiscard]] std::string sector_called(const std::string& words) const {
    const std::string folded = folded_name(words);
    for (const Sector& sector : network_.sectors)
      if (folded_name(sector.id) == folded || (!sector.label.empty() && folded_name(sector.label) == folded))
        return sector.id;
    std::string found = entry::value_of_phrase(context_.sectors, words);
    if (found.empty()) found = entry::value_of_phrase(vocabulary_.sectors, words);
    if (!found.empty()) return found;
    for (const auto& [id, node] : network_.nodes)
      if (!node.sector.empty() && folded_name(node.sector) == folded) return node.sector;
    return {};
  }

  void take_trait(const Element& element) {
    if (group_.empty()) return add_issue("nameMissing", element.begin, {});
    if (folded_name(element.text).empty()) return add_issue("incomplete", element.begin, {});
    if (element.type == Type::energy) {
      for (const std::size_t index : group_) parties_[index].energy = element.text[0] - '0';
    } else if (element.type == Type::motivation) {
      for (const std::size_t index : group_) parties_[index].motivation = element.text;
      for (const std::string& tag : element.tags) add_tag(parties_[latest_].tags, line_of(tag, element.begin));
    } else {
      const std::string known = sector_called(element.text);
      parties_[latest_].sector = known.empty() ? line_of(element.text, element.begin) : known;
    }
  }

  /// `Zet : overheid`. Words that are a kind of tie are for a tie that is missing.
  bool take_sector_terms(const Element& element) {
    if (group_.empty() || element.text.empty()) return false;
    std::string sector = sector_called(element.text);
    if (sector.empty() && !element.quoted && !entry::value_of_phrase(vocabulary_.edge_kinds, element.text).empty())
      return false;
    if (sector.empty()) sector = entry::nearest_value(vocabulary_.sectors, element.text);
    if (sector.empty() && !element.quoted && !entry::nearest_value(vocabulary_.edge_kinds, element.text).empty())
      return false;
    for (const std::size_t index : group_)
      parties_[index].sector = sector.empty() ? line_of(element.text, element.begin) : sector;
    return true;
  }

  /// Among nodes of the same name: the one of the kind asked for, written exactly so, with the most edges.
  const Node* choose(const std::vector<const Node*>& nodes, const std::string& name, std::optional<NodeKind> wanted,
                     std::size_t at) {
    if (nodes.size() == 1) return nodes.front();
    std::vector<const Node*> left = nodes;
    const auto prefer = [&](const auto& is_better) {
      if (std::any_of(left.begin(), left.end(), is_better))
        std::erase_if(left, [&](const Node* node) { return !is_better(node); });
    };
    if (wanted) prefer([&](const Node* node) { return node->kind == *wanted; });
    prefer([&](const Node* node) { return node->label == name; });
    if (left.size() == 1) return left.front();
    std::map<std::string_view, std::size_t> edges;
    for (const Node* node : left) edges[node->id] = 0;
    for (const auto& [id, edge] : network_.edges) {
      if (const auto from = edges.find(edge.from); from != edges.end()) ++from->second;
      if (const auto to = edges.find(edge.to); to != edges.end()) ++to->second;
    }
    add_issue("nameTwice", at, {name, std::to_string(left.size())});
    return *std::max_element(left.begin(), left.end(),
                             [&](const Node* a, const Node* b) { return edges[a->id] < edges[b->id]; });
  }

  void finish_group() {
    if (!edges_.empty() && edges_.back().right.empty()) edges_.back().right = group_;
  }

  void take_edge(const Element& element) {
    if (group_.empty()) {
      // Nothing on the left, or two marks in a row.
      add_issue("incomplete", element.begin, {});
      return;
    }
    finish_group();
    PlannedEdge edge;
    edge.left = std::move(group_);
    edge.direction = element.direction;
    edge.reversed = element.reversed;
    edge.begin = element.begin;
    edges_.push_back(std::move(edge));
    group_.clear();
  }

  void take_terms(const Element& element) {
    finish_group();
    const bool has_edge =
        std::any_of(edges_.begin(), edges_.end(), [](const PlannedEdge& edge) { return !edge.terms; });
    if (element.text.empty()) return add_issue("incomplete", element.begin, {});
    if (!has_edge && edges_.empty() && take_sector_terms(element)) return;
    if (!has_edge) return add_issue("tieMissing", element.begin, {element.text});
    if (!known_kinds_) known_kinds_ = free_kinds(network_);
    entry::EdgeTerms terms = entry::parse_terms(element.text, element.quoted, vocabulary_, *known_kinds_, today_);
    for (Issue& issue : terms.issues) add_issue(issue.code, element.begin, issue.params);
    for (PlannedEdge& edge : edges_)
      if (!edge.terms) edge.terms = terms;
  }

  void take_mark(const Element& element) {
    if (latest_ == nobody) return add_issue("nameMissing", element.begin, {});
    if (folded_name(element.text).empty()) return add_issue("incomplete", element.begin, {});
    const std::string text = line_of(element.text, element.begin);
    Party& party = parties_[latest_];
    if (element.type == Type::place) {
      if (!places_) places_ = place_uses(network_);
      party.place = as_spelled(*places_, text);
    } else {
      add_tag(party.tags, text);
    }
  }

  void add_tag(std::vector<std::string>& tags, const std::string& tag) {
    if (!tags_) tags_ = tag_uses(network_);
    const std::string spelled = as_spelled(*tags_, tag);
    tags_->emplace(spelled, 0);
    if (std::find(tags.begin(), tags.end(), spelled) == tags.end()) tags.push_back(spelled);
  }

  void take_exchange(const Element& element) {
    if (group_.empty()) return add_issue("nameMissing", element.begin, {});
    if (folded_name(element.text).empty()) return add_issue("incomplete", element.begin, {});
    Exchange exchange;
    exchange.text = line_of(element.text, element.begin);
    for (const std::string& tag : element.tags)
      if (!folded_name(tag).empty()) add_tag(exchange.tags, line_of(tag, element.begin));
    for (const std::size_t index : group_) {
      Party& party = parties_[index];
      const bool need = element.type == Type::need;
      const auto is_same = [&](const Exchange& other) {
        return other.status == ExchangeStatus::open && folded_name(other.text) == folded_name(exchange.text);
      };
      std::vector<Exchange>& planned = need ? party.needs : party.offers;
      if (party.node != nullptr) {
        const std::vector<Exchange>& existing = need ? party.node->needs : party.node->offers;
        if (std::any_of(existing.begin(), existing.end(), is_same)) {
          add_issue("exchangeExists", element.begin, {party.label, exchange.text});
          continue;
        }
      }
      if (std::any_of(planned.begin(), planned.end(), is_same)) continue;
      exchange.id = make_id();
      planned.push_back(exchange);
    }
  }

  void add_step(EntryStep::Kind kind, std::string text, std::string detail, std::size_t operation) {
    EntryStep step;
    step.kind = kind;
    step.text = std::move(text);
    step.detail = std::move(detail);
    step.operation = operation;
    plan_.steps.push_back(std::move(step));
  }

  static Json to_json(const Exchange& exchange) {
    Json json = {{"text", exchange.text}};
    if (!exchange.tags.empty()) json["tags"] = exchange.tags;
    return json;
  }

  static Json with_id(Json json, const std::string& id) {
    json["id"] = id;
    return json;
  }

  void write_nodes() {
    for (const Party& party : parties_) {
      if (party.node == nullptr)
        write_new(party);
      else
        write_existing(party);
    }
  }

  void write_new(const Party& party) {
    Json node = {{"id", party.id}, {"kind", std::string(name_of(node_kinds, party.kind))}, {"label", party.label}};
    if (!party.tags.empty()) node["tags"] = party.tags;
    if (!party.place.empty()) node["place"] = party.place;
    if (!party.sector.empty()) node["sector"] = party.sector;
    if (party.energy > 0) node["energy"] = party.energy;
    if (!party.motivation.empty()) node["motivation"] = party.motivation;
    for (const Exchange& need : party.needs) node["needs"].push_back(with_id(to_json(need), need.id));
    for (const Exchange& offer : party.offers) node["offers"].push_back(with_id(to_json(offer), offer.id));
    const std::size_t operation = plan_.operations.size();
    plan_.operations.push_back({{"op", "addNode"}, {"node", std::move(node)}});
    add_step(EntryStep::Kind::new_node, party.label, std::string(name_of(node_kinds, party.kind)), operation);
    for (const std::string& tag : party.tags) add_step(EntryStep::Kind::new_tag, party.label, tag, operation);
    if (!party.place.empty()) add_step(EntryStep::Kind::new_place, party.label, party.place, operation);
    if (!party.sector.empty()) add_step(EntryStep::Kind::new_sector, party.label, party.sector, operation);
    if (party.energy > 0) add_step(EntryStep::Kind::new_energy, party.label, std::to_string(party.energy), operation);
    if (!party.motivation.empty()) add_step(EntryStep::Kind::new_motivation, party.label, party.motivation, operation);
    for (const Exchange& need : party.needs) add_step(EntryStep::Kind::new_need, need.text, party.label, operation);
    for (const Exchange& offer : party.offers) add_step(EntryStep::Kind::new_offer, offer.text, party.label, operation);
  }

  void set_field(const Party& party, std::string field, Json value) {
    plan_.operations.push_back(
        {{"op", "setNode"}, {"id", party.id}, {"field", std::move(field)}, {"value", std::move(value)}});
  }

  void write_existing(const Party& party) {
    const Node& node = *party.node;
    add_step(EntryStep::Kind::existing_node, node.label, std::string(name_of(node_kinds, node.kind)),
             EntryStep::no_operation);
    plan_.steps.back().guessed = party.guessed;
    std::vector<std::string> tags = node.tags;
    for (const std::string& tag : party.tags) {
      const bool there = std::any_of(tags.begin(), tags.end(),
                                     [&](const std::string& other) { return folded_name(other) == folded_name(tag); });
      if (there) continue;
      if (tags.size() >= limits::list_items) {
        add_issue("listTooLong", 0, {std::to_string(limits::list_items)});
        break;
      }
      tags.push_back(tag);
      add_step(EntryStep::Kind::new_tag, node.label, tag, plan_.operations.size());
    }
    if (tags.size() > node.tags.size()) set_field(party, "tags", tags);
    if (!party.place.empty() && folded_name(party.place) != folded_name(node.place)) {
      add_step(EntryStep::Kind::new_place, node.label, party.place, plan_.operations.size());
      set_field(party, "place", party.place);
    }
    if (!party.sector.empty() && party.sector != node.sector) {
      add_step(EntryStep::Kind::new_sector, node.label, party.sector, plan_.operations.size());
      set_field(party, "sector", party.sector);
    }
    if (party.energy > 0 && party.energy != node.energy) {
      add_step(EntryStep::Kind::new_energy, node.label, std::to_string(party.energy), plan_.operations.size());
      set_field(party, "energy", party.energy);
    }
    if (!party.motivation.empty() && party.motivation != node.motivation) {
      add_step(EntryStep::Kind::new_motivation, node.label, party.motivation, plan_.operations.size());
      set_field(party, "motivation", party.motivation);
    }
    write_exchanges(party, "needs.", EntryStep::Kind::new_need, node.needs.size(), party.needs);
    write_exchanges(party, "offers.", EntryStep::Kind::new_offer, node.offers.size(), party.offers);
  }

  void write_exchanges(const Party& party, const std::string& field, EntryStep::Kind kind, std::size_t existing,
                       const std::vector<Exchange>& exchanges) {
    for (const Exchange& exchange : exchanges) {
      if (existing++ >= limits::list_items) return add_issue("listTooLong", 0, {std::to_string(limits::list_items)});
      add_step(kind, exchange.text, party.label, plan_.operations.size());
      set_field(party, field + exchange.id, to_json(exchange));
    }
  }

  void write_edges() {
    std::size_t count = 0;
    for (const PlannedEdge& edge : edges_) {
      const bool lists = edge.left.size() > 1 || edge.right.size() > 1;
      for (const std::size_t left : edge.left) {
        for (const std::size_t right : edge.right) {
          // In `A, B ~ A, B` nobody means an edge of A with itself; in `A > A` everybody does.
          if (lists && left == right) continue;
          if (count++ >= edges_at_most) return add_issue("tooManyTies", edge.begin, {std::to_string(edges_at_most)});
          const bool turned = edge.reversed != (edge.terms && edge.terms->reversed);
          write_edge(edge, parties_[turned ? right : left], parties_[turned ? left : right]);
        }
      }
    }
  }

  void write_edge(const PlannedEdge& planned, const Party& from, const Party& to) {
    Edge edge;
    edge.from = from.id;
    edge.to = to.id;
    edge.direction = planned.direction;
    edge.kind = usual_kind(kind_of(from), kind_of(to), planned.direction);
    std::optional<EdgeStatus> status = planned.bracketed;
    if (planned.tail) {
      edge.amount = planned.tail->amount;
      if (edge.amount) edge.currency = planned.tail->currency.empty() ? usual_currency() : planned.tail->currency;
      edge.since = planned.tail->since;
      edge.until = planned.tail->until;
      if (planned.tail->status) status = planned.tail->status;
    }
    if (planned.terms) {
      const entry::EdgeTerms& terms = *planned.terms;
      if (!terms.kind.empty()) edge.kind = terms.kind;
      edge.label = terms.label;
      if (terms.amount) {
        edge.amount = terms.amount;
        edge.currency = terms.currency.empty() ? usual_currency() : terms.currency;
      }
      if (!terms.since.empty()) edge.since = terms.since;
      if (!terms.until.empty()) edge.until = terms.until;
      if (terms.status) status = terms.status;
    }
    edge.status = status.value_or(EdgeStatus::active);
    // Who says nothing new about an edge does not mean a second one.
    const auto is_same = [&](const Edge& other) {
      const bool same_ends = other.from == edge.from && other.to == edge.to;
      const bool turned_ends = other.from == edge.to && other.to == edge.from && edge.direction != Direction::directed;
      return (same_ends || turned_ends) && other.kind == edge.kind && other.direction == edge.direction &&
             (!edge.amount || edge.amount == other.amount) && (edge.since.empty() || edge.since == other.since) &&
             (edge.until.empty() || edge.until == other.until) && (edge.label.empty() || edge.label == other.label);
    };
    static constexpr std::string_view arrows[] = {" → ", " ↔ ", " — "};
    const std::string text = from.label + std::string(arrows[static_cast<std::size_t>(edge.direction)]) + to.label;
    if (from.node != nullptr && to.node != nullptr) {
      for (const auto& [id, other] : network_.edges)
        if (is_same(other)) return add_issue("edgeExists", planned.begin, {text});
    }
    if (std::any_of(new_edges_.begin(), new_edges_.end(), is_same)) return;
    edge.id = make_id();
    Json json = {{"id", edge.id}, {"from", edge.from}, {"to", edge.to}, {"kind", edge.kind}};
    if (!edge.label.empty()) json["label"] = edge.label;
    if (edge.direction != Direction::directed) json["direction"] = std::string(name_of(directions, edge.direction));
    if (edge.status != EdgeStatus::active) json["status"] = std::string(name_of(edge_statuses, edge.status));
    if (edge.amount) json["amount"] = *edge.amount;
    if (!edge.currency.empty()) json["currency"] = edge.currency;
    if (!edge.since.empty()) json["since"] = edge.since;
    if (!edge.until.empty()) json["until"] = edge.until;
    add_step(EntryStep::Kind::new_edge, text, edge.kind, plan_.operations.size());
    plan_.operations.push_back({{"op", "addEdge"}, {"edge", std::move(json)}});
    new_edges_.push_back(std::move(edge));
  }

  /// What a tie mostly is that nobody has named: it follows from what it leads to.
  static std::string usual_kind(NodeKind from, NodeKind to, Direction direction) {
    if (direction == Direction::directed && from != to) {
      if (to == NodeKind::challenge) return "contributesTo";
      if (to == NodeKind::vision) return "supports";
      if (to == NodeKind::initiative && from == NodeKind::actor) return "takesPartIn";
    }
    return std::string(default_edge_kinds[0]);
  }

  /// The one currency of the network's amounts, else the euro.
  const std::string& usual_currency() {
    if (!currency_) {
      std::set<std::string> used;
      for (const auto& [id, edge] : network_.edges)
        if (!edge.currency.empty()) used.insert(edge.currency);
      currency_ = used.size() == 1 ? *used.begin() : "EUR";
    }
    return *currency_;
  }

  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

  const Network& network_;
  const EntryVocabulary& vocabulary_;
  const EntryContext& context_;
  const std::string today_;
  NameIndex names_;
  EntryPlan plan_;
  std::vector<Party> parties_;
  std::vector<std::size_t> group_;  ///< parties since the last edge
  std::size_t latest_ = nobody;
  std::vector<PlannedEdge> edges_;
  std::vector<Edge> new_edges_;
  std::optional<std::vector<std::string>> known_kinds_;
  std::optional<Uses> tags_;
  std::optional<Uses> places_;
  std::optional<std::string> currency_;
  bool too_many_ = false;
};

struct Proposal {
  std::string text;
  int rank = 0;  ///< lower is better
  std::size_t uses = 0;
};

/// How well `candidate` completes the folded `typed`; 3 when not at all.
int completion_rank(std::string_view candidate, std::string_view typed) {
  const std::string folded = folded_name(candidate);
  if (folded.compare(0, typed.size(), typed) == 0) return 0;
  const std::size_t at = folded.find(typed);
  if (at == std::string::npos) return 3;
  return folded.find(" " + std::string(typed)) != std::string::npos ? 1 : 2;
}

std::vector<std::string> best_uses(const Uses& uses, std::string_view typed) {
  std::vector<Proposal> proposals;
  for (const auto& [text, count] : uses) {
    const int rank = completion_rank(text, folded_name(typed));
    if (rank < 3) proposals.push_back({text, rank, count});
  }
  sort_stably(proposals, [](const Proposal& a, const Proposal& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.uses > b.uses;
  });
  std::vector<std::string> texts;
  for (Proposal& proposal : proposals) texts.push_back(std::move(proposal.text));
  return texts;
}

/// One word for each kind of edge, the vocabulary's order kept, then kinds that this network has of its own.
std::vector<std::string> kinds_beginning_with(const Network& network, std::string_view typed,
                                              const EntryVocabulary& vocabulary) {
  const std::string folded = folded_name(typed);
  std::vector<std::string> kinds;
  for (const int wanted : {0, 1}) {
    if (folded.empty() && wanted > 0) break;
    std::set<std::string_view> values;
    for (const EntryWord& word : vocabulary.edge_kinds) {
      if (folded.empty() && word.value.substr(0, 1) == "<") continue;
      if (completion_rank(word.word, folded) == wanted && values.insert(word.value).second) kinds.push_back(word.word);
    }
    for (const std::string& kind : free_kinds(network))
      if (completion_rank(kind, folded) == wanted) kinds.push_back(kind);
  }
  return kinds;
}

}  // namespace

EntryPlan plan_entry(const Network& network, std::string_view line, const EntryVocabulary& vocabulary,
                     const EntryContext& context) {
  return Planner(network, vocabulary, context).plan(line);
}

EntryCompletion complete_entry(const Network& network, std::string_view line, std::size_t caret, std::size_t limit,
                               const EntryVocabulary& vocabulary) {
  caret = std::min(caret, line.size());
  EntryCompletion completion{caret, caret, {}};
  const std::u32string characters = entry::line_characters(line);
  if (!is_utf8(line) || characters.size() > line_characters_at_most) return completion;
  const std::size_t caret_character = count_characters(line.substr(0, caret));
  const std::vector<Element> elements = entry::scan_line(characters, vocabulary.node_kinds, names_with_marks(network));
  const Element* element = nullptr;
  for (const Element& candidate : elements)
    if (candidate.begin <= caret_character) element = &candidate;
  if (element == nullptr) return completion;
  const bool names_something = element->type == Type::name || element->type == Type::tag ||
                               element->type == Type::place || element->type == Type::terms;
  if (!names_something) return completion;

  std::size_t end = std::max(element->end, caret_character);
  std::u32string typed = characters.substr(element->begin, caret_character - element->begin);
  if (element->type == Type::terms) {
    // Only the words of the kind; amounts, periods and what is in brackets stay.
    const auto is_other = [](char32_t c) { return (c >= U'0' && c <= U'9') || c == U'(' || c == U'€' || c == U'$'; };
    if (std::any_of(typed.begin(), typed.end(), is_other)) return completion;
    for (end = caret_character; end < element->end && !is_other(characters[end]);) ++end;
    while (end > caret_character && characters[end - 1] == U' ') --end;
  }
  std::string text = utf8_from(typed);
  if (element->quoted && !text.empty()) {
    text.erase(0, utf8_from(characters.substr(element->begin, 1)).size());
    if (caret_character == element->end && text.size() > 1 && text.back() == '"') text.pop_back();
  }

  std::vector<std::string> found;
  switch (element->type) {
    case Type::name:
      for (Completion& name : NameIndex(network).complete(text, limit + 1)) found.push_back(std::move(name.label));
      break;
    case Type::tag:
      found = best_uses(tag_uses(network), text);
      break;
    case Type::place:
      found = best_uses(place_uses(network), text);
      break;
    default:
      found = kinds_beginning_with(network, text, vocabulary);
  }
  const std::string replaced = utf8_from(characters.substr(element->begin, end - element->begin));
  for (std::string& replacement : found) {
    if (completion.replacements.size() >= limit) break;
    if (element->type != Type::terms)
      replacement = entry::quoted_if_needed(replacement, element->type, vocabulary.node_kinds);
    if (replacement == replaced) continue;
    if (std::find(completion.replacements.begin(), completion.replacements.end(), replacement) ==
        completion.replacements.end())
      completion.replacements.push_back(std::move(replacement));
  }
  completion.begin = first_characters(line, element->begin).size();
  completion.end = first_characters(line, end).size();
  return completion;
}

}  // namespace impactweb
