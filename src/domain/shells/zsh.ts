import { toldBy } from './marks.ts';
import { posixFunctions, posixStart } from './posix-text.ts';
import type { Shell } from './shell.ts';

const theirs = toldBy.zdotdir;

// Their .zshenv may name the directory of their other files.
const zshenv = `# pine-env: a zsh under a profile, first its person's own files
if [[ -n \${${theirs}-} ]]; then ZDOTDIR=$${theirs}; else unset ZDOTDIR; fi
unset ${theirs}
if [[ -f \${ZDOTDIR:-$HOME}/.zshenv ]]; then source "\${ZDOTDIR:-$HOME}/.zshenv"; fi
__pine_env_zdotdir=\${ZDOTDIR-}
ZDOTDIR=$PINE_ENV_ROOM/zsh
`;

const zshrc = `# pine-env: a zsh under a profile
if [[ -n $__pine_env_zdotdir ]]; then ZDOTDIR=$__pine_env_zdotdir; else unset ZDOTDIR; fi
unset __pine_env_zdotdir
if [[ -f \${ZDOTDIR:-$HOME}/.zshrc ]]; then source "\${ZDOTDIR:-$HOME}/.zshrc"; fi
${posixFunctions({
  asSh: 'emulate -L sh',
  now: '${EPOCHSECONDS:-$(\\command date +%s)}',
  afterwards: '__pine_env_repaint',
})}
__pine_env_repaint() {
  __pine_env_prompt
  # Without a line editor there is nothing on the screen to paint anew.
  zle reset-prompt 2>/dev/null || :
}
__pine_env_prompt() {
  emulate -L zsh
  local shown="$__pine_env_badge "
  case $__pine_env_colour in
    live) shown="%K{red}%F{white}%B$__pine_env_badge%b%f%k " ;;
    safe) shown="%F{green}$__pine_env_badge%f " ;;
  esac
  # What a theme has set anew has no badge yet.
  PROMPT=$shown\${PROMPT#"\${__pine_env_shown-}"}
  __pine_env_shown=$shown
}
zmodload zsh/datetime 2>/dev/null || :
${posixStart}
SAVEHIST=0
typeset -ga precmd_functions preexec_functions
precmd_functions+=(__pine_env_look __pine_env_prompt)
preexec_functions+=(__pine_env_look)
`;

/** zsh reads its files in \`ZDOTDIR\`; ours read its person's, wherever those are. */
export const zsh: Shell = {
  name: 'zsh',
  words: () => ['-i'],
  variables: (room, inherited) => {
    const before = inherited('ZDOTDIR');
    return { ZDOTDIR: `${room}/zsh`, ...(before === undefined ? {} : { [theirs]: before }) };
  },
  files: { 'zsh/.zshenv': zshenv, 'zsh/.zshrc': zshrc },
};
