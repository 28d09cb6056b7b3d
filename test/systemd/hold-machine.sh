#!/bin/sh
# Holds one machine: systemd in namespaces and a cgroup of its own. Everything ends when stdin ends,
# so also when whoever started us is killed. Runs in a private mount namespace; arguments: see become-systemd.sh.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
trap '' HUP INT TERM

# A fresh cgroup2 of our own sight: the one in place may be read-only, hidden under version 1, or not there.
umount /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 /sys/fs/cgroup
above=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/self/cgroup)
for old in "$above"/pine-env-machine-*; do
  [ -d "/proc/${old##*-}" ] || find "$old" -depth -type d -exec rmdir {} + 2>/dev/null || true
done
own=$above/pine-env-machine-$$
mkdir "$own"

exec 3<&0
(
  exec 3<&-
  echo 0 >"$own/cgroup.procs"
  exec setpriv --pdeathsig KILL unshare --pid --fork --kill-child --mount --propagation private \
    --mount-proc --cgroup --uts --ipc --net sh "$here/become-systemd.sh" "$@" </dev/null >/dev/null
) &
holder=$!
(
  cat <&3 >/dev/null
  echo 1 >"$own/cgroup.kill" || kill -KILL "$holder"
) 2>/dev/null &
exec 3<&-
echo "$holder"

wait "$holder" 2>/dev/null || true
tries=100
until [ ! -d "$own" ] || [ "$tries" = 0 ]; do
  find "$own" -depth -type d -exec rmdir {} + 2>/dev/null && break
  tries=$((tries - 1))
  sleep 0.05
done
