import { fishFinders } from '../shell-init/fish-finders.ts';
import { fishWord } from '../shell-init/text-shell.ts';
import {
  type Grammar,
  type Kind,
  type OptionWords,
  type VerbWords,
  verbsWithCommand,
} from './grammar.ts';

/** What fish completes after `pine-env`. */
export function fishCompletion({ verbs, everywhere }: Grammar): string {
  const taking = [everywhere, ...verbs.map(({ options }) => options)].flat();
  const values = [...new Set(taking.filter(({ takes }) => takes).map(({ name }) => `--${name}`))];
  return `# fish completion of pine-env
${fishFinders}
# What stands in front of the cursor, without options and their values; __pine_said_root is what --root says.
function __pine_complete_said
    set -g __pine_said_root
    set -l option
    for word in (commandline -opc)[2..]
        if test -n "$option"
            test $option = --root; and set -g __pine_said_root (string replace -r '^~/' "$HOME/" -- $word)
            set option
        else if contains -- $word ${values.join(' ')}
            set option $word
        else if string match -q -- '--root=*' $word
            set -g __pine_said_root (string replace -r '^--root=' '' -- $word)
        else if not string match -q -- '-?*' $word
            printf '%s\\n' $word
        else if test $word = --
            printf '%s\\n' --
        end
    end
end
# $1: the verb, or nothing; $2: how many words stand behind it already, or * for any number.
function __pine_complete_at
    set -l said (__pine_complete_said)
    contains -- -- $said; and return 1
    test "$said[1]" = "$argv[1]"; or return 1
    test "$argv[2]" = '*'; or test (math (count $said) - 1) = "$argv[2]"
end
function __pine_complete_no_verb
    set -l said (__pine_complete_said)
    test (count $said) = 0
end
# Behind -- stands somebody else's command.
function __pine_complete_behind
    set -l said (__pine_complete_said)
    contains -- "$said[1]" $argv; and contains -- -- $said
end
function __pine_complete_command
    set -l typed (commandline -opc)
    set -l theirs (math (contains -i -- -- $typed) + 1)
    complete -C (string join ' ' -- (string escape -- $typed[$theirs..]) (commandline -ct))
end
function __pine_complete_names
    __pine_complete_said >/dev/null
    __pine_find_root $__pine_said_root; and __pine_find_$argv[1]
end
complete -c pine-env -e
complete -c pine-env -f
${everywhere.map((option) => optionLine('', option)).join('\n')}
${verbs.flatMap(verbLines).join('\n')}
${commandLine(verbs)}
`;
}

function verbLines({ verb, summary, options, words, endless }: VerbWords): readonly string[] {
  return [
    `complete -c pine-env -n __pine_complete_no_verb -a ${verb} -d ${fishWord(summary)}`,
    ...options.map((option) => optionLine(`-n '__pine_complete_at ${verb} "*"' `, option)),
    ...words.map((kind, at) => {
      const which = endless && at === words.length - 1 ? '"*"' : at;
      return `complete -c pine-env -n '__pine_complete_at ${verb} ${which}' ${offer(kind)}`;
    }),
  ];
}

function optionLine(when: string, { name, describe, takes }: OptionWords): string {
  const value = takes === undefined ? '' : ` -r ${offer(takes)}`;
  return `complete -c pine-env ${when}-l ${name}${value} -d ${fishWord(describe)}`;
}

function offer(kind: Kind): string {
  switch (kind.kind) {
    case 'profile':
      return "-f -a '(__pine_complete_names profiles)'";
    case 'key':
      return "-f -a '(__pine_complete_names keys)'";
    case 'file':
      return '-F';
    case 'directory':
      return "-f -a '(__fish_complete_directories)'";
    case 'text':
      return '-f';
    case 'one-of':
      return `-f -a ${fishWord(kind.words.join(' '))}`;
  }
}

function commandLine(verbs: readonly VerbWords[]): string {
  return `complete -c pine-env -n '__pine_complete_behind ${verbsWithCommand(verbs).join(' ')}' -a '(__pine_complete_command)'`;
}
