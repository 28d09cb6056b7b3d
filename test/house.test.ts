import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { emptyWords, judge, type Sources } from './house-rules.ts';
import { type Published, unmentioned } from './verb-mentions.ts';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

function read(path: string): string {
  return readFileSync(join(checkout, path), 'utf8');
}

function filesBelow(directory: string, ending: string): readonly string[] {
  const path = join(checkout, directory);
  if (!existsSync(path)) return [];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending)).map((name) => name.replaceAll('\\', '/'));
}

function house(): Sources {
  return new Map(filesBelow('src', '.ts').map((name) => [name, read(`src/${name}`)]));
}

describe('the house', () => {
  test('every door, name and length in src/ is as DESIGN says', () => {
    const sources = house();
    expect(sources.size).toBeGreaterThan(3);
    expect(judge(sources)).toEqual([]);
  });

  test('no file of the tests or the build has a name that says nothing', () => {
    const names = [...filesBelow('test', 's'), ...filesBelow('build', 's')];
    expect(names.filter((name) => emptyWords(name).length > 0)).toEqual([]);
  });

  const index = join(checkout, 'src/commands/index.ts');
  const published = [index, join(checkout, 'README.md'), join(checkout, 'test/stories')];
  test.skipIf(!published.every((path) => existsSync(path)))(
    'every verb is in the README and in a story',
    async () => {
      const { verbs } = (await import(index)) as { verbs: Published['verbs'] };
      const stories = filesBelow('test/stories', '.txt').map((name) =>
        read(`test/stories/${name}`),
      );
      expect(verbs.length).toBeGreaterThan(0);
      expect(unmentioned({ verbs, readme: read('README.md'), stories })).toEqual([]);
    },
  );
});

/** A small house in good order; each planted file breaks one rule of it. */
const sound: readonly (readonly [string, string])[] = [
  ['errors.ts', 'export class PineError extends Error {}'],
  ['domain/plan.ts', "import { PineError } from '../errors.ts';\nexport const plan = PineError;"],
  ['ports.ts', "import type { Plan } from './domain/plan.ts';\nexport type Host = Plan;"],
  ['adapters/disk.ts', "import { openSync } from 'node:fs';\nexport const disk = openSync;"],
  ['commands/use.ts', "import { plan } from '../domain/plan.ts';\nexport const use = plan;"],
  ['command-line.ts', "import yargs from 'yargs';\nexport const parse = () => yargs([]);"],
  [
    'cli.ts',
    "import { parse } from './command-line.ts';\nparse();\nexport const cli = () => import('./commands/use.ts');",
  ],
  ['main.ts', "import { cli } from './cli.ts';\nimport './adapters/disk.ts';\ncli(process.argv);"],
];

function judgeWith(path: string, text: string): readonly string[] {
  return judge(new Map([...sound, [path, text]])).map(({ file, rule, what }) =>
    [file, rule, what].join(' '),
  );
}

