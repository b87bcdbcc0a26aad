#include "core/insight/team.hpp"

#include <algorithm>
#include <tuple>

#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

std::uint32_t count(std::uint64_t bits) {
  std::uint32_t ones = 0;
  for (; bits != 0; bits &= bits - 1) ++ones;
  return ones;
}

/// A need counts for more than all sectors together.
std::uint32_t worth(std::uint64_t needs, std::uint64_t sectors) { return 65 * count(needs) + count(sectors); }

bool outdoes(const Candidate& a, const Candidate& b) {
  return (b.needs & ~a.needs) == 0 && (b.sectors & ~a.sectors) == 0 && (!a.introduced || b.introduced);
}

class Search {
 public:
  Search(const std::vector<Candidate>& candidates, std::uint32_t size, std::uint64_t most_steps)
      : candidates_(candidates), size_(size), steps_left_(most_steps) {
    for (std::uint32_t i = 0; i < candidates.size(); ++i) {
      if (worth(candidates[i].needs, candidates[i].sectors) == 0) continue;
      bool needed = true;
      for (std::uint32_t j = 0; j < candidates.size() && needed; ++j)
        if (i != j && outdoes(candidates[j], candidates[i]) && (!outdoes(candidates[i], candidates[j]) || j < i))
          needed = false;
      if (needed) order_.push_back(i);
    }
    // Good ones first, so that the bound bites early.
    sort_stably(order_, [&](std::uint32_t a, std::uint32_t b) {
      return worth(candidates[a].needs, candidates[a].sectors) > worth(candidates[b].needs, candidates[b].sectors);
    });
    // What the rest of the order can add at most.
    needs_behind_.assign(order_.size() + 1, 0);
    sectors_behind_.assign(order_.size() + 1, 0);
    for (std::size_t at = order_.size(); at-- > 0;) {
      needs_behind_[at] = needs_behind_[at + 1] | candidates[order_[at]].needs;
      sectors_behind_[at] = sectors_behind_[at + 1] | candidates[order_[at]].sectors;
    }
  }

  Team best() {
    greedy();
    const Team fallback = team(best_members_);
    go_on(0, 0, 0);
    if (steps_left_ == 0) {
      Team found = fallback;
      found.exact = false;
      return found;
    }
    return team(best_members_);
  }

 private:
  using Members = std::vector<std::uint32_t>;

  [[nodiscard]] Team team(Members members) const {
    Team made;
    std::sort(members.begin(), members.end());
    for (const std::uint32_t member : members) {
      made.needs |= candidates_[member].needs;
      made.sectors |= candidates_[member].sectors;
    }
    made.members = std::move(members);
    return made;
  }

  /// Better comes first.
  struct Rank {
    std::uint32_t lacking;
    std::size_t size;
    std::uint32_t introductions;
    Members members;

    friend bool operator<(const Rank& a, const Rank& b) {
      return std::tie(a.lacking, a.size, a.introductions, a.members) <
             std::tie(b.lacking, b.size, b.introductions, b.members);
    }
  };

  [[nodiscard]] Rank rank(Members members) const {
    const Team made = team(std::move(members));
    std::uint32_t introductions = 0;
    for (const std::uint32_t member : made.members) introductions += candidates_[member].introduced ? 1 : 0;
    return {65 * 65 - worth(made.needs, made.sectors), made.members.size(), introductions, made.members};
  }

  void offer(const Members& members) {
    Rank found = rank(members);
    if (has_best_ && !(found < best_)) return;
    has_best_ = true;
    best_ = std::move(found);
    best_members_ = best_.members;
  }

  void greedy() {
    std::uint64_t needs = 0, sectors = 0;
    Members members;
    while (members.size() < size_) {
      std::uint32_t best = 0, gain = 0;
      for (const std::uint32_t each : order_) {
        const std::uint32_t more = worth(candidates_[each].needs & ~needs, candidates_[each].sectors & ~sectors);
        if (more > gain ||
            (more == gain && more > 0 && candidates_[best].introduced && !candidates_[each].introduced)) {
          gain = more;
          best = each;
        }
      }
      if (gain == 0) break;
      members.push_back(best);
      needs |= candidates_[best].needs;
      sectors |= candidates_[best].sectors;
    }
    offer(members);
  }

  /// The most that `room` more members from `at` on can be worth: each at most what it adds now, and all together at
  /// most what is there.
  [[nodiscard]] std::uint32_t bound(std::size_t at, std::uint64_t needs, std::uint64_t sectors, std::size_t room) {
    gains_.clear();
    for (std::size_t i = at; i < order_.size(); ++i)
      if (const std::uint32_t gain =
              worth(candidates_[order_[i]].needs & ~needs, candidates_[order_[i]].sectors & ~sectors);
          gain > 0)
        gains_.push_back(gain);
    if (gains_.size() > room)
      std::nth_element(gains_.begin(), gains_.begin() + static_cast<std::ptrdiff_t>(room), gains_.end(),
                       std::greater<>());
    std::uint32_t sum = worth(needs, sectors);
    for (std::size_t i = 0; i < std::min(room, gains_.size()); ++i) sum += gains_[i];
    return std::min(sum, worth(needs | needs_behind_[at], sectors | sectors_behind_[at]));
  }

  void go_on(std::size_t at, std::uint64_t needs, std::uint64_t sectors) {
    if (steps_left_ == 0) return;
    --steps_left_;
    offer(members_);
    const std::size_t room = size_ - members_.size();
    if (at == order_.size() || room == 0) return;
    const std::uint32_t most = bound(at, needs, sectors, room);
    const std::uint32_t best = 65 * 65 - best_.lacking;
    // As good a cover takes one member more at least.
    if (most < best || (most == best && (worth(needs, sectors) == best || members_.size() + 1 > best_.size))) return;
    const std::uint32_t each = order_[at];
    if (worth(candidates_[each].needs & ~needs, candidates_[each].sectors & ~sectors) > 0) {
      members_.push_back(each);
      go_on(at + 1, needs | candidates_[each].needs, sectors | candidates_[each].sectors);
      members_.pop_back();
    }
    go_on(at + 1, needs, sectors);
  }

  const std::vector<Candidate>& candidates_;
  std::uint32_t size_;
  std::uint64_t steps_left_;
  Members order_;
  std::vector<std::uint64_t> needs_behind_, sectors_behind_;
  Members members_;
  std::vector<std::uint32_t> gains_;
  bool has_best_ = false;
  Rank best_{};
  Members best_members_;
};

}  // namespace

Team best_team(const std::vector<Candidate>& candidates, std::uint32_t size, std::uint64_t most_steps) {
  return Search(candidates, size, most_steps).best();
}

}  // namespace impactweb::insight
