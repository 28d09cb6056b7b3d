/* The judge of one run. It shares no code with the program. */
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { PieceSearch } from '../secret-pieces.ts';
import type { Case, Shown } from './a-case.ts';

/** What stood on the disk around a run. */
export interface Around {
  /** Of `outside`: names, modes, sizes, times. */
  readonly outside: string;
  readonly link: string;
  /** By path, of every file but env files. */
  readonly files: ReadonlyMap<string, string>;
}

/** What a terminal obeys, or what turns the reading direction; a line's end is neither. */
const isObeyed = (text: string) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text.replaceAll('\n', ''));

/** Looks at the disk around a run. */
export function lookAround(directory: string): Around {
  const root = join(directory, 'root');
  return {
    outside: namesBelow(join(directory, 'outside'))
      .map((path) => {
        const { mode, uid, size, mtimeMs, ino } = lstatSync(path);
        return [path, mode, uid, size, mtimeMs, ino].join(' ');
      })
      .join('\n'),
    link: linkIn(root),
    files: new Map(
      namesBelow(root)
        .filter((path) => lstatSync(path).isFile() && !/\/env\/[^/]*\.env$/.test(path))
        .map((path) => [path, readFileSync(path, 'latin1')]),
    ),
  };
}

/** Everything that is wrong with a run. */
export function faultsOf(
  one: Case,
  shown: Shown,
  [before, after]: readonly [Around, Around],
  secrets: PieceSearch,
): readonly string[] {
  const { code, out, err, threw } = shown;
  const newlyWritten = [...after.files].filter(([path, text]) => before.files.get(path) !== text);
  const leaks = [
    ...[
      ['stdout', out],
      ['stderr', err],
      ['the terminal', shown.terminal],
    ],
    ...newlyWritten.filter(([path]) => secrets.find(before.files.get(path) ?? '') === undefined),
  ];
  const isLive = after.link.includes('live') && !before.link.includes('live');
  return [
    ...(threw === undefined ? [] : [`an exception: ${threw.split('\n').slice(0, 3).join(' ')}`]),
    ...(code === 70
      ? [`a bug: ${/bug of pine-env[^"]*/.exec(out + err)?.[0]?.slice(0, 300)}`]
      : []),
    ...(threw === undefined && !mayEndWith(one.argv, shown) ? [`exit ${code}`] : []),
    ...(shown.seconds > 20 ? [`it took ${Math.round(shown.seconds)} s`] : []),
    ...shown.escapes.map((what) => `outside of the root: ${what}`),
    ...(before.outside === after.outside ? [] : ['something outside of the root was changed']),
    ...(isRaw(one.argv, out) ? ['a control character on stdout'] : []),
    ...(isObeyed(err) ? ['a control character on stderr'] : []),
    ...(isLive && !shown.agreed ? ['live is linked, and nobody typed the phrase'] : []),
    ...leaks.flatMap(([where = '', text = '']) => {
      const how = secrets.find(text);
      return how === undefined ? [] : [`a secret (${how}) in ${where}`];
    }),
    ...faultsOfJson(one.argv, shown),
  ];
}

/** DESIGN, section 5. */
function mayEndWith(argv: readonly string[], { code, becomes }: Shown): boolean {
  if (becomes || [0, 1, 2, 3, 4, 5, 6, 7, 8].includes(code)) return true;
  const verb = argv.find((word) => !word.startsWith('-'));
  if (code === 78) return verb === 'gate';
  return (code === 126 || code === 127) && ['run', 'shell', 'gate'].includes(verb ?? '');
}

/** Scripts for shells hold escapes of their own, none of them from outside. */
function isRaw(argv: readonly string[], out: string): boolean {
  return !argv.some((word) => ['completion', 'shell-init'].includes(word)) && isObeyed(out);
}

function faultsOfJson(argv: readonly string[], { out, code, becomes, threw }: Shown) {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const aside = ['--help', '--version', '--sarif', '--annotations', 'completion', 'shell-init'];
  const isAsked = own.includes('--json') && !aside.some((word) => own.includes(word));
  if (!isAsked || becomes || threw !== undefined) return [];
  try {
    const report = JSON.parse(out);
    const isOne = /^pine-env\/[a-z-]+@1$/.test(report.schema) && Array.isArray(report.findings);
    return isOne && report.exit === code ? [] : ['the JSON says something else than the exit code'];
  } catch {
    return ['--json, and no JSON document'];
  }
}

function namesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function linkIn(root: string): string {
  try {
    return readlinkSync(join(root, 'Deployment/env/pine-trader.env'));
  } catch {
    return '';
  }
}
