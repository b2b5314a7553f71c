#!/bin/sh
# The Debian packages that the tests need: a browser, a PostgreSQL, Chinese glyphs. Installs what is
# missing where that is possible, and says what to install where it is not.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
fc-list 2>/dev/null | grep -qi "noto.*cjk" || missing="$missing fonts-noto-cjk fontconfig"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086
  apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "测试还需要这些软件包 / the tests also need:$missing" >&2
  echo "Debian/Ubuntu: sudo apt-get install$missing" >&2
  exit 1
fi
