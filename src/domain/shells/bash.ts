import { posixFunctions, posixStart } from './posix-text.ts';
import type { Shell } from './shell.ts';

const rc = `# pine-env: a bash under a profile
if [ -f ~/.bashrc ]; then . ~/.bashrc; fi
${posixFunctions({
  asSh: ':',
  now: '${EPOCHSECONDS:-$(\\command date +%s)}',
  afterwards: ':',
})}
__pine_env_prompt() {
  __pine_env_look
  local shown="$__pine_env_badge "
  case $__pine_env_colour in
    live) shown=$'\\\\[\\e[1;97;41m\\\\]'$__pine_env_badge$'\\\\[\\e[0m\\\\] ' ;;
    safe) shown=$'\\\\[\\e[32m\\\\]'$__pine_env_badge$'\\\\[\\e[0m\\\\] ' ;;
  esac
  # What a theme has set anew has no badge yet.
  PS1=$shown\${PS1#"\${__pine_env_shown-}"}
  __pine_env_shown=$shown
}
${posixStart}
# Last, so that no theme comes after it; older ones know no list.
case $(\\declare -p PROMPT_COMMAND 2>/dev/null) in
  'declare -a'*) PROMPT_COMMAND+=(__pine_env_prompt) ;;
  *) PROMPT_COMMAND=\${PROMPT_COMMAND:+$PROMPT_COMMAND$'\\n'}__pine_env_prompt ;;
esac
`;

/** bash reads our text instead of `~/.bashrc`, and that one first of all. */
export const bash: Shell = {
  name: 'bash',
  words: (room) => ['--rcfile', `${room}/bash`, '-i'],
  variables: () => ({}),
  files: { bash: rc },
};
