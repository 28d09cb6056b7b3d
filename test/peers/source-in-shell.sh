# Sources each file named 0, 1, 2 ... in a directory with a fresh shell, and prints the environment
# that a worker would get: NAME=VALUE NUL ..., and an empty entry at its end; nothing but the empty
# entry where the shell does not live to start a worker. Odd files are read in a UTF-8 locale.
# $1 shell, $2 directory, $3 first, $4 number behind the last, $5 empty directory
number=$3
while [ "$number" -lt "$4" ]; do
  locale=
  [ $((number % 2)) -eq 0 ] || locale=LC_ALL=C.UTF-8
  (
    ulimit -t 5 -c 0
    exec /usr/bin/env -i $locale PATH="$5" HOME=/home/pine PINE_OUTER=outer \
      "$1" -c 'set -a; . "$0"; set +a; exec /usr/bin/env -0 >&9' "$2/$number"
  ) </dev/null 9>&1 >/dev/null 2>&1
  printf '\0'
  number=$((number + 1))
done