const planted: readonly (readonly [path: string, text: string, verdict: string])[] = [
  ['domain/a.ts', "import { openSync } from 'node:fs';", 'closed-door node:fs'],
  ['domain/a.ts', "import type { Stats } from 'node:fs';", 'closed-door node:fs'],
  ['domain/a.ts', "import { readFileSync } from 'fs';", 'closed-door fs'],
  ['domain/a.ts', "import { parse } from 'yaml';", 'closed-door yaml'],
  ['domain/a.ts', "export * from '../ports.ts';", 'closed-door ../ports.ts'],
  ['domain/a.ts', "export { disk } from '../adapters/disk.ts';", 'closed-door ../adapters/disk.ts'],
  ['domain/a.ts', "type F = import('node:fs').Stats;", 'closed-door node:fs'],
  ['domain/a.ts', "const a = () => import('./plan.ts');", 'not-pure import()'],
  ['domain/a.ts', 'export type A = Promise<string>;', 'not-pure Promise'],
  ['domain/a.ts', 'export const a = async () => 1;', 'not-pure async'],
  ['domain/a.ts', 'export const a = Date.now;', 'not-pure Date.now'],
  ['domain/a.ts', "export const a = Date['now']();", 'not-pure Date.now'],
  ['domain/a.ts', 'export const a = new Date();', 'not-pure new Date()'],
  ['domain/a.ts', 'export const a = Date();', 'not-pure Date()'],
  ['domain/a.ts', 'export const a = Math.random();', 'not-pure Math.random'],
  ['domain/a.ts', 'export const a = process.env;', 'closed-name process'],
  ['domain/a.ts', 'export const a = globalThis;', 'closed-name globalThis'],
  ['domain/a.ts', 'export const a = { process };', 'closed-name process'],
  ['domain/a.ts', 'export default 1;', 'default-export default export'],
  ['domain/a.ts', 'export class Plan {}', 'class class Plan'],
  ['domain/a.ts', "import { plan } from './plan';", 'import-without-ts ./plan'],
  ['domain/a.ts', "import x from '../../package.json';", 'import-outside-src ../../package.json'],
  ['domain/plan-helper.ts', '', 'empty-word helper'],
  ['domain/Plan.ts', '', 'not-kebab-case domain/Plan.ts'],
  ['domain/a.ts', '\n'.repeat(201), 'too-long 201 lines'],
  ['core/a.ts', '', 'no-such-room core/a.ts'],
  ['ports.ts', 'export const port = 1;', 'value-in-ports ExportNamedDeclaration'],
  ['ports.ts', "import { plan } from './domain/plan.ts';", 'closed-door ./domain/plan.ts'],
  ['steps/a.ts', "import { use } from '../commands/use.ts';", 'closed-door ../commands/use.ts'],
  ['steps/a.ts', "import { openSync } from 'node:fs';", 'closed-door node:fs'],
  ['commands/a.ts', "await import('../adapters/disk.ts');", 'closed-door ../adapters/disk.ts'],
  ['commands/a.ts', 'await import(path);', 'import-outside-src (computed)'],
  ['commands/a.ts', "console.log('x');", 'closed-name console'],
  ['commands/a.ts', 'process.exit(1);', 'closed-name process'],
  ['render/a.ts', "import { writeSync } from 'node:fs';", 'closed-door node:fs'],
  ['render/a.ts', "import type { Host } from '../ports.ts';", 'closed-door ../ports.ts'],
  ['adapters/a.ts', "import { use } from '../commands/use.ts';", 'closed-door ../commands/use.ts'],
  ['adapters/a.ts', "import { env } from 'node:process';", 'closed-door node:process'],
  ['adapters/a.ts', 'export const a = process.pid;', 'closed-name process'],
  ['adapters/a.ts', "export const a = require('fs');", 'closed-name require'],
  ['cli.ts', "import { disk } from './adapters/disk.ts';", 'closed-door ./adapters/disk.ts'],
  ['main.ts', "import { plan } from './domain/plan.ts';", 'closed-door ./domain/plan.ts'],
];

describe('the judge of the house', () => {
  test('is content with a house in order', () => {
    expect(judge(new Map(sound))).toEqual([]);
  });

  test.each(planted)('goes red on %s with %j', (path, text, verdict) => {
    expect(judgeWith(path, text)).toContain(`${path} ${verdict}`);
  });

  test('names the line', () => {
    const found = judge(new Map([['domain/a.ts', '\n\nexport const a = process.pid;']]));
    expect(found).toEqual([{ file: 'domain/a.ts', line: 3, rule: 'closed-name', what: 'process' }]);
  });

  const harmless: readonly (readonly [path: string, text: string])[] = [
    ['domain/a.ts', 'export const a = (of: { process: number }) => of.process;'],
    ['domain/a.ts', 'export const a = { console: 1, async: true };'],
    [
      'domain/a.ts',
      "// process, console, Date.now() and import('node:fs')\nexport const a = 'process';",
    ],
    ['domain/a.ts', 'export const a = (at: number) => new Date(at).toISOString();'],
    ['domain/a.ts', "import { sha256 } from '@noble/hashes/sha2.js';\nexport const a = sha256;"],
    ['domain/known-cores.ts', ''],
    ['adapters/a.ts', "export const a = () => import('fs-extra');"],
    ['main.ts', "import type { Plan } from './domain/plan.ts';\nexport type P = Plan;"],
  ];
  test.each(harmless)('stays quiet on %s with %j', (path, text) => {
    expect(judgeWith(path, text)).toEqual([]);
  });

  test('sees the schema export creep into the program, however far away', () => {
    const found = judge(
      new Map([
        ...sound,
        ['commands/use.ts', "import { a } from '../domain/a.ts';\nexport const use = a;"],
        ['domain/a.ts', "import '../schema.ts';\nexport const a = 1;"],
        ['schema.ts', 'export const schemas = () => ({});'],
      ]),
    );
    expect(found.map(({ rule }) => rule)).toEqual(['closed-door', 'build-only']);
  });

  const verbs = [{ verb: 'use' }];
  const said = ['$ pine-env use paper'];
  test.each([
    [{ verbs, readme: 'pine-env use paper', stories: said }, []],
    [{ verbs, readme: 'pine-env user', stories: said }, ['use: not in README.md']],
    [{ verbs, readme: 'pine-env use', stories: [] }, ['use: in no story']],
    [{ verbs, readme: '', stories: [''] }, ['use: not in README.md', 'use: in no story']],
  ])('looks for every verb: %j', (published, expected) => {
    expect(unmentioned(published)).toEqual(expected);
  });
});
