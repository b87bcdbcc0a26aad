// Where municipalities and towns lie, for the map layout: Noord-Brabant in full, and the larger Dutch and near Flemish
// and German cities. Facts of geography, to about a kilometre.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/layout/algorithm.hpp"

namespace impactweb::layout {

struct NamedPlace {
  std::string_view name;
  GeoPoint point;
};

/// Ascending by folded name.
std::span<const NamedPlace> known_places();

/// The coordinates of a place by its name as people write it: case, accents, hyphens and apostrophes do not matter
/// ("Den Bosch" and "'s-Hertogenbosch" are the same), and what follows a comma or stands in brackets may be left out
/// ("Tilburg, NL"). A pair "51.56, 5.08" is taken as latitude and longitude. Nothing for an unknown place.
std::optional<GeoPoint> coordinates_of_place(std::string_view name);

}  // namespace impactweb::layout
