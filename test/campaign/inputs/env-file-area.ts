import fc from 'fast-check';
import { nastyBytes } from '../../peers/nasty-bytes.ts';
import { nastyForSystemd } from '../../peers/nasty-for-systemd.ts';
import { nastyShellFile } from '../../peers/nasty-shell-files.ts';
import type { Case, Texts } from './a-case.ts';
import { places } from './a-case.ts';
import { anyLine, lineOf } from './lines.ts';
import { bytesOf, injured, nastyText } from './nasty-text.ts';

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const names =
  'TRADERSPOST_WEBHOOK_URL DATABENTO_API_KEY POLICY_KILLSWITCH PINE_RUNTIME_CONFIG PATH LD_PRELOAD NODE_OPTIONS BASH_ENV IFS __proto__ A'.split(
    ' ',
  );

/** Lines of the real file with other names, values, quotes and ends. */
function otherLines(text: string): fc.Arbitrary<string> {
  const values = text.split('\n').flatMap((line) => line.split('=').slice(1).join('=') || []);
  const value = fc.oneof(
    fc.constantFrom(...values),
    nastyText.map((one) => one.slice(0, 2000)),
    fc.constantFrom(`${'a'.repeat(40)}!`, 'true  # paper', '/dev/zero', '../outside/pipe'),
  );
  const dress = fc.constantFrom<readonly [string, string]>(
    ['', ''],
    ['"', '"'],
    ["'", "'"],
    ['$(', ')'],
    ['${', '}'],
    ['"', ''],
    [' ', ' # x'],
    ['`', '`'],
    ['${X:-', '}'],
    ["$'", "'"],
    ['<<E\n', '\nE'],
    ['', '\\'],
  );
  const line = fc
    .tuple(
      fc.constantFrom('', '', 'export ', ' ', '#', '; ', 'declare -x '),
      fc.constantFrom(...names),
      fc.constantFrom('=', '=', '=', ' = ', '+=', ':', '=\t'),
      dress,
      value,
      fc.constantFrom('\n', '\n', '\r\n', '\r', '', '\\\n', '\0'),
    )
    .map(
      ([before, name, equals, [open, close], text, end]) =>
        before + name + equals + open + text + close + end,
    );
  return fc
    .tuple(fc.boolean(), fc.array(line, { maxLength: 6 }))
    .map(([keep, lines]) => (keep ? text : '') + lines.join(''));
}

const huge = fc
  .tuple(
    fc.constantFrom('A=b\n', '#', 'A="', '\\\n', '${A', '$(', '{a,b}', "'\n'", 'A=\\'),
    fc.integer({ min: 1000, max: 70_000 }),
  )
  .map(([part, size]) => `X=1\n${part.repeat(size / part.length)}`);

/** Env files in every dialect, right and wrong. */
export function envFileArea(texts: Texts): fc.Arbitrary<Case> {
  return fc.constantFrom(places.paper, places.paper, places.live).chain((path) => {
    const text = texts[path] ?? '';
    const file = fc.oneof(
      { weight: 4, arbitrary: otherLines(text).map(bytesOf) },
      { weight: 2, arbitrary: injured(text, nastyText).map(bytesOf) },
      { weight: 2, arbitrary: nastyBytes().map(latin1) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(nastyShellFile, fc.boolean())
          .map(([bytes, keep]) => (keep ? text : '') + latin1(bytes)),
      },
      { weight: 1, arbitrary: nastyForSystemd.map(latin1) },
      { weight: 1, arbitrary: huge },
    );
    const loaders = fc.constantFrom(
      'systemd',
      'bash',
      'sh',
      'dotenv',
      'python-dotenv',
      'docker',
      'compose',
      'xargs',
      'node',
    );
    const profile = path === places.live ? 'profiles/live.yaml' : 'profiles/paper.yaml';
    const declared = loaders.map((loader) =>
      (texts[profile] ?? '').replace(/^loaders: .*/m, `loaders: [${loader}, bash]`),
    );
    const named = path === places.live ? 'live' : 'paper';
    const own = lineOf([
      `use ${named}`,
      `check ${named}`,
      `run ${named} -- true`,
      `keys --enroll ${named}`,
      `diff ${named} ci`,
      `run --file ${path} -- true`,
      `explain A --profile ${named}`,
    ]);
    return fc.record({
      base: fc.constantFrom('paper' as const, 'live' as const, 'rotating' as const),
      argv: fc.oneof(anyLine, own, own),
      files: fc.tuple(file, declared).map(([bytes, yaml]) => ({ [path]: bytes, [profile]: yaml })),
      answers: fc.constantFrom<readonly string[]>(['{phrase}'], ['no', 'no', 'no']),
    });
  });
}
