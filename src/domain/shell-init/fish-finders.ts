import { defaultRoot, layout } from '../layout.ts';

/** The same for fish: functions that find the root, its profiles and its registered keys without starting a process. */
export const fishFinders = `function __pine_find_is_root
    for part in ${layout.profiles} ${layout.deployment}
        test -d "$argv[1]/$part"; and not test -L "$argv[1]/$part"; or return 1
    end
end
# Sets __pine_root: $1, PINE_ENV_ROOT, the nearest directory above that is one, ${defaultRoot}.
function __pine_find_root
    set -g __pine_root "$argv[1]"
    test -n "$__pine_root"; or set -g __pine_root "$PINE_ENV_ROOT"
    if test -z "$__pine_root"
        set -g __pine_root (path resolve .)
        while not __pine_find_is_root $__pine_root
            set -l above (path dirname $__pine_root)
            if test "$above" = "$__pine_root"
                set -g __pine_root ${defaultRoot}
                break
            end
            set -g __pine_root $above
        end
    end
    __pine_find_is_root $__pine_root
end
function __pine_find_profiles
    set -l files $__pine_root/${layout.profiles}/*.yaml
    for file in $files
        string match -qr '/(?<name>[a-z][a-z0-9-]*)\\.yaml$' -- $file; and test -f $file; or continue
        contains $name keys constructor prototype; or echo $name
    end
end
# The names below "keys:" in the registry.
function __pine_find_keys
    set -l file $__pine_root/${layout.registry}
    test -f $file; and test -r $file; or return 0
    set -l inside no
    set -l indent
    # Only lines that hold a name, so that little is left to do one by one.
    for line in (string match -r '^(?:[^ #].*| +["\\']?[A-Za-z_][A-Za-z0-9_]*["\\']? *:.*)$' < $file)
        if string match -qr '^[^ ]' -- $line
            string match -q 'keys:*' -- $line; and set inside yes; or set inside no
        else if test $inside = yes
            string match -qr '^(?<blanks> +)["\\']?(?<name>\\w+)' -- $line
            set -q indent[1]; or set indent $blanks
            test "$blanks" = "$indent"; and echo $name
        end
    end
end
`;
