import { overText } from './marks.ts';

/** What differs between the shells that speak the language of sh. */
export interface Dialect {
  /** The first line of each function: makes a shell with other habits behave as sh. */
  readonly asSh: string;
  /** The time in seconds since 1970, as a word. */
  readonly now: string;
  /** What to do beside saying it when the time is over. */
  readonly afterwards: string;
}

/**
 * Functions for bash, zsh and sh. The keys wait under other names until a person's own start-up files have run:
 * those cannot overwrite them, and where they never come to an end there is no key without its badge. A
 * backslash before a word keeps a person's aliases out.
 */
export function posixFunctions({ asSh, now, afterwards }: Dialect): string {
  return `__pine_env_take() {
  ${asSh}
  __pine_env_ifs=\${IFS-}
  IFS=' '
  for __pine_env_key in $PINE_ENV_FORGET; do
    \\unset "$__pine_env_key"
  done
  for __pine_env_key in $PINE_ENV_KEYS; do
    \\eval "\\\\export $__pine_env_key=\\"\\\${PINE_ENV_HELD_$__pine_env_key-}\\""
    \\unset "PINE_ENV_HELD_$__pine_env_key"
  done
  IFS=$__pine_env_ifs
  __pine_env_keys=$PINE_ENV_KEYS
  __pine_env_badge=$PINE_ENV_BADGE
  __pine_env_profile=$PINE_ENV_PROFILE
  __pine_env_until=\${PINE_ENV_UNTIL-}
  __pine_env_colour=$PINE_ENV_TIER
  [ -z "\${NO_COLOR-}" ] || __pine_env_colour=none
  \\unset PINE_ENV_KEYS PINE_ENV_FORGET PINE_ENV_BADGE
}
__pine_env_over() {
  ${asSh}
  [ -n "$__pine_env_until" ] || return 0
  __pine_env_until=
  __pine_env_ifs=\${IFS-}
  IFS=' '
  for __pine_env_key in $__pine_env_keys PINE_ENV_UNLOCKED; do
    \\unset "$__pine_env_key"
  done
  IFS=$__pine_env_ifs
  __pine_env_badge="($__pine_env_profile is over)"
  __pine_env_colour=none
  \\printf '\\n${overText}\\n' "$__pine_env_profile" >&2
  ${afterwards}
}
__pine_env_look() {
  ${asSh}
  [ -z "$__pine_env_until" ] || [ "${now}" -lt "$__pine_env_until" ] || __pine_env_over
}
`;
}

/** The last lines: from here on the keys are in force, with their badge and their end. */
export const posixStart = `__pine_env_take
\\umask 077
\\unset HISTFILE
if [ -n "$__pine_env_until" ]; then
  \\trap '__pine_env_over' USR1
  \\command sh -c 'env -i PATH="$PATH" sh "$1" "$2" "$3" </dev/null >/dev/null 2>&1 &' sh "$PINE_ENV_ROOM/timer" "$$" "$__pine_env_until"
fi
\\unset PINE_ENV_ROOM
`;
