#!/usr/bin/env bash
# Finds the system packages that flong needs and are missing, and installs them by apt when it may.
# usage: scripts/system.sh GROUP…   (build, bill, servers)
set -euo pipefail

packages_of() {
    case $1 in
        build) echo "gcc libc6-dev python3-venv python3-dev" ;;
        bill) echo "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk" ;;
        servers) echo "postfix chromium firefox-esr qpdf poppler-utils nodejs npm" ;;
        *) echo "unknown group: $1" >&2; exit 2 ;;
    esac
}

# npm comes with nodejs where that is not Debian's own.
installed() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed' || { [ "$1" = npm ] && command -v npm >/dev/null; }
}

if ! command -v dpkg-query >/dev/null; then
    echo "flong: not a Debian or Ubuntu system; a C compiler, Python headers, Pango, HarfBuzz and CJK fonts must be there" >&2
    exit 0
fi

missing=()
for group in "$@"; do
    for package in $(packages_of "$group"); do
        installed "$package" || missing+=("$package")
    done
done
[ ${#missing[@]} -eq 0 ] && exit 0

command="apt-get install -y --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -eq 0 ]; then
    run=""
elif sudo -n true 2>/dev/null; then
    run="sudo"
else
    echo "flong: these system packages are missing; install them and run make again:" >&2
    echo "    sudo $command" >&2
    exit 1
fi
echo "flong: installing system packages: ${missing[*]}"
$run apt-get update -qq
# No configuration of its own: a Postfix that comes for the tests must not start serving this machine.
case " ${missing[*]} " in
    *" postfix "*) echo "postfix postfix/main_mailer_type select No configuration" | $run debconf-set-selections ;;
esac
$run env DEBIAN_FRONTEND=noninteractive $command -qq >/dev/null
