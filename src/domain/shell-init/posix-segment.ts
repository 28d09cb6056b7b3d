import { layout } from '../layout.ts';
import { alsoForgotten, forgetText, type InitFacts, segmentText } from './segment-text.ts';
import { posixWord } from './text-shell.ts';

/**
 * Functions for bash and zsh: `__pine_init_segment` sets `pine_env_segment` and `__pine_colour` to what the links say,
 * `pine_forget` unsets every registered key. `[`, `read` and parameters only: no process, and no secret is read.
 */
export function posixInit(asSh: string, { root, keys }: InitFacts): string {
  return `__pine_init_root=${posixWord(root ?? '')}
__pine_init_keys=${posixWord(keys.join(' '))}
# Sets __pine_tier and __pine_pairs (LINK=FILE) from a profile; what is not plain YAML counts as nothing.
__pine_init_read() {
  __pine_tier=
  __pine_pairs=
  __pine_inside=
  __pine_bare='{'
  while IFS= \\read -r __pine_line || [ -n "$__pine_line" ]; do
    case $__pine_line in
      [[:space:]]*[![:space:]]* | [![:space:]]*) ;;
      *) continue ;;
    esac
    case $__pine_line in
      tier:* | links:* | [!\\ #]*) __pine_inside= ;;
      ' '*) [ -n "$__pine_inside" ] || continue ;;
      *) continue ;;
    esac
    __pine_line=\${__pine_line%%[[:space:]]#*}
    __pine_value=\${__pine_line#*:}
    __pine_init_plain
    case $__pine_line in
      tier:*) __pine_tier=$__pine_value ;;
      links:*)
        __pine_inside=yes
        # Without a value there must be pairs below it.
        [ -n "$__pine_value" ] || __pine_bare=\${__pine_line#links:}
        while [ -n "$__pine_value" ]; do
          __pine_rest=\${__pine_value#*,}
          [ "$__pine_rest" != "$__pine_value" ] || __pine_rest=
          __pine_init_pair "\${__pine_value%%,*}"
          __pine_value=$__pine_rest
        done
        ;;
      ' '*) __pine_init_pair "$__pine_line" ;;
    esac
  done <"$1"
  case $__pine_bare$__pine_pairs in *'{'* | *=*) ;; *) __pine_tier= ;; esac
}
# Blanks, quotes and braces around __pine_value go.
__pine_init_plain() {
  while :; do
    case $__pine_value in
      [\\"\\'{}[:space:]]*) __pine_value=\${__pine_value#?} ;;
      *[\\"\\'{}[:space:]]) __pine_value=\${__pine_value%?} ;;
      *) break ;;
    esac
  done
}
__pine_init_pair() {
  case $1 in *:*) ;; *) return 0 ;; esac
  __pine_value=\${1%%:*}
  __pine_init_plain
  __pine_link=$__pine_value
  __pine_value=\${1#*:}
  __pine_init_plain
  case $__pine_link/$__pine_value in
    */ | /* | *[!/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-]* | */*/*) __pine_tier= ;;
    *) __pine_pairs="$__pine_pairs $__pine_link=$__pine_value" ;;
  esac
}
# Whose file stands behind which link: a profile that is there in part, or beside another one, is no answer.
__pine_init_look() {
  ${asSh}
  __pine_env_dir=$__pine_root/${layout.env}
  __pine_safe= __pine_live= __pine_odd= __pine_there= __pine_known=
  __pine_find_profiles
  for __pine_name in $__pine_found; do
    __pine_file=$__pine_root/${layout.profiles}/$__pine_name.yaml
    [ -r "$__pine_file" ] || { __pine_odd=yes && continue; }
    __pine_init_read "$__pine_file"
    __pine_some= __pine_lacks=
    case $__pine_tier in safe | live) ;; *) __pine_odd=yes ;; esac
    for __pine_pair in $__pine_pairs; do
      __pine_link=\${__pine_pair%%=*}
      [ -L "$__pine_env_dir/$__pine_link" ] || [ -e "$__pine_env_dir/$__pine_link" ] || { __pine_lacks=yes && continue; }
      __pine_there="$__pine_there $__pine_link"
      if [ -L "$__pine_env_dir/$__pine_link" ] && [ "$__pine_env_dir/$__pine_link" -ef "$__pine_env_dir/\${__pine_pair#*=}" ]; then
        __pine_some=yes
        __pine_known="$__pine_known $__pine_link "
      else
        __pine_lacks=yes
      fi
    done
    [ -n "$__pine_some" ] || continue
    [ -z "$__pine_lacks" ] || __pine_odd=yes
    case $__pine_tier in
      safe) __pine_safe="$__pine_safe $__pine_name" ;;
      live) __pine_live="$__pine_live $__pine_name" ;;
    esac
  done
  for __pine_link in $__pine_there; do
    case $__pine_known in *" $__pine_link "*) ;; *) __pine_odd=yes ;; esac
  done
}
__pine_init_segment() {
  ${asSh}
  pine_env_segment=
  __pine_colour=none
  # A shell of pine-env has its own badge; what was started in one has its keys.
  [ -z "\${__pine_env_badge-}" ] || return 0
  if [ -n "\${PINE_ENV_PROFILE-}" ]; then
    case $PINE_ENV_PROFILE in
      *[!abcdefghijklmnopqrstuvwxyz0123456789-]*) pine_env_segment='(?)' __pine_colour=odd ;;
      *) __pine_init_name '' "\${PINE_ENV_TIER-}" "$PINE_ENV_PROFILE" ;;
    esac
    return 0
  fi
  __pine_find_root "$__pine_init_root" || return 0
  __pine_init_look
  case "$__pine_odd/$__pine_safe/$__pine_live" in
    //)
      pine_env_segment='${segmentText.nothing}'
      [ -x "$__pine_env_dir" ] || { pine_env_segment='${segmentText.unproven}' && __pine_colour=odd; }
      ;;
    '// '*' '* | *'/ '*'/ '*) pine_env_segment='${segmentText.mixed}' __pine_colour=live ;;
    '// '*) __pine_init_name '-> ' live "\${__pine_live# }" ;;
    *'// '*) pine_env_segment='${segmentText.mixed}' __pine_colour=live ;;
    '/ '*' '*'/') pine_env_segment='${segmentText.unproven}' __pine_colour=odd ;;
    '/ '*'/') __pine_init_name '-> ' safe "\${__pine_safe# }" ;;
    *) pine_env_segment='${segmentText.unproven}' __pine_colour=odd ;;
  esac
}
__pine_init_name() {
  case $2/$3 in
    safe/*) pine_env_segment="($1$3)" __pine_colour=safe ;;
    */live) pine_env_segment="[$1LIVE]" __pine_colour=live ;;
    *) pine_env_segment="[$1LIVE: $3]" __pine_colour=live ;;
  esac
}
# Unsets every registered key: those of the registry here and now, and those known when this text was made.
pine_forget() {
  ${asSh}
  __pine_found=
  __pine_gone=
  __pine_kept=
  if __pine_find_root "$__pine_init_root"; then __pine_find_keys; fi
  if [ -z "$__pine_found$__pine_init_keys" ]; then
    \\printf '%s\\n' '${forgetText.blind}' >&2
    return 1
  fi
  for __pine_name in $__pine_init_keys $__pine_found ${alsoForgotten}; do
    \\eval "[ -n \\"\\\${$__pine_name+set}\\" ]" || continue
    case " $__pine_kept " in *" $__pine_name "*) continue ;; esac
    if (\\unset "$__pine_name") 2>/dev/null; then
      \\unset "$__pine_name"
      __pine_gone="$__pine_gone $__pine_name"
    else
      __pine_kept="$__pine_kept $__pine_name"
    fi
  done
  if [ -n "$__pine_gone" ]; then
    \\printf '%s\\n' '${forgetText.gone}'
    \\printf '    %s\\n' $__pine_gone
  elif [ -z "$__pine_kept" ]; then
    \\printf '%s\\n' '${forgetText.none}'
  fi
  [ -z "$__pine_kept" ] || \\printf 'pine-env: read-only, so still set:%s\\n' "$__pine_kept" >&2
  [ -z "$__pine_kept" ]
}
`;
}
