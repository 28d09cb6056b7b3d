import { defaultRoot, layout } from '../layout.ts';

/** The first line of each function: splits at blanks, whatever its person prefers. */
export const asBash = "\\local IFS=' '";

/** The same for zsh, which must also behave as sh meanwhile. */
export const asZsh = `emulate -L sh; ${asBash}`;

/** Written out, since a range of letters means something else in every language. */
const small = 'abcdefghijklmnopqrstuvwxyz';
const nameLetters = `${small}${small.toUpperCase()}0123456789_`;

/**
 * Functions for bash and zsh that find the root, its profiles and its registered keys without starting a process.
 * What they find is a name in plain letters or nothing, so nobody's file name is ever run. `asSh` makes a shell with
 * other habits behave as sh. Relative paths, since `$PWD` may lead through links and the program goes by the real one.
 */
export function posixFinders(asSh: string): string {
  return `__pine_find_is_root() {
  [ -d "$1/${layout.profiles}" ] && [ ! -L "$1/${layout.profiles}" ] &&
    [ -d "$1/${layout.deployment}" ] && [ ! -L "$1/${layout.deployment}" ]
}
# Sets __pine_root: $1, PINE_ENV_ROOT, the nearest directory above that is one, ${defaultRoot}.
__pine_find_root() {
  ${asSh}
  __pine_root=\${1:-\${PINE_ENV_ROOT-}}
  if [ -z "$__pine_root" ]; then
    __pine_root=.
    while ! __pine_find_is_root "$__pine_root"; do
      if [ "$__pine_root" -ef / ] || [ ! -d "$__pine_root" ]; then
        __pine_root=${defaultRoot}
        break
      fi
      __pine_root=../$__pine_root
    done
  fi
  __pine_find_is_root "$__pine_root"
}
# Sets __pine_found to the profiles below __pine_root, each with a blank in front.
__pine_find_profiles() {
  ${asSh}
  __pine_found=
  for __pine_file in "$__pine_root/${layout.profiles}"/*.yaml; do
    __pine_name=\${__pine_file##*/}
    __pine_name=\${__pine_name%.yaml}
    case $__pine_name in
      keys | constructor | prototype | '' | [!${small}]* | *[!${small}0123456789-]*) continue ;;
    esac
    [ -f "$__pine_file" ] && __pine_found="$__pine_found $__pine_name"
  done
  :
}
# Sets __pine_found to the names below "keys:" in the registry, each with a blank in front.
__pine_find_keys() {
  ${asSh}
  __pine_found=
  __pine_indent=
  __pine_file=$__pine_root/${layout.registry}
  [ -f "$__pine_file" ] && [ -r "$__pine_file" ] || return 0
  __pine_inside=
  while IFS= \\read -r __pine_line || [ -n "$__pine_line" ]; do
    case $__pine_line in
      # Most lines: what is said of a key.
      "\${__pine_indent:-no} "*) ;;
      keys:*) __pine_inside=yes ;;
      '' | '#'*) ;;
      [!\\ ]*) __pine_inside= ;;
      *:*)
        [ -n "$__pine_inside" ] || continue
        __pine_name=\${__pine_line#"\${__pine_line%%[! ]*}"}
        __pine_blanks=\${__pine_line%"$__pine_name"}
        __pine_name=\${__pine_name%%:*}
        __pine_name=\${__pine_name#[\\"\\']}
        __pine_name=\${__pine_name%[\\"\\']}
        case $__pine_name in '' | [0123456789]* | *[!${nameLetters}]*) continue ;; esac
        [ "$__pine_blanks" = "\${__pine_indent:=$__pine_blanks}" ] && __pine_found="$__pine_found $__pine_name"
        ;;
    esac
  done <"$__pine_file"
  :
}
`;
}
