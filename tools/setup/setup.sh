# setup.sh - what ./run and ./check share: messages, packages, which PostgreSQL, the Python folder. To be sourced by bash.
#
# Nothing here writes outside the checkout, the package manager's own places and the folders the caller names.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

step() { printf '\n==> %s\n' "$*"; }
say() { printf '    %s\n' "$*"; }
die() {
  printf '\n%s: %s\n' "${0##*/}" "$1" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    return 126
  fi
}

package_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
package_known() { apt-cache show "$1" >/dev/null 2>&1; }

# PostgreSQL's Debian package makes and starts a server of its own when it is first installed. Ours is private, so that
# one is not wanted: a file says so for as long as the installation takes.
no_main_cluster=/etc/postgresql-common/createcluster.d/oliphant-setup.conf

apt_install() {
  if [ ! -e /etc/postgresql-common/createcluster.conf ] || [ -z "$(ls /etc/postgresql 2>/dev/null)" ]; then
    as_root mkdir -p "${no_main_cluster%/*}" && echo 'create_main_cluster = false' | as_root tee $no_main_cluster >/dev/null
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@" </dev/null >"$log_dir/apt.log" 2>&1
  local status=$?
  as_root rm -f $no_main_cluster
  return $status
}

# ensure_packages PACKAGE... - install what is missing; says what it does.
ensure_packages() {
  local missing=() p
  for p in "$@"; do package_installed "$p" || missing+=("$p"); done
  if [ ${#missing[@]} -eq 0 ]; then
    say "nothing to install"
    return 0
  fi
  say "installing: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
    die "packages are missing, and installing them needs root or sudo" "as root: apt-get install -y ${missing[*]}"
  fi
  if ! apt_install "${missing[@]}"; then
    say "updating the package lists"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q -o DPkg::Lock::Timeout=300 </dev/null >"$log_dir/apt-update.log" 2>&1 ||
      say "apt-get update reported problems (see $log_dir/apt-update.log)"
    apt_install "${missing[@]}" || { tail -5 "$log_dir/apt.log" >&2; die "apt-get could not install the packages" "log: $log_dir/apt.log"; }
  fi
}

# Sets pg_version to the PostgreSQL to build for: one whose server headers are installed, else the first the package
# manager has.
choose_postgresql() {
  local v
  for v in 15 16 17 18; do
    if [ -x /usr/lib/postgresql/$v/bin/postgres ] && [ -e /usr/include/postgresql/$v/server/postgres.h ]; then pg_version=$v; return 0; fi
  done
  for v in 15 16 17 18; do
    if package_known postgresql-server-dev-$v; then pg_version=$v; return 0; fi
  done
  return 1
}

build_packages() {
  [ -r /etc/debian_version ] || die "this needs Debian 12 or newer, or Ubuntu 24.04 or newer" \
    "elsewhere: install PostgreSQL 15 with its server headers, libssl, libpq, gcc and make, then see docs/manual/en/install.md"
  mkdir -p "$log_dir"
  if ! choose_postgresql; then
    say "updating the package lists"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q -o DPkg::Lock::Timeout=300 </dev/null >"$log_dir/apt-update.log" 2>&1
    choose_postgresql || die "the package manager has no PostgreSQL 15 or newer" \
      "Debian 12 and Ubuntu 24.04 have one; for others the PostgreSQL project keeps a package repository of its own."
  fi
  ensure_packages gcc make libc6-dev "postgresql-$pg_version" "postgresql-server-dev-$pg_version" libpq-dev libssl-dev libkrb5-dev \
    python3 python3-venv ca-certificates "$@"
  PG_CONFIG=/usr/lib/postgresql/$pg_version/bin/pg_config
  export PG_CONFIG
  [ -x "$PG_CONFIG" ] || die "$PG_CONFIG is not there although its package is installed"
}

# ensure_python - build/venv with python-oracledb in it; sets $python.
ensure_python() {
  python=$top/build/venv/bin/python
  if "$python" -c 'import oracledb' 2>/dev/null; then return 0; fi
  say "installing python-oracledb into build/venv"
  rm -rf "$top/build/venv"
  python3 -m venv "$top/build/venv" >"$log_dir/pip.log" 2>&1 &&
    "$top/build/venv/bin/pip" install -q --disable-pip-version-check oracledb >>"$log_dir/pip.log" 2>&1 ||
    { tail -5 "$log_dir/pip.log" >&2; die "python-oracledb could not be installed" "log: $log_dir/pip.log"; }
}

# port_in_use PORT - does something on this machine accept connections there?
port_in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_ports N - N ports nobody listens on.
free_ports() {
  python3 - "$1" <<'PY'
import socket, sys
socks = []
for _ in range(int(sys.argv[1])):
    s = socket.socket()
    s.bind(("127.0.0.1", 0))
    socks.append(s)
print(*[s.getsockname()[1] for s in socks])
PY
}
