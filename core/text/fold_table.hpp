// What each letter becomes when case and accents are folded: one character for each code point of a block, in order. It
// is compatibility decomposition without combining marks and then full case folding (Unicode 14), plus the stroked
// letters (ø, ł, đ …), æ, œ, þ and ŋ, which Unicode does not take apart. U+E000 + n stands for `folded_sequences[n]`.
#pragma once

#include <string_view>

namespace impactweb::folding {

inline constexpr std::string_view folded_sequences[] = {"",   "1⁄4", "1⁄2", "3⁄4", "ae", "th", "ss", "ij",
                                                        "l·", "'n",  "oe",  "dz",  "lj", "nj", "aʾ"};

struct Block {
  char32_t first;
  std::u16string_view folded;
};

// clang-format off
inline constexpr Block blocks[] = {
    // U+00A0 to U+024F
    {0x00A0,
     u" ¡¢£¤¥¦§¨©a\"¬\uE000®¯°±23'μ¶·¸1o\"\uE001\uE002\uE003¿"
     u"aaaaaa\uE004ceeeeiiiidnooooo×ouuuuy\uE005\uE006"
     u"aaaaaa\uE004ceeeeiiiidnooooo÷ouuuuy\uE005y"
     u"aaaaaaccccccccddddeeeeeeeeeegggg"
     u"gggghhhhiiiiiiiiii\uE007\uE007jjkkĸllllll\uE008"
     u"\uE008llnnnnnn\uE009nnoooooo\uE00A\uE00Arrrrrrssssss"
     u"ssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
     u"bɓƃƃƅƅɔƈƈɖɗƌƌƍǝəɛƒƒɠɣƕɩɨƙƙlƛɯɲƞɵ"
     u"ooƣƣƥƥʀƨƨʃƪƫƭƭʈuuʊʋƴƴzzʒƹƹƺƻƽƽƾƿ"
     u"ǀǁǂǃ\uE00B\uE00B\uE00B\uE00C\uE00C\uE00C\uE00D\uE00D\uE00Daaiioouuuuuuuuuuǝaa"
     u"aa\uE004\uE004ggggkkooooʒʒj\uE00B\uE00B\uE00Bggƕƿnnaa\uE004\uE004oo"
     u"aaaaeeeeiiiioooorrrruuuussttȝȝhh"
     u"ƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥcclⱦȿ"
     u"ɀɂɂbʉʌeejjɋɋrryy"},
    // U+0370 to U+052F
    {0x0370,
     u"ͱͱͳͳ'͵ͷͷ\u0378\u0379ͺͻͼͽ;ϳ\u0380\u0381\u0382\u0383΄΅α·εηι\u038Bο\u038Dυω"
     u"ιαβγδεζηθικλμνξοπρ\u03A2στυφχψωιυαεηι"
     u"υαβγδεζηθικλμνξοπρσστυφχψωιυουωϗ"
     u"βθυυυφπϗϙϙϛϛϝϝϟϟϡϡϣϣϥϥϧϧϩϩϫϫϭϭϯϯ"
     u"κρσϳθε϶ϸϸσϻϻϼͻͼͽееђгєѕііјљњћкиуџ"
     u"абвгдежзииклмнопрстуфхцчшщъыьэюя"
     u"абвгдежзииклмнопрстуфхцчшщъыьэюя"
     u"ееђгєѕііјљњћкиуџѡѡѣѣѥѥѧѧѩѩѫѫѭѭѯѯ"
     u"ѱѱѳѳѵѵѵѵѹѹѻѻѽѽѿѿҁҁ҂҃҄҅҆҇҈҉ҋҋҍҍҏҏ"
     u"ґґғғҕҕҗҗҙҙққҝҝҟҟҡҡңңҥҥҧҧҩҩҫҫҭҭүү"
     u"ұұҳҳҵҵҷҷҹҹһһҽҽҿҿӏжжӄӄӆӆӈӈӊӊӌӌӎӎӏ"
     u"ааааӕӕееәәәәжжззӡӡииииооөөөөээуу"
     u"ууууччӷӷыыӻӻӽӽӿӿԁԁԃԃԅԅԇԇԉԉԋԋԍԍԏԏ"
     u"ԑԑԓԓԕԕԗԗԙԙԛԛԝԝԟԟԡԡԣԣԥԥԧԧԩԩԫԫԭԭԯԯ"},
    // U+1E00 to U+1FFF
    {0x1E00,
     u"aabbbbbbccddddddddddeeeeeeeeeeff"
     u"gghhhhhhhhhhiiiikkkkkkllllllllmm"
     u"mmmmnnnnnnnnoooooooopppprrrrrrrr"
     u"ssssssssssttttttttuuuuuuuuuuvvvv"
     u"wwwwwwwwwwxxxxyyzzzzzzhtwy\uE00Esẜẝ\uE006ẟ"
     u"aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
     u"eeeeeeeeiiiioooooooooooooooooooo"
     u"oooouuuuuuuuuuuuuuyyyyyyyyỻỻỽỽỿỿ"
     u"ααααααααααααααααεεεεεε\u1F16\u1F17εεεεεε\u1F1E\u1F1F"
     u"ηηηηηηηηηηηηηηηηιιιιιιιιιιιιιιιι"
     u"οοοοοο\u1F46\u1F47οοοοοο\u1F4E\u1F4Fυυυυυυυυ\u1F58υ\u1F5Aυ\u1F5Cυ\u1F5Eυ"
     u"ωωωωωωωωωωωωωωωωααεεηηιιοουυωω\u1F7E\u1F7F"
     u"ααααααααααααααααηηηηηηηηηηηηηηηη"
     u"ωωωωωωωωωωωωωωωωααααα\u1FB5ααααααα᾽ι᾿"
     u"῀῁ηηη\u1FC5ηηεεηηη῍῎῏ιιιι\u1FD4\u1FD5ιιιιιι\u1FDC῝῞῟"
     u"υυυυρρυυυυυυρ῭΅`\u1FF0\u1FF1ωωω\u1FF5ωωοοωωω´῾\u1FFF"},
};
// clang-format on

}  // namespace impactweb::folding
