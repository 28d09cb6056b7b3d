import { asBash, posixFinders } from '../shell-init/posix-finders.ts';
import { posixWord } from '../shell-init/text-shell.ts';
import {
  type Grammar,
  type Kind,
  type OptionWords,
  type VerbWords,
  verbsWithCommand,
} from './grammar.ts';

/** What bash completes after `pine-env`; verbs and options stand in it, so that a TAB starts nothing. */
export function bashCompletion({ verbs, everywhere }: Grammar): string {
  return `# bash completion of pine-env
${posixFinders(asBash)}
__pine_complete_takes() {
  takes= words=
  case $1 in
${everywhere.flatMap((option) => takesLine(`*' --${option.name}'`, option)).join('\n')}
${verbs.flatMap(takesLines).join('\n')}
  esac
}
__pine_complete_options() {
  words=${posixWord(dashed(everywhere))}
  case $1 in
${verbs.map(({ verb, options }) => `    ${verb}) words="${dashed(options)} $words" ;;`).join('\n')}
  esac
}
__pine_complete_word() {
  takes= words=
  case $1 in
${verbs.flatMap(wordLines).join('\n')}
  esac
}
${machinery(verbs)}`;
}

function dashed(options: readonly OptionWords[]): string {
  return options.map(({ name }) => `--${name}`).join(' ');
}

function takesLines({ verb, options }: VerbWords): readonly string[] {
  return options.flatMap((option) => takesLine(`'${verb} --${option.name}'`, option));
}

function takesLine(pattern: string, { takes }: OptionWords): readonly string[] {
  return takes === undefined ? [] : [`    ${pattern}) ${setTo(takes)} ;;`];
}

function wordLines({ verb, words, endless }: VerbWords): readonly string[] {
  return words.map((kind, at) => {
    const which = endless && at === words.length - 1 ? '*' : `${at}`;
    return `    '${verb} '${which}) ${setTo(kind)} ;;`;
  });
}

function setTo(kind: Kind): string {
  if (kind.kind !== 'one-of') return `takes=${kind.kind}`;
  return `takes=one-of words=${posixWord(kind.words.join(' '))}`;
}

function machinery(verbs: readonly VerbWords[]): string {
  return `__pine_complete_offer() {
  local word IFS=$' \\t\\n'
  case $takes in
    profile) __pine_find_root "$root" && __pine_find_profiles && words=$__pine_found ;;
    key) __pine_find_root "$root" && __pine_find_keys && words=$__pine_found ;;
    directory) compopt -o dirnames 2>/dev/null ;;
    file) compopt -o default 2>/dev/null ;;
  esac
  # No compgen -W: it would expand what it is given.
  for word in $words; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$front$word")
  done
}
__pine_complete() {
  local cur=\${COMP_WORDS[COMP_CWORD]} root= verb= front= takes= words= option= word at count=0
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    # readline cuts --option=value in three.
    [[ $word == = ]] && continue
    if [[ -n $takes ]]; then
      [[ $option == --root ]] && root=\${word//[\\"\\'\\\\]/}
      takes=
      continue
    fi
    case $word in
      --)
        case $verb in
          ${verbsWithCommand(verbs).join(' | ')}) __pine_complete_command $((at + 1)) ;;
        esac
        return
        ;;
      --root=*) root=\${word#--root=} ;;
      --*=*) ;;
      --*) option=$word; __pine_complete_takes "$verb $option" ;;
      -?*) ;;
      *) if [[ -z $verb ]]; then verb=$word; else ((count++)); fi ;;
    esac
  done
  root=\${root/#\\~\\//$HOME/}
  [[ $cur == = ]] && cur=
  if [[ $cur == --*=* ]]; then
    front=\${cur%%=*}=
    cur=\${cur#*=}
    __pine_complete_takes "$verb \${front%=}"
  elif [[ -z $takes && $cur == -* ]]; then
    __pine_complete_options "$verb"
  elif [[ -z $takes && -z $verb ]]; then
    words=${posixWord(verbs.map(({ verb }) => verb).join(' '))}
  elif [[ -z $takes ]]; then
    __pine_complete_word "$verb $count"
  fi
  __pine_complete_offer
}
# Somebody else's command: its own completion, where bash-completion is there to ask for it.
__pine_complete_command() {
  if declare -F _command_offset >/dev/null; then
    _command_offset "$1"
  elif [[ $1 == "$COMP_CWORD" ]]; then
    mapfile -t COMPREPLY < <(compgen -c -- "$cur")
  else
    compopt -o default 2>/dev/null
  fi
}
complete -F __pine_complete pine-env
`;
}
