import { asZsh, posixFinders } from '../shell-init/posix-finders.ts';
import { posixWord } from '../shell-init/text-shell.ts';
import {
  type Grammar,
  type Kind,
  type OptionWords,
  type VerbWords,
  verbsWithCommand,
} from './grammar.ts';

/** What zsh completes after `pine-env`: a file for a directory of `fpath`, or a text to be evaluated. */
export function zshCompletion({ verbs, everywhere }: Grammar): string {
  return `#compdef pine-env
# zsh completion of pine-env
${posixFinders(asZsh)}
# Words as they come: no YAML is read, no process is started.
__pine_complete_names() {
  local at root= IFS=$' \\t\\n'
  local -a names
  for ((at = 2; at < $#__pine_words; at++)); do
    case $__pine_words[at] in
      --) break ;;
      --root) root=\${(Q)__pine_words[at+1]} ;;
      --root=*) root=\${(Q)__pine_words[at]#--root=} ;;
    esac
  done
  __pine_find_root "\${root/#\\~\\//$HOME/}" || return 1
  __pine_find_$1
  names=(\${=__pine_found})
  compadd -a names
}
__pine_complete_verbs() {
  local -a verbs=(
${verbs.map(({ verb, summary }) => `    ${posixWord(`${verb}:${summary}`)}`).join('\n')}
  )
  _describe -t commands 'verb' verbs
}
_pine-env() {
  local context state state_descr line ret=1
  local -a __pine_words=("\${words[@]}") everywhere=(
${everywhere.map((option) => `    ${optionSpec(option)}`).join('\n')}
  )
  typeset -A opt_args
  _arguments -C $everywhere '1:verb:__pine_complete_verbs' '*::word:->word' && ret=0
  [[ $state == word ]] || return ret
  # Behind -- stands somebody else's command.
  local behind=\${words[(i)--]}
  if (( behind < CURRENT )); then
    case $words[1] in
      ${verbsWithCommand(verbs).join(' | ')}) shift $behind words; (( CURRENT -= behind )); _normal; return ;;
    esac
  fi
  case $words[1] in
${verbs.map(verbCase).join('\n')}
  esac
}
# Read from fpath it is called at once; evaluated, it is announced.
if [[ $funcstack[1] == _pine-env ]]; then
  _pine-env "$@"
elif (( $+functions[compdef] )); then
  compdef _pine-env pine-env
fi
`;
}

function verbCase({ verb, options, words, endless }: VerbWords): string {
  const last = words.length - 1;
  const specs = [
    ...options.map(optionSpec),
    ...words.map((kind, at) =>
      posixWord(`${endless && at === last ? '*' : at + 1}:word:${actionOf(kind)}`),
    ),
  ];
  return `    ${verb}) _arguments $everywhere ${specs.join(' \\\n      ')} && ret=0 ;;`;
}

function optionSpec({ name, describe, takes }: OptionWords): string {
  const about = describe.replaceAll(/[[\]\\]/g, '\\$&');
  const value = takes === undefined ? '' : `:value:${actionOf(takes)}`;
  return posixWord(`*--${name}${takes === undefined ? '' : '='}[${about}]${value}`);
}

/** With a blank in front nothing is added to the words. */
function actionOf(kind: Kind): string {
  switch (kind.kind) {
    case 'profile':
      return ' __pine_complete_names profiles';
    case 'key':
      return ' __pine_complete_names keys';
    case 'file':
      return '_files';
    case 'directory':
      return '_files -/';
    case 'text':
      return ' ';
    case 'one-of':
      return `(${kind.words.join(' ')})`;
  }
}
