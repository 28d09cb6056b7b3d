import { layout } from '../layout.ts';
import { alsoForgotten, forgetText, type InitFacts, segmentText } from './segment-text.ts';
import { fishWord } from './text-shell.ts';

/** What `config.fish` takes in: the segment in front of the prompt that is there; the finders stand in the completion. */
export function fishInit({ root, keys }: InitFacts): string {
  return `# pine-env in config.fish
set -g __pine_init_root ${fishWord(root ?? '')}
set -g __pine_init_keys ${keys.join(' ')}
# Prints the tier, then LINK=FILE line by line; what is not plain YAML counts as nothing.
function __pine_init_read
    set -l tier '?'
    set -l pairs
    set -l inside no
    set -l bare no
    set -l links
    for line in (string match -r '^(?:[^\\s#].*| .*\\S.*)$' < $argv[1])
        set line (string replace -r '\\s#.*$' '' -- $line)
        if string match -qr '^[^ ]' -- $line
            set inside no
            # What does not match empties the name.
            string match -q 'tier:*' -- $line
            and string match -qr '^tier:[\\s"\\']*(?<tier>[a-z]*)[\\s"\\']*$' -- $line
            if string match -qr '^links:(?<value>.*)$' -- $line
                set inside yes
                set pairs (string split ',' -- $value)
                string match -qr '\\S' -- $value; or set pairs
                string match -qr '\\S' -- $value; or set bare yes
            end
        else if test $inside = yes
            set -a pairs $line
        end
    end
    for pair in $pairs
        string match -q '*:*' -- $pair; or continue
        string match -qr '^[\\s"\\'{]*(?<link>[\\w.@-]+)["\\']?\\s*:[\\s"\\']*(?<file>[\\w.@-]+)[\\s"\\'}]*$' -- $pair
        and set -a links $link=$file
        or set tier '?'
    end
    # Without a value there must be pairs below it.
    test $bare = yes; and not set -q links[1]; and set tier '?'
    printf '%s\\n' "$tier" $links
end
# Whose file stands behind which link: a profile that is there in part, or beside another one, is no answer.
function __pine_init_look
    set -l env_dir $__pine_root/${layout.env}
    set -g __pine_safe
    set -g __pine_live
    set -g __pine_odd
    set -l there
    set -l known
    for name in (__pine_find_profiles)
        set -l file $__pine_root/${layout.profiles}/$name.yaml
        if not test -r $file
            set __pine_odd yes
            continue
        end
        set -l said (__pine_init_read $file)
        contains "$said[1]" safe live; or set __pine_odd yes
        set -l some no
        set -l lacks no
        for pair in $said[2..]
            set -l link $env_dir/(string replace -r '=.*' '' -- $pair)
            set -l target $env_dir/(string replace -r '.*=' '' -- $pair)
            if not test -L $link; and not test -e $link
                set lacks yes
                continue
            end
            set -a there $link
            if test -L $link; and test -e $target; and test (path resolve $link) = (path resolve $target)
                set some yes
                set -a known $link
            else
                set lacks yes
            end
        end
        test $some = yes; or continue
        test $lacks = no; or set __pine_odd yes
        switch "$said[1]"
            case safe
                set -a __pine_safe $name
            case live
                set -a __pine_live $name
        end
    end
    for link in $there
        contains $link $known; or set __pine_odd yes
    end
    test -x $env_dir
end
# Sets pine_env_segment and __pine_colour.
function __pine_init_segment
    set -g pine_env_segment
    set -g __pine_colour none
    # A shell of pine-env has its own badge; what was started in one has its keys.
    set -q __pine_env_badge; and return 0
    if test -n "$PINE_ENV_PROFILE"
        if string match -qr '^[a-z0-9-]+$' -- $PINE_ENV_PROFILE
            __pine_init_name '' "$PINE_ENV_TIER" $PINE_ENV_PROFILE
        else
            set pine_env_segment '(?)'
            set __pine_colour odd
        end
        return 0
    end
    __pine_find_root $__pine_init_root; or return 0
    __pine_init_look
    set -l visible $status
    if test -n "$__pine_live"; and test (count $__pine_odd $__pine_safe $__pine_live) -gt 1
        set pine_env_segment '${segmentText.mixed}'
        set __pine_colour live
    else if test -n "$__pine_live"
        __pine_init_name '-> ' live $__pine_live
    else if test -n "$__pine_odd"; or test (count $__pine_safe) -gt 1; or test $visible != 0
        set pine_env_segment '${segmentText.unproven}'
        set __pine_colour odd
    else if test -n "$__pine_safe"
        __pine_init_name '-> ' safe $__pine_safe
    else
        set pine_env_segment '${segmentText.nothing}'
    end
end
function __pine_init_name
    set __pine_colour live
    if test "$argv[2]" = safe
        set pine_env_segment "($argv[1]$argv[3])"
        set __pine_colour safe
    else if test $argv[3] = live
        set pine_env_segment "[$argv[1]LIVE]"
    else
        set pine_env_segment "[$argv[1]LIVE: $argv[3]]"
    end
end
# Unsets every registered key: those of the registry here and now, and those known when this text was made.
function pine_forget
    set -l names $__pine_init_keys
    __pine_find_root $__pine_init_root; and set -a names (__pine_find_keys)
    if not set -q names[1]
        echo '${forgetText.blind}' >&2
        return 1
    end
    set -l gone
    for name in $names ${alsoForgotten}
        set -q $name; and not contains $name $gone; or continue
        set -e -g $name
        # A universal variable would show through.
        set -qU $name; and set -e -U $name
        set -a gone $name
    end
    if set -q gone[1]
        echo '${forgetText.gone}'
        printf '    %s\\n' $gone
    else
        echo '${forgetText.none}'
    end
end
function __pine_init_status
    return $argv[1]
end
# Around the prompt that is there, once, however often this is read.
if not string match -q '*__pine_init_segment*' -- (functions fish_prompt | string collect)
    functions -q __pine_init_their_prompt; and functions -e __pine_init_their_prompt
    functions -q fish_prompt; and functions -c fish_prompt __pine_init_their_prompt
    function fish_prompt
        set -l last $status
        __pine_init_segment
        if test -n "$pine_env_segment"
            test -z "$NO_COLOR"; or set __pine_colour none
            switch $__pine_colour
                case live
                    set_color --bold white --background red
                case odd
                    set_color --bold yellow
                case safe
                    set_color green
            end
            printf '%s' $pine_env_segment
            test $__pine_colour != none; and set_color normal
            printf ' '
        end
        functions -q __pine_init_their_prompt; or begin
            printf '> '
            return
        end
        __pine_init_status $last
        __pine_init_their_prompt
    end
end
`;
}
