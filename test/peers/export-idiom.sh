# Runs the idiom once for each file named, each time in a shell without variables of its own, and
# prints the environment that a worker would get: NAME=VALUE NUL ..., and an empty one at its end.
while [ $# -gt 0 ]; do
  (
    {
      export $(cat "$1" | grep -v '^#' | xargs)
    } >/dev/null 2>&1
    exec env -0
  )
  printf '\0'
  shift
done
