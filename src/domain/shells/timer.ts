/**
 * A script for sh: says USR1 to the shell `$1` once it is `$2` (seconds since 1970). It looks every two seconds,
 * so that it ends soon after its shell, however that ended, and a machine that slept counts. A shell that has
 * become another program, which USR1 would kill, or whose number is another's by now, is left alone.
 */
export const timerText = `# pine-env: tells a shell that its time is over
shell=$1
until=$2
born() { [ ! -r "/proc/$shell/stat" ] || sed 's/.*) //' "/proc/$shell/stat" | cut -d' ' -f20; }
hears() {
  [ -r "/proc/$shell/status" ] || return 0
  case $(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$shell/status") in
    *[2367abef]??) return 0 ;;
  esac
  return 1
}
since=$(born)
while kill -0 "$shell" 2>/dev/null && [ "$(born)" = "$since" ]; do
  left=$((until - $(date +%s)))
  if [ "$left" -le 0 ]; then
    hears && kill -USR1 "$shell"
    exit
  fi
  [ "$left" -le 2 ] || left=2
  sleep "$left"
done
`;
