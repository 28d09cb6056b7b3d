import { toldBy } from './marks.ts';
import { posixFunctions, posixStart } from './posix-text.ts';
import type { Shell } from './shell.ts';

const rc = `# pine-env: an sh under a profile
if [ -n "\${${toldBy.env}-}" ]; then
  ENV=$${toldBy.env}
  \\unset ${toldBy.env}
  if [ -f "$ENV" ]; then . "$ENV"; fi
else
  \\unset ENV
fi
${posixFunctions({
  asSh: ':',
  now: '$(\\command date +%s)',
  // It shows a prompt as it is written, so the badge changes by itself.
  afterwards: 'PS1="$__pine_env_badge $__pine_env_ps1"',
})}
__pine_env_ps1=\${PS1-}
${posixStart}
__pine_env_escape=$(\\printf '\\033')
case $__pine_env_colour in
  live) PS1="$__pine_env_escape[1;97;41m$__pine_env_badge$__pine_env_escape[0m $__pine_env_ps1" ;;
  safe) PS1="$__pine_env_escape[32m$__pine_env_badge$__pine_env_escape[0m $__pine_env_ps1" ;;
  *) PS1="$__pine_env_badge $__pine_env_ps1" ;;
esac
`;

/** sh (dash, or what stands in its place) reads the file that \`ENV\` names; it has no hook, so only the timer ends its time. */
export const sh: Shell = {
  name: 'sh',
  words: () => ['-i'],
  variables: (room, inherited) => {
    const theirs = inherited('ENV');
    return { ENV: `${room}/sh`, ...(theirs === undefined ? {} : { [toldBy.env]: theirs }) };
  },
  files: { sh: rc },
};
