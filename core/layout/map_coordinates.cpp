#include "core/layout/map_coordinates.hpp"

#include <algorithm>
#include <string>

#include "core/text/text.hpp"

namespace impactweb::layout {

namespace {

// Names as `key_of` gives them, in ascending order.
constexpr NamedPlace places[] = {
    {"aachen", {50.776, 6.084}},
    {"alkmaar", {52.632, 4.749}},
    {"almelo", {52.357, 6.663}},
    {"almere", {52.371, 5.215}},
    {"alphen aan den rijn", {52.129, 4.655}},
    {"alphen chaam", {51.495, 4.858}},
    {"altena", {51.758, 4.953}},
    {"amersfoort", {52.156, 5.388}},
    {"amsterdam", {52.373, 4.892}},
    {"antwerpen", {51.221, 4.400}},
    {"apeldoorn", {52.211, 5.970}},
    {"arnhem", {51.985, 5.899}},
    {"assen", {52.996, 6.562}},
    {"asten", {51.403, 5.748}},
    {"baarle nassau", {51.447, 4.929}},
    {"bergeijk", {51.320, 5.358}},
    {"bergen op zoom", {51.495, 4.288}},
    {"bernheze", {51.672, 5.530}},
    {"best", {51.509, 5.391}},
    {"bladel", {51.368, 5.221}},
    {"boekel", {51.603, 5.674}},
    {"boxmeer", {51.648, 5.947}},
    {"boxtel", {51.591, 5.328}},
    {"breda", {51.589, 4.776}},
    {"brussel", {50.847, 4.352}},
    {"capelle aan den ijssel", {51.929, 4.578}},
    {"cranendonck", {51.281, 5.573}},
    {"cuijk", {51.731, 5.879}},
    {"delft", {52.012, 4.357}},
    {"den bosch", {51.690, 5.304}},
    {"den haag", {52.080, 4.310}},
    {"den helder", {52.959, 4.760}},
    {"deurne", {51.460, 5.797}},
    {"deventer", {52.255, 6.164}},
    {"doetinchem", {51.965, 6.288}},
    {"dongen", {51.627, 4.939}},
    {"dordrecht", {51.813, 4.690}},
    {"drimmelen", {51.683, 4.803}},
    {"ede", {52.045, 5.668}},
    {"eersel", {51.358, 5.318}},
    {"eindhoven", {51.441, 5.478}},
    {"emmen", {52.785, 6.897}},
    {"enschede", {52.219, 6.896}},
    {"etten leur", {51.571, 4.636}},
    {"geertruidenberg", {51.702, 4.858}},
    {"geldrop mierlo", {51.430, 5.579}},
    {"gemert bakel", {51.539, 5.717}},
    {"gent", {51.054, 3.725}},
    {"gilze en rijen", {51.562, 4.922}},
    {"goes", {51.504, 3.889}},
    {"goirle", {51.521, 5.067}},
    {"gorinchem", {51.836, 4.973}},
    {"gouda", {52.011, 4.711}},
    {"grave", {51.759, 5.738}},
    {"groningen", {53.219, 6.567}},
    {"haaren", {51.602, 5.222}},
    {"haarlem", {52.381, 4.637}},
    {"haarlemmermeer", {52.303, 4.690}},
    {"halderberge", {51.580, 4.523}},
    {"hardenberg", {52.575, 6.620}},
    {"hasselt", {50.930, 5.338}},
    {"heerenveen", {52.960, 5.920}},
    {"heerlen", {50.888, 5.980}},
    {"heeze leende", {51.367, 5.560}},
    {"helmond", {51.481, 5.661}},
    {"hengelo", {52.266, 6.793}},
    {"heusden", {51.689, 5.138}},
    {"hilvarenbeek", {51.486, 5.138}},
    {"hilversum", {52.223, 5.176}},
    {"hoorn", {52.643, 5.060}},
    {"kampen", {52.555, 5.911}},
    {"katwijk", {52.200, 4.410}},
    {"laarbeek", {51.529, 5.630}},
    {"land van cuijk", {51.690, 5.870}},
    {"landerd", {51.697, 5.680}},
    {"leeuwarden", {53.201, 5.800}},
    {"leiden", {52.160, 4.497}},
    {"lelystad", {52.518, 5.471}},
    {"leuven", {50.879, 4.701}},
    {"loon op zand", {51.627, 5.075}},
    {"maashorst", {51.662, 5.619}},
    {"maastricht", {50.851, 5.691}},
    {"meierijstad", {51.617, 5.549}},
    {"meppel", {52.696, 6.194}},
    {"middelburg", {51.499, 3.614}},
    {"mill en sint hubert", {51.687, 5.778}},
    {"moerdijk", {51.655, 4.530}},
    {"nieuwegein", {52.029, 5.081}},
    {"nijmegen", {51.842, 5.853}},
    {"nissewaard", {51.846, 4.329}},
    {"nuenen gerwen en nederwetten", {51.473, 5.553}},
    {"oirschot", {51.505, 5.314}},
    {"oisterwijk", {51.579, 5.189}},
    {"oldenzaal", {52.313, 6.929}},
    {"oosterhout", {51.645, 4.860}},
    {"oss", {51.765, 5.518}},
    {"purmerend", {52.505, 4.959}},
    {"reusel de mierden", {51.362, 5.165}},
    {"roermond", {51.194, 5.987}},
    {"roosendaal", {51.531, 4.465}},
    {"rotterdam", {51.924, 4.478}},
    {"rucphen", {51.532, 4.559}},
    {"s gravenhage", {52.080, 4.310}},
    {"s hertogenbosch", {51.690, 5.304}},
    {"schiedam", {51.919, 4.389}},
    {"sint anthonis", {51.627, 5.882}},
    {"sint michielsgestel", {51.642, 5.353}},
    {"sittard geleen", {50.999, 5.869}},
    {"smallingerland", {53.112, 6.098}},
    {"someren", {51.385, 5.712}},
    {"son en breugel", {51.514, 5.494}},
    {"steenbergen", {51.585, 4.319}},
    {"terneuzen", {51.336, 3.828}},
    {"tiel", {51.887, 5.429}},
    {"tilburg", {51.556, 5.091}},
    {"turnhout", {51.323, 4.948}},
    {"uden", {51.661, 5.617}},
    {"utrecht", {52.091, 5.122}},
    {"valkenswaard", {51.351, 5.460}},
    {"veenendaal", {52.028, 5.559}},
    {"veghel", {51.617, 5.549}},
    {"veldhoven", {51.418, 5.403}},
    {"venlo", {51.370, 6.172}},
    {"venray", {51.526, 5.974}},
    {"vlaardingen", {51.912, 4.342}},
    {"vlissingen", {51.443, 3.574}},
    {"vught", {51.654, 5.288}},
    {"waalre", {51.387, 5.444}},
    {"waalwijk", {51.683, 5.071}},
    {"wageningen", {51.969, 5.665}},
    {"weert", {51.252, 5.706}},
    {"woensdrecht", {51.430, 4.304}},
    {"zaanstad", {52.442, 4.829}},
    {"zeist", {52.090, 5.233}},
    {"zoetermeer", {52.057, 4.493}},
    {"zundert", {51.472, 4.655}},
    {"zutphen", {52.139, 6.196}},
    {"zwolle", {52.513, 6.094}},
};

// Folded letters and digits, one space where anything else stood between them.
std::string key_of(std::string_view name) {
  std::string key;
  const std::string folded = fold(name);
  for (const std::string_view word : words_of(folded)) key.append(key.empty() ? "" : " ").append(word);
  return key;
}

// A decimal number at the front of `text`, which is shortened by it.
std::optional<double> take_number(std::string_view& text) {
  text = trim(text);
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  double value = 0, unit = 1;
  bool digits = false, fraction = false;
  std::size_t at = 0;
  for (; at < text.size() && at < 20; ++at) {
    const char c = text[at];
    if (c == '.' && !fraction) {
      fraction = true;
    } else if (is_digit(c)) {
      digits = true;
      value = value * 10 + (c - '0');
      if (fraction) unit *= 10;
    } else {
      break;
    }
  }
  if (!digits) return std::nullopt;
  text.remove_prefix(at);
  return (negative ? -value : value) / unit;
}

std::optional<GeoPoint> as_coordinates(std::string_view text) {
  const auto latitude = take_number(text);
  text = trim(text);
  if (!latitude || text.empty() || (text.front() != ',' && text.front() != ';')) return std::nullopt;
  text.remove_prefix(1);
  const auto longitude = take_number(text);
  if (!longitude || !trim(text).empty()) return std::nullopt;
  if (*latitude < -90 || *latitude > 90 || *longitude < -180 || *longitude > 180) return std::nullopt;
  return GeoPoint{*latitude, *longitude};
}

std::optional<GeoPoint> look_up(std::string_view name) {
  const std::string key = key_of(name);
  const auto found =
      std::lower_bound(std::begin(places), std::end(places), key,
                       [](const NamedPlace& place, const std::string& wanted) { return place.name < wanted; });
  if (found == std::end(places) || found->name != key) return std::nullopt;
  return found->point;
}

}  // namespace

std::span<const NamedPlace> known_places() { return places; }

std::optional<GeoPoint> coordinates_of_place(std::string_view name) {
  if (trim(name).empty()) return std::nullopt;
  if (const auto point = as_coordinates(name)) return point;
  if (const auto point = look_up(name)) return point;
  const std::size_t end = name.find_first_of(",(;/");
  if (end != std::string_view::npos) {
    if (const auto point = look_up(name.substr(0, end))) return point;
  }
  constexpr std::string_view prefix = "gemeente ";
  const std::string key = key_of(name);
  if (key.starts_with(prefix)) return look_up(std::string_view(key).substr(prefix.size()));
  return std::nullopt;
}

}  // namespace impactweb::layout
