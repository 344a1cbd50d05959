#!/bin/sh
# fetch.sh DIR: downloads Debian's snac2 from the backports and unpacks it to DIR/root without installing it.
# apt gets a configuration of its own, so the system's sources stay as they are; the archive is the one the system already uses.
# Its build for the newer release needs only what the older one has (libc 2.34, libcurl 4, libcrypto 3), so that is tried first.
set -eu
dir=$(mkdir -p "$1" && cd "$1" && pwd)
keys=/usr/share/keyrings/debian-archive-keyring.gpg
archive=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | sort -u | head -n 1)
if [ -z "$archive" ]; then
    echo "fetch.sh: apt knows no Debian archive yet; run apt-get update first" >&2
    exit 1
fi

mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial" "$dir/state"
touch "$dir/state/status"
for release in trixie bookworm; do
    echo "deb [signed-by=$keys] $archive $release-backports main"
done >"$dir/sources.list"

own_apt() {
    apt-get -qq -o Dir::Etc::sourcelist="$dir/sources.list" -o Dir::Etc::sourceparts=- \
        -o Dir::State="$dir/state" -o Dir::State::lists="$dir/lists" -o Dir::State::status="$dir/state/status" \
        -o Dir::Cache="$dir/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}

own_apt update
cd "$dir"
rm -f snac2_*.deb
own_apt download 'snac2=2.96*' || own_apt download snac2
dpkg -x snac2_*.deb "$dir/root"
rm -rf "$dir/lists" "$dir/cache"
test -x "$dir/root/usr/bin/snac"
