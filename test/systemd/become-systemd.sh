#!/bin/sh
# Runs as process 1 of fresh namespaces and becomes systemd. Arguments: the directories of the host that
# the machine may write; all the rest of the host's disk it can only read.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

# Only our own mounts change: the propagation is private. The kernel's settings are the host's too, and
# systemd raises some at every boot.
umount /sys/fs/cgroup
mount --bind /proc/sys /proc/sys
while read -r _ path _; do
  case $path in
    /proc | /dev | /dev/*) ;;
    *) mount -o remount,bind,ro "$path" 2>/dev/null || true ;;
  esac
done </proc/self/mounts
# PINE_SYSTEMD_USR holds the files of another systemd, unpacked, to be laid over /usr.
[ -z "${PINE_SYSTEMD_USR-}" ] || mount -t overlay -o "lowerdir=$PINE_SYSTEMD_USR:/usr" overlay /usr
for directory in "$@"; do
  mount --bind "$directory" "$directory"
  mount -o remount,bind,rw "$directory"
done
mount -t cgroup2 cgroup2 /sys/fs/cgroup

# No console, no kernel log: both are the host's, and systemd writes env files' lines to its log.
mount -t tmpfs -o mode=0755 tmpfs /run
mkdir /run/dev
mount -t tmpfs -o mode=0755 tmpfs /run/dev
for device in null zero full random urandom tty; do
  : >"/run/dev/$device"
  mount --bind "/dev/$device" "/run/dev/$device"
done
mkdir /run/dev/pts /run/dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts /run/dev/pts
ln -s pts/ptmx /run/dev/ptmx
ln -s /proc/self/fd /run/dev/fd
for number in 0:stdin 1:stdout 2:stderr; do ln -s "fd/${number%:*}" "/run/dev/${number#*:}"; done
mount --move /run/dev /dev
rmdir /run/dev

mount -t tmpfs -o mode=0755 tmpfs /etc/systemd/system
cp "$here"/units/* /etc/systemd/system
mkdir -p /run/systemd/system /run/systemd/system.conf.d
cp "$here/machine.conf" /run/systemd/system.conf.d
for directory in /tmp /var/tmp; do mount -t tmpfs -o mode=1777 tmpfs "$directory"; done

# Its unit path holds none of the host's units, so nothing needs a mask: neither udev, journald nor tmpfiles.
cd /
for systemd in /usr/lib/systemd/systemd /lib/systemd/systemd; do
  [ ! -x "$systemd" ] || exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    SYSTEMD_UNIT_PATH=/run/systemd/transient:/etc/systemd/system:/run/systemd/system \
    SYSTEMD_GENERATOR_PATH=/nowhere SYSTEMD_ENVIRONMENT_GENERATOR_PATH=/nowhere \
    "$systemd" --system --show-status=no
done
