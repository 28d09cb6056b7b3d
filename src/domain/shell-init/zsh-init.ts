import { asZsh } from './posix-finders.ts';
import { posixInit } from './posix-segment.ts';
import type { InitFacts } from './segment-text.ts';

/** What `~/.zshrc` takes in: the segment in front of `PROMPT`, before each prompt. */
export function zshInit(facts: InitFacts): string {
  return `# pine-env in ~/.zshrc
${posixInit(asZsh, facts)}
__pine_init_prompt() {
  emulate -L zsh
  local shown=
  __pine_init_segment
  if [[ -n $pine_env_segment ]]; then
    shown="$pine_env_segment "
    [[ -z \${NO_COLOR-} ]] || __pine_colour=none
    case $__pine_colour in
      live) shown="%K{red}%F{white}%B$pine_env_segment%b%f%k " ;;
      odd) shown="%F{yellow}%B$pine_env_segment%b%f " ;;
      safe) shown="%F{green}$pine_env_segment%f " ;;
    esac
  fi
  # What a theme has set anew has no segment yet.
  PROMPT=$shown\${PROMPT#"\${__pine_init_shown-}"}
  __pine_init_shown=$shown
}
typeset -ga precmd_functions
(( \${precmd_functions[(I)__pine_init_prompt]} )) || precmd_functions+=(__pine_init_prompt)
`;
}
