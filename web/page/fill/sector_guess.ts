// What sector somebody is in, as far as the name tells: words of Dutch and English, the most telling first.

const rules: readonly (readonly [sector: string, words: RegExp])[] = [
  [
    'government',
    /^(gemeente|gem\.|provincie|prov\.|waterschap|ministerie|rijks\p{L}*|ggd|veiligheidsregio|omgevingsdienst|politie|uwv|rvo|municipality|province|ministry|council|city of)(?!\p{L})|(?<!\p{L})(wethouder|gemeenteraad|burgemeester)(?!\p{L})/u,
  ],
  [
    'knowledge',
    /hogeschool|universit|(?<!\p{L})(school|college|roc|mbo|lyceum|academie|academy|avans|fontys|summa|tno|lectoraat|kenniscentrum)(?!\p{L})|onderwijs|basisschool/u,
  ],
  ['nature', /natuur|landschap|staatsbosbeheer|milieu|(?<!\p{L})(ivn|nature|wildlife|klimaat\p{L}*|climate)(?!\p{L})/u],
  [
    'finance',
    /bank(?!\p{L})|fonds(?!\p{L})|(?<!\p{L})(fund|foundation fund|triodos|verzeker\p{L}*|invest\p{L}*)(?!\p{L})/u,
  ],
  [
    'media',
    /bibliotheek|museum|theater|omroep|dagblad|(?<!\p{L})(library|krant|radio|tv|media|pers|kunst\p{L}*)(?!\p{L})/u,
  ],
  ['socialEnterprise', /sociale? ondernem|social enterprise|kringloop|werkplaats|impact onderneming/u],
  [
    'business',
    /(?<!\p{L})(b\.?v\.?|n\.?v\.?|vof|holding|ltd|inc|gmbh|advies|consultancy|consultants?|ondernemers\p{L}*|bakkerij|horeca|bouwbedrijf)(?!\p{L})/u,
  ],
  [
    'civilSociety',
    /stichting|vereniging|bewoners|buurt|wijk|dorps|inwoners|vrijwilligers|huurders|humanitas|rode kruis|(?<!\p{L})(association|charity|residents|kerk|parochie|moskee|scouting|welzijn\p{L}*)(?!\p{L})/u,
  ],
];

/** The id of a default sector, or null when the name does not tell. `form`: a group of people is a group of residents. */
export function guessedSector(name: string, form = ''): string | null {
  const plain = name.toLowerCase();
  const found = rules.find(([, words]) => words.test(plain));
  return found?.[0] ?? (form === 'group' ? 'civilSociety' : null);
}
