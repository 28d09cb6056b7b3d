import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseLine } from '../src/command-line.ts';
import { verbs } from '../src/commands/index.ts';
import { allChecks } from '../src/domain/checks/index.ts';
import { exit, exitCodeOf } from '../src/domain/exit-code.ts';
import type { ErrorKind } from '../src/errors.ts';
import { scratch } from './scratch.ts';
import { type Shown, shownIn, tableUnder, typedIn } from './shown-commands.ts';

const checkout = resolve(import.meta.dirname, '..');
const page = (path: string) => readFileSync(join(checkout, path), 'utf8');
const readme = page('README.md');
const reference = page('Deployment/docs/reference.md');
const pages = ['README.md', 'Deployment/README.md'] as const;
const furtherPages = [
  'Deployment/docs/reference.md',
  'Deployment/docs/leak-clean-up.md',
  'Deployment/docs/ci.md',
  'Deployment/docs/dotenv-for-developers.md',
] as const;
const fromSed = 'Deployment/docs/from-sed-and-grep.md';

/** What is typed before a page begins; nothing for most. */
const before: Readonly<Record<string, string>> = {
  [fromSed]: 'cd Deployment/env && mv -f pine-trader.paper.env pine-trader.env',
};

async function refusalOf(argv: readonly string[]): Promise<string | undefined> {
  const verb = verbs.find((one) => one.verb === argv[0]);
  try {
    const line = await parseLine(argv, await verb?.load());
    const isThere = verb !== undefined || line.kind === 'version' || argv.includes('--help');
    return isThere ? undefined : 'no such verb';
  } catch (error) {
    return String(error);
  }
}

describe.each([...pages, ...furtherPages, fromSed])('%s', (path) => {
  test('tells to type only what the program understands', async () => {
    const typed = typedIn(page(path)).map((argv) =>
      argv.map((word) => (word === 'N' ? '12' : word)),
    );
    expect(typed.length).toBeGreaterThan(1);
    const refused = await Promise.all(
      typed.map(async (argv) => ({ typed: argv.join(' '), why: await refusalOf(argv) })),
    );
    expect(refused.filter(({ why }) => why !== undefined)).toEqual([]);
  });

  test('names only files and headings that are there', () => {
    const links = [...page(path).matchAll(/\]\(([^)#:]*)(?:#([^)]*))?\)/g)];
    const missing = links.filter(([, to = '', anchor]) => {
      const file = to === '' ? path : join(path, '..', to);
      if (!existsSync(join(checkout, file))) return true;
      return anchor !== undefined && !anchorsOf(page(file)).includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });
});

describe.each([...pages, fromSed])('%s', (path) => {
  test('shows what the program really says', () => {
    const shown = shownIn(page(path));
    expect(shown.length).toBeGreaterThan(0);
    const show = inADemo();
    expect(show(before[path] ?? 'true').code).toBe(0);
    expect(shown.map(({ command }) => show(command))).toEqual(shown);
  });
});

/** What a link behind `#` may say: headings as GitHub and GitLab turn them into names. */
function anchorsOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^ *```.*?^ *```$/gms, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** No terminal; Node's types do not know that spawnSync takes it too. */
const noTerminal: object = { detached: true };

/** A demo root with paper linked, in which a line is typed; what comes back is told as on /opt/pine of trader-1. */
function inADemo(): (command: string) => Shown {
  const home = scratch();
  const root = join(home, 'root');
  mkdirSync(join(home, 'bin'));
  symlinkSync(join(checkout, 'dist/pine-env.cjs'), join(home, 'bin/pine-env'));
  const path = `${join(home, 'bin')}:${process.env.PATH}`;
  const type = (command: string, cwd: string) => {
    const env = { PATH: path, PINE_ENV_ROOT: root };
    const ran = spawnSync('sh', ['-c', `${command} 2>&1`], {
      cwd,
      env,
      encoding: 'utf8',
      ...noTerminal,
    });
    return { command, output: asOnTrader1(ran.stdout, root), code: ran.status ?? -1 };
  };
  expect(type('pine-env init --demo && pine-env use paper', home)).toMatchObject({ code: 0 });
  return (command) => type(command, root);
}

function asOnTrader1(text: string, root: string): string {
  return text
    .replaceAll(root, '/opt/pine')
    .replaceAll(` on ${hostname()}\n`, ' on trader-1\n')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '2026-10-02T03:00:00Z')
    .replaceAll(new RegExp(` by ${userInfo().username}$`, 'gm'), ' by root');
}

describe('README.md', () => {
  test('leaves every rule that is judged to the reference, which has it in its words', () => {
    expect(readme).toContain('](Deployment/docs/reference.md#rules-of-check-and-status)');
    const rows = tableUnder(reference, ['rule', 'judges']);
    expect(rows).toEqual(allChecks.map(({ rule, about }) => [`\`${rule}\``, about]));
  });

  test('lists every exit code with its kind', () => {
    const kinds = {
      usage: true,
      refused: true,
      'unsafe-file': true,
      'bad-config': true,
      provider: true,
      busy: true,
      bug: true,
    } satisfies Readonly<Record<ErrorKind, true>>;
    const ofKinds = Object.keys(kinds).map(
      (kind) => [exitCodeOf(kind as ErrorKind), kind] as const,
    );
    const others = Object.values(exit).map((code) => [code, '-'] as const);
    const all = [...ofKinds, ...others].sort(([a], [b]) => a - b);
    const rows = tableUnder(readme, ['code', 'kind', 'meaning']);
    expect(rows.map(([code, kind]) => [code, kind])).toEqual(all.map(([c, k]) => [String(c), k]));
  });

  test('begins with one sentence, the two commands and what a tired operator needs', () => {
    const [title, , sentence, , ...rest] = readme.split('\n');
    expect(title).toBe('# pine-env');
    expect(sentence).toMatch(/^[^.]+\.$/);
    const firstScreen = rest.slice(0, 40).join('\n');
    for (const needed of [
      'npm ci && npm run quickstart',
      'npm ci && npm test',
      'pine-env status',
      'pine-env use paper',
      'systemctl stop',
      'refused; nothing was switched',
    ]) {
      expect(firstScreen).toContain(needed);
    }
  });

  test('names the packages that the tests need, as CI does', () => {
    const needed = /^needed=\((.*)\)$/m.exec(page('.ci/run'))?.[1] ?? '';
    const packages = needed.split(' ').map((pair) => pair.split(':')[1] ?? pair);
    const typed = /apt-get install (.*)$/m.exec(readme)?.[1]?.split(' ') ?? [];
    expect([...typed].sort()).toEqual([...packages].sort());
  });

  test('names the archive that `npm run package` makes', () => {
    const { name, version } = JSON.parse(page('package.json'));
    for (const path of pages) {
      const archives = page(path).match(/pine-env-\d+\.\d+\.\d+\.tgz/g) ?? [];
      expect(new Set(archives)).toEqual(new Set([`${name}-${version}.tgz`]));
    }
  });
});

describe('pine-env --help', () => {
  test('has one line for every verb, in 80 columns', async () => {
    const line = await parseLine(['--help'], undefined);
    const text = line.kind === 'help' ? line.text : '';
    const between = text.split('\n\n')[1]?.split('\n') ?? [];
    expect(between.map((one) => one.trim().split(' ')[0])).toEqual(verbs.map(({ verb }) => verb));
    expect(text.split('\n').filter((one) => one.length > 80)).toEqual([]);
  });
});
