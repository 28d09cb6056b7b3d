import { asBash } from './posix-finders.ts';
import { posixInit } from './posix-segment.ts';
import type { InitFacts } from './segment-text.ts';

/** What `~/.bashrc` takes in: the segment in front of `PS1`, before each prompt; the finders stand in the completion. */
export function bashInit(facts: InitFacts): string {
  return `# pine-env in ~/.bashrc
${posixInit(asBash, facts)}
__pine_init_prompt() {
  local last=$? shown=
  __pine_init_segment
  if [[ -n $pine_env_segment ]]; then
    shown="$pine_env_segment "
    [[ -z \${NO_COLOR-} ]] || __pine_colour=none
    case $__pine_colour in
      live) shown="\\\\[\\\\e[1;97;41m\\\\]$pine_env_segment\\\\[\\\\e[0m\\\\] " ;;
      odd) shown="\\\\[\\\\e[1;33m\\\\]$pine_env_segment\\\\[\\\\e[0m\\\\] " ;;
      safe) shown="\\\\[\\\\e[32m\\\\]$pine_env_segment\\\\[\\\\e[0m\\\\] " ;;
    esac
  fi
  # What a theme has set anew has no segment yet.
  PS1=$shown\${PS1#"\${__pine_init_shown-}"}
  __pine_init_shown=$shown
  return $last
}
# Last, so that no theme comes after it, and once, however often this is read; older ones know no list.
case "\${PROMPT_COMMAND[*]-}" in
  *__pine_init_prompt*) ;;
  *)
    case $(declare -p PROMPT_COMMAND 2>/dev/null) in
      'declare -a'*) PROMPT_COMMAND+=(__pine_init_prompt) ;;
      *) PROMPT_COMMAND=\${PROMPT_COMMAND:+$PROMPT_COMMAND$'\\n'}__pine_init_prompt ;;
    esac
    ;;
esac
`;
}
