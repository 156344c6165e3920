# Sourced by run and test: what a fresh machine lacks is installed, or named with the command that installs it.
# shellcheck shell=bash

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# At low load .NET's thread pool spins; without, a quiet system uses half the processor.
export DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0

say() { printf '%s\n' "$@" >&2; }
die() { say "" "$@"; exit 1; }
elapsed() { printf '%d s' $((SECONDS - $1)); }

# Runs a command that takes a while: one line when it starts, a dot every three seconds, its output only if it fails.
step() {
  local what=$1 log started=$SECONDS; shift
  log=$(mktemp)
  printf '%s ' "$what" >&2
  "$@" >"$log" 2>&1 &
  local pid=$!
  local ticks=0
  while kill -0 "$pid" 2>/dev/null; do
    read -r -t 0.2 _ <> <(:) || true
    ticks=$((ticks + 1))
    [ $((ticks % 15)) = 0 ] && printf '.' >&2
  done
  if wait "$pid"; then say " done, $(elapsed "$started")"; rm -f "$log"; return 0; fi
  say " FAILED"; cat "$log" >&2; rm -f "$log"; return 1
}

apt_may() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# apt_install PACKAGE...: only where we may; the caller says what is missing otherwise.
apt_install() {
  apt_may || return 1
  if [ -z "${AMPWRIGHT_APT_UPDATED:-}" ]; then
    step "Reading Debian's package lists" apt-get update -qq || return 1
    AMPWRIGHT_APT_UPDATED=1
  fi
  step "Installing $*" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

need_dotnet() {
  command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && return
  die "Ampwright needs the .NET 10 SDK, and 'dotnet --list-sdks' does not show one." \
      "Install it from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again."
}

need_sqlite() {
  local folder
  for folder in /usr/lib/*-linux-gnu /usr/lib /usr/lib64 /usr/local/lib /lib/*-linux-gnu; do
    [ -e "$folder/libsqlite3.so.0" ] && return
  done
  apt_install libsqlite3-0 && return
  die "The system library libsqlite3.so.0 is missing, and this user may not install it." \
      "On Debian and Ubuntu:  sudo apt-get install libsqlite3-0"
}

node_is_new_enough() {
  "$1" -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||a===20&&b>=19?0:1)' 2>/dev/null
}

# npm is a program of Node: on a PATH without node it is there and cannot run.
npm_works() { npm --version >/dev/null 2>&1; }

# Sets AMPWRIGHT_NODE and puts its folder first on PATH. Debian 12 has Node 18: npm's package "node" carries the program.
# Where there is none and none can be had, it returns 1 and NODE_MISSING says what to do.
want_node() {
  local wanted=22.23.3 here=$ROOT/.cache/node
  if [ -n "${AMPWRIGHT_NODE:-}" ] && node_is_new_enough "$AMPWRIGHT_NODE"; then :
  elif command -v node >/dev/null && node_is_new_enough node && npm_works; then AMPWRIGHT_NODE=$(command -v node)
  else
    AMPWRIGHT_NODE=$here/node_modules/node/bin/node
    if ! node_is_new_enough "$AMPWRIGHT_NODE"; then
      npm_works || { apt_install npm && npm_works; } || {
        NODE_MISSING=("Node 20.19 or newer is needed, and neither it nor an npm that works is here; this user may not install npm."
          "On Debian:  sudo apt-get install npm   (this script then fetches Node $wanted through it)")
        return 1
      }
      mkdir -p "$here"
      step "Fetching Node $wanted through npm" npm install --prefix "$here" --no-audit --no-fund --silent "node@$wanted" || true
      node_is_new_enough "$AMPWRIGHT_NODE" || {
        NODE_MISSING=("Node 20.19 or newer is needed and could not be fetched with 'npm install node@$wanted'."
          "Install Node 20.19 or newer, or set AMPWRIGHT_NODE to its program, then run this again.")
        return 1
      }
    fi
  fi
  export AMPWRIGHT_NODE PATH="$(dirname "$AMPWRIGHT_NODE"):$PATH"
}

need_node() { want_node || die "${NODE_MISSING[@]}"; }

# What the web app is made of, as src/Ampwright.Csms/Page/WebApp.targets lists it too.
web_is_built() {
  local web=$ROOT/src/web
  [ -f "$web/dist/.built" ] && [ -z "$(find "$web"/{src,index.html,connector.html,vite.config.ts,package-lock.json} -newer "$web/dist/.built" ! -name schema.d.ts -print -quit)" ]
}

# Fetches the web app's packages, exactly as its lock file says. To be called after want_node.
fetch_web() {
  local web=$ROOT/src/web
  [ "$web/node_modules/.package-lock.json" -nt "$web/package-lock.json" ] ||
    step "Fetching the web app's packages (npm ci)" npm ci --prefix "$web" --ignore-scripts --no-audit --no-fund --silent
}

# Builds the web app for the CSMS to carry, if what it is made of has changed. To be called after want_node.
build_web() {
  web_is_built || { fetch_web && step "Building the web app" npm run --prefix "$ROOT/src/web" --silent build; }
}

# The same where Node is or can be had; without it the CSMS is built without its web app.
want_web() {
  web_is_built || { want_node && build_web; } ||
    say "${NODE_MISSING[@]:-The web app could not be built.}" "The management system is built without its web app; API and stations work. build/web builds it later."
}

# The browser of the page's tests; without one they say that they were skipped.
want_chromium() {
  command -v chromium >/dev/null && return
  apt_install chromium || say "No chromium here, and this user may not install it: the tests of the page will be skipped."
}

# The second database of the tests; without it they say that they were skipped. Debian's package would start a server of its own.
want_postgres() {
  local folder
  for folder in "${AMPWRIGHT_POSTGRES:-}" /usr/lib/postgresql/*/bin /usr/local/bin; do
    [ -n "$folder" ] && [ -x "$folder/initdb" ] && return
  done
  if apt_install postgresql-common; then
    sed -i 's/^#\?create_main_cluster *=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    apt_install postgresql && return
  fi
  say "No PostgreSQL here, and this user may not install it: every test on PostgreSQL will be skipped." \
      "On Debian and Ubuntu:  sudo apt-get install postgresql   (elsewhere: name the folder of its programs in AMPWRIGHT_POSTGRES)"
}

# Shows the order of the CSMS's calls of the system; without it that one test says that it was skipped.
want_strace() {
  command -v strace >/dev/null && return
  apt_install strace || say "No strace here, and this user may not install it: the test of sync before answer will be skipped."
}

# The FTP server of the station's tests; without one they say that they were skipped.
want_vsftpd() {
  [ -x /usr/sbin/vsftpd ] && return
  apt_install vsftpd || say "No vsftpd here, and this user may not install it: the tests of FTP will be skipped."
}

# The mail server of the tests; without it they say that they were skipped. Debian's Python and its package: another Python does not see it.
want_aiosmtpd() {
  [ -d /usr/lib/python3/dist-packages/aiosmtpd ] && return
  apt_install python3-aiosmtpd || say "No aiosmtpd here, and this user may not install it: the tests of mail will be skipped."
}

# build WHAT CONFIGURATION: restores and builds with locked package versions.
build() {
  step "Restoring packages for $(basename "$1")" dotnet restore "$1" --locked-mode -v quiet &&
    step "Building $(basename "$1")" dotnet build "$1" -c "$2" --no-restore -v quiet -nologo
}
