// The measures of a network as data: menus, the JavaScript API, exports and tests all read this one table, so that a
// new measure is one entry.
//
// Formulas and sources stand with the functions that compute them:
//   id                   of what                                         view                  formula in
//   density              edges as a share of those possible              undirected            cohesion.hpp
//   reciprocity          share of arcs that are returned                 directed              cohesion.hpp
//   reciprocityCorrected the same beyond chance                          directed              cohesion.hpp
//   eiIndex              edges between sectors against within            undirected            diversity.hpp
//   eiBaseline           the same if edges were made at random           sectors only          diversity.hpp
//   blau                 diversity of sectors                            sectors only          diversity.hpp
//   iqv                  the same as a share of the most possible: over the network's list of sectors and those in use
//   evenness             how equal the sectors in use are                sectors only          diversity.hpp
//   fundingHhi           concentration of funding, and funders' shares   every edge, two-mode  exchange.hpp
//   degree               number of others tied to                        undirected
//   inDegree, outDegree  number of others that point here, pointed at    directed
//   betweenness          share of shortest paths                         undirected            betweenness.hpp
//   closeness            nearness to all others                          undirected            closeness.hpp
//   pageRank             standing                                        directed              page_rank.hpp
//   effectiveSize        contacts that do not know each other            undirected            triads.hpp
//   brokerage            roles between sectors                           directed              triads.hpp
//   articulationPoints   without whom it falls apart                     undirected            connectivity.hpp
//   bridges              edges without which it falls apart              every edge            connectivity.hpp
//   hubImpact            how many are cut off without                    undirected            connectivity.hpp
//   independence         how well it does without its main hub           undirected            connectivity.hpp
//   centralisation       how much the edges run to a few                 undirected            cohesion.hpp
//   coreness             the tightest core of which it is part           undirected            cohesion.hpp
//   corePeriphery        fit of a core and a periphery                   undirected            cohesion.hpp
//   communities          groups, and their modularity                    undirected            communities.hpp
//   giveTakeBalance      given against received                          every edge            exchange.hpp
//   needCoverage         needs that could be met                         two-mode insight/need_offer_matches.hpp stage
//   the stage that it reads most like               undirected            stage.hpp
// "Undirected" and "directed" are the simple views of `Graph`: parallel edges count once, loops not at all. Nodes are
// actors, and potential edges do not count, unless the options say otherwise; "two-mode" always looks at nodes of every
// kind.
#pragma once

#include <span>
#include <string>

#include "core/analysis/measure.hpp"
#include "core/model/json.hpp"

namespace impactweb::analysis {

/// All measures, in the order in which they are listed above.
std::span<const MeasureInfo> all_measures();

/// The measures with these ids, all of them when there are none, as an object by id. Each entry is an object with
///   value         of the whole; null where the measure is undefined
///   perNode       object by node id; null where the measure is undefined for that node
///   perSector     object by sector id (giveTakeBalance)
///   completeness  {"known": n, "of": m} where the measure rests on something that need not be filled in: nodes with a
///                 sector, funding edges with an amount, edges with a kind, nodes with a need or an offer
///   approximate   {"error": ε, "confidence": c, "samples": k} where counting exactly would take too long and was not
///                 asked for (betweenness of large networks, see run.hpp): with probability c every value is within ε
///   twoMode       true where nodes of every kind were counted
/// and beside these: corePeriphery `core` (node ids) and `coreDensity`; communities `count`; fundingHhi `currency`, or
/// when there are several no value but `perCurrency`; needCoverage `needs`, `covered`, `matched` and `matches`
/// [{needNode, need, offerNode, offer, words}], or where nobody says what fits (MeasureOptions::needs) `lens`, the lens
/// that knows; stage `reasons` [{code, params}]. An id that is not in the table gives
/// the issue `unknownMeasure`, an option out of range `resolutionNotPositive`.
Result<Json> measures(const Network& network, std::span<const std::string> ids = {},
                      const MeasureOptions& options = {});

}  // namespace impactweb::analysis
