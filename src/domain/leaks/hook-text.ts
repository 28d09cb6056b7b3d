/** The hooks that keep a leak from being committed, and from leaving this machine. */
export const hookNames = ['pre-commit', 'pre-push'] as const;
export type HookName = (typeof hookNames)[number];

/** What a hook starts, by absolute paths. */
interface Program {
  readonly node: string;
  readonly script: string;
}

const mark = '# pine-env hook:';

/** Under which name the hook that was there before goes on living. */
export function keptName(hook: HookName): string {
  return `${hook}.before-pine-env`;
}

/** True for a text that this program rendered, for whatever hook and in whatever version. */
export function isOurHook(text: string): boolean {
  return text.split('\n', 2)[1]?.startsWith(mark) ?? false;
}

/**
 * The whole hook, for any POSIX shell. First it runs the hook that was there before, which may still change
 * what is committed; then it scans. Whatever keeps it from scanning stops git. `root`: whose keys it knows,
 * where that is not the repository's own.
 */
export function hookText(hook: HookName, program: Program, root?: string): string {
  const lines = [
    '#!/bin/sh',
    `${mark} ${hook}. Made by: pine-env scan --install-hook; taken away by: pine-env scan --remove-hook`,
    'set -eu',
    '',
    `node=${quoted(program.node)}`,
    `program=${quoted(program.script)}`,
    `root=${quoted(root ?? '')}`,
    `what=${hook === 'pre-commit' ? 'commit' : 'push'}`,
    `before=\${0%/*}/${keptName(hook)}`,
    '',
    ...shared,
    '',
    ...(hook === 'pre-commit' ? preCommit : prePush),
  ];
  return `${lines.join('\n')}\n`;
}

/** As every shell reads it back, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

const shared: readonly string[] = [
  'say() {',
  '  printf \'%s\\n\' "$@" >&2',
  '}',
  '',
  'pine_env() {',
  '  if [ -x "$node" ] && [ -r "$program" ]; then',
  '    "$node" "$program" "$@" </dev/null',
  '  elif command -v pine-env >/dev/null 2>&1; then',
  '    pine-env "$@" </dev/null',
  '  else',
  '    say "pine-env: the program that scans for leaked keys is not there: $program" \\',
  '      "    -> install pine-env again, then: pine-env scan --install-hook"',
  '    return 127',
  '  fi',
  '}',
  '',
  'scan() {',
  '  code=0',
  '  pine_env scan "$@" ${root:+--root "$root"} || code=$?',
  '  case $code in',
  '    0) return 0 ;;',
  '    1)',
  '      say "pine-env: the $what was stopped: it holds what looks like a key" \\',
  '        "    -> $advice" ;;',
  '    *)',
  '      say "pine-env: the $what was stopped: it could not be scanned for leaked keys (exit $code)" \\',
  '        "    -> look at what is said above" ;;',
  '  esac',
  '  exit 1',
  '}',
  '',
  '# A hook manager may have put this hook where it looks for its own: nobody is run twice.',
  'me=$PWD/$before',
  'chained() {',
  '  [ -f "$before" ] && [ -x "$before" ] && [ "${PINE_ENV_HOOK-}" != "$me" ]',
  '}',
];

const preCommit: readonly string[] = [
  "advice='take the value out of the file and git add it again; what was ever shared must be rotated'",
  'if chained; then',
  '  PINE_ENV_HOOK=$me "$before" "$@" || exit $?',
  'fi',
  'scan --staged',
];

const prePush: readonly string[] = [
  "advice='rotate the key, then take it out of these commits: git rebase -i'",
  'refs=$(cat)',
  'feed() {',
  '  if [ -n "$refs" ]; then printf \'%s\\n\' "$refs"; fi',
  '}',
  'if chained; then',
  '  feed 2>/dev/null | PINE_ENV_HOOK=$me "$before" "$@" || exit $?',
  'fi',
  '',
  'is_none() {',
  '  case $1 in *[!0]*) return 1 ;; esac',
  '}',
  'remote=${1-}',
  'url=${2-}',
  '',
  '# What the remote has is known by its own word where we have that commit, else by what was fetched from it.',
  'set --',
  'while read -r _ local_oid _ remote_oid; do',
  '  if [ -z "$local_oid" ] || is_none "$local_oid"; then',
  '    continue',
  '  fi',
  '  if ! is_none "$remote_oid" && git cat-file -e "$remote_oid" 2>/dev/null; then',
  '    scan --since "$remote_oid" --until "$local_oid"',
  '  else',
  '    set -- "$@" --until "$local_oid"',
  '  fi',
  'done <<END',
  '$refs',
  'END',
  'if [ $# -eq 0 ]; then',
  '  exit 0',
  'fi',
  'if [ -z "$remote" ] || [ "$remote" = "$url" ]; then',
  `  scan --since ${'0'.repeat(40)} "$@"`,
  'else',
  '  scan --since "refs/remotes/$remote/*" "$@"',
  'fi',
];
