import { overText } from './marks.ts';
import type { Shell } from './shell.ts';

const rc = `# pine-env: a fish under a profile
function __pine_env_forget
    for key in $argv
        set -e -g $key
        # A universal variable would show through.
        set -qU $key; and set -gu $key
    end
end
set -g __pine_env_keys (string split -n ' ' -- "$PINE_ENV_KEYS")
set -g __pine_env_badge $PINE_ENV_BADGE
set -g __pine_env_until $PINE_ENV_UNTIL
set -g __pine_env_colour $PINE_ENV_TIER
set -q NO_COLOR[1]; and test -n "$NO_COLOR"; and set -g __pine_env_colour none
__pine_env_forget (string split -n ' ' -- "$PINE_ENV_FORGET")
for key in $__pine_env_keys
    set -l held PINE_ENV_HELD_$key
    set -gx $key $$held
    set -e $held
end
set -e PINE_ENV_KEYS PINE_ENV_FORGET PINE_ENV_BADGE

function __pine_env_over --on-signal USR1
    test -n "$__pine_env_until"; or return 0
    set -g __pine_env_until
    __pine_env_forget $__pine_env_keys PINE_ENV_UNLOCKED
    set -g __pine_env_badge "($PINE_ENV_PROFILE is over)"
    set -g __pine_env_colour none
    printf '\\n${overText}\\n' $PINE_ENV_PROFILE >&2
    commandline -f repaint 2>/dev/null
end
function __pine_env_look --on-event fish_prompt --on-event fish_preexec
    test -n "$__pine_env_until"; or return 0
    test (command date +%s) -lt "$__pine_env_until"; or __pine_env_over
end

functions -q fish_prompt; and functions -c fish_prompt __pine_env_their_prompt
function __pine_env_status
    return $argv[1]
end
function fish_prompt
    set -l last $status
    switch $__pine_env_colour
        case live
            set_color --bold white --background red
        case safe
            set_color green
    end
    printf '%s' $__pine_env_badge
    test $__pine_env_colour != none; and set_color normal
    printf ' '
    functions -q __pine_env_their_prompt; or begin
        printf '> '
        return
    end
    __pine_env_status $last
    __pine_env_their_prompt
end

umask 077
if test -n "$__pine_env_until"
    command sh -c 'env -i PATH="$PATH" sh "$1" "$2" "$3" </dev/null >/dev/null 2>&1 &' sh $PINE_ENV_ROOM/timer $fish_pid $__pine_env_until
end
set -e PINE_ENV_ROOM
`;

/** fish keeps no history when it is private, and runs our text after its person's own files. */
export const fish: Shell = {
  name: 'fish',
  words: () => ['--private', '--interactive', '--init-command', 'source $PINE_ENV_ROOM/fish'],
  variables: () => ({}),
  files: { fish: rc },
};
