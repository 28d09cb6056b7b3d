import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { baselineText } from '../../src/domain/leaks/baseline.ts';
import type { Leak } from '../../src/domain/leaks/leak.ts';
import { lineMark, secretMark } from '../../src/domain/leaks/prints.ts';
import { Secret } from '../../src/domain/secret.ts';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances } from './a-host.ts';
import { madeUp, plainPlan, rootAfter } from './a-root.ts';
import { type APiece, type ScanTold, scanned, token } from './a-scan.ts';
import { layDown } from './tree.ts';

const baseline = '.pine-env-baseline.json';
const pathRules = '.pine-env-scan.yaml';
const word = ['pine-env', 'allow'].join(':');
const liveKey = madeUp('databento', 'live feed 1');

const piece = (name: string, text: string): APiece => ({ name, text });
const byRule = ({ report }: ScanTold, rule: string) =>
  (report?.findings ?? []).filter((finding) => finding.rule === rule);

async function scanIn(
  top: string,
  words: string,
  pieces: readonly APiece[],
  given: Circumstances = {},
): Promise<ScanTold> {
  const host = aHost({ workingDirectory: top, ...given });
  return scanned(words, host, { pieces, repository: top });
}

async function aTree(): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan), root);
  return root;
}

describe('a comment that allows', () => {
  const reason = 'made up for the documentation';
  test.each([
    ['in the same line', `${token('a')} # ${word} test-token ${reason}`],
    ['in the line above', `// ${word} test-token ${reason}\n${token('a')}\n`],
    ['in a comment that ends', `/* ${word} test-token ${reason} */ ${token('a')}`],
    ['with line ends of Windows', `# ${word} test-token ${reason}\r\n${token('a')}\r\n`],
  ])('lets a leak stand %s, and is listed', async (_where, text) => {
    const told = await scanIn('/w', '', [piece('a', text)]);
    expect(told.code).toBe(0);
    expect(told.report?.allowed).toEqual({ comment: 1, 'path-rule': 0, baseline: 0 });
    expect(byRule(told, 'allowance-used')).toMatchObject([{ severity: 'info', where: 'a:1' }]);
    expect(told.text).toContain('allowed, not reported: 1 by comments');
    expect(JSON.stringify(told)).not.toContain(reason);
  });

  test.each([
    ['in another line', `# ${word} test-token ${reason}\n\n${token('a')}`],
    ['below it', `${token('a')}\n# ${word} test-token ${reason}`],
    ['of another rule', `# ${word} vague-secret ${reason}\n${token('a')}`],
  ])('lets no leak stand %s', async (_where, text) => {
    expect((await scanIn('/w', '', [piece('a', text)])).code).toBe(1);
  });

  test.each([
    [`# ${word} test-token\n${token('a')}`, 'gives no reason'],
    [`# ${word} test-token x\n${token('a')}`, 'gives no reason'],
    [`# ${word} tset-token ${reason}\n${token('a')}`, 'names a rule that scan does not have'],
    [`# ${word}\n${token('a')}`, 'names no rule'],
  ])('is void, and said to be, in %j', async (text, fault) => {
    const told = await scanIn('/w', '', [piece('a', text)]);
    expect(told.code).toBe(1);
    expect(byRule(told, 'allow-void')).toMatchObject([
      { severity: 'warning', where: 'a:1', message: expect.stringContaining(fault) },
    ]);
  });

  test('is no comment where a document tells how to write one', async () => {
    const told = await scanIn('/w', '', [piece('a', `write \`${word} RULE reason\` or "${word}"`)]);
    expect(told).toMatchObject({ code: 0, report: { findings: [] } });
  });

  test('is none in a sentence about such comments', async () => {
    const told = await scanIn('/w', '', [piece('a', `a ${word} that stands here allows it`)]);
    expect(told).toMatchObject({ code: 0, report: { findings: [] } });
  });

  test('never silences a live key of ours', async () => {
    const root = await aTree();
    const text = `# ${word} known-value ${reason}\n${liveKey}`;
    const told = await scanIn(root, '', [piece('a', text)]);
    expect(told.code).toBe(1);
    expect(byRule(told, 'known-value')).toMatchObject([
      { allowance: 'ignored', message: expect.stringContaining('was ignored') },
    ]);
  });
});

test('what was used to pass something over is told in full where no person looks on', async () => {
  const pieces = [piece('a', `${token('a')} # ${word} test-token made up`)];
  expect((await scanIn('/w', '', pieces, { automation: 'other' })).text).toContain('a:1');
  expect((await scanIn('/w', '', pieces)).text).not.toContain('a:1');
});

describe('path rules', () => {
  const rules = [
    'exclude: ["docs/**"]',
    'allow:',
    '  - { rule: test-token, path: "test/*.json", reason: made up }',
    '',
  ].join('\n');

  async function withRules(text = rules): Promise<string> {
    const top = await aTree();
    writeFileSync(join(top, pathRules), text);
    return top;
  }

  test.each([
    ['docs/deep/a.md', 0],
    ['test/a.json', 0],
    ['test/deep/a.json', 1],
    ['src/docs.ts', 1],
  ])('of %s leave the exit code %i', async (name, code) => {
    const top = await withRules();
    const told = await scanIn(top, '', [piece(join(top, name), token('a'))]);
    expect(told.code).toBe(code);
    expect(byRule(told, 'allowance-used')).toHaveLength(1 - code);
  });

  test('never silence a live key of ours', async () => {
    const top = await withRules();
    const told = await scanIn(top, '', [piece(join(top, 'docs/a'), liveKey)]);
    expect(told).toMatchObject({ code: 1, report: { totals: { live: 1 } } });
  });

  test('hold for the path that an object has in the repository', async () => {
    const top = await withRules();
    const host = aHost({ workingDirectory: top });
    const told = await scanned('--history', host, {
      pieces: [
        { name: 'blob aa', kind: 'object', object: 'aa', text: token('a') },
        { name: 'blob bb', kind: 'object', object: 'bb', text: token('b') },
      ],
      repository: top,
      places: new Map([
        ['aa', { path: 'docs/x', commit: 'c'.repeat(40) }],
        ['bb', { path: 'src/x', commit: 'd'.repeat(40) }],
      ]),
    });
    expect(told.report?.findings[0]).toMatchObject({
      where: 'src/x:1:1',
      object: 'bb',
      commit: 'd'.repeat(40),
      path: 'src/x',
      remedy: expect.stringContaining('Deployment/docs/leak-clean-up.md'),
    });
    expect(told.report?.totals.leaks).toBe(1);
  });

  test.each([
    ['exclude: docs\n', 'wrong-type', 1],
    ['allow:\n  - { rule: tset-token, path: a, reason: b }\n', 'unknown-rule', 2],
    ['allow:\n  - { rule: test-token, path: a }\n', 'missing-field', 2],
    ['exclude: []\nignore: []\n', 'unknown-field', 2],
  ])('%j are an error with its line', async (text, rule, line) => {
    const told = await scanIn(await withRules(text), '', [piece('a', 'a')]);
    expect(told).toMatchObject({ code: 5, error: { rule, where: `${pathRules}:${line}` } });
  });
});

describe('a baseline', () => {
  const before = [piece('a.py', `key = "${token('a')}"`), piece('b.py', `pass=qwertyuiop1`)];

  async function written(pieces = before): Promise<string> {
    const top = await aTree();
    const told = await scanIn(top, '--write-baseline', pieces);
    expect(told.code).toBe(0);
    expect(told.report?.written).toEqual({ file: join(top, baseline), entries: pieces.length });
    return top;
  }

  test('is written with what is found, holds no secret, and is lived with', async () => {
    const top = await written();
    const text = readFileSync(join(top, baseline), 'utf8');
    expect(text).not.toContain('qwerty');
    expect(text).not.toContain(token('a').slice(0, 8));
    expect(statSync(join(top, baseline)).mode & 0o777).toBe(0o644);
    const told = await scanIn(top, '', before);
    expect(told).toMatchObject({ code: 0, report: { totals: { leaks: 0 } } });
    expect(told.report?.allowed.baseline).toBe(2);
  });

  test('holds too little of what could be guessed to confirm a guess', async () => {
    const { entries } = JSON.parse(readFileSync(join(await written(), baseline), 'utf8'));
    const secrets = entries.map((one: { rule: string; secret: string }) => [
      one.rule,
      one.secret.length - 'hmac-sha256:'.length,
    ]);
    expect(secrets).toEqual([
      ['test-token', 32],
      ['vague-secret', 5],
    ]);
  });

  test.each([
    ['another line', piece('a.py', `\n\n\n  key = "${token('a')}"`), 0],
    ['another file', piece('moved/c.py', `key   =   "${token('a')}"`), 0],
    ['another secret in the same place', piece('a.py', `key = "${token('z')}"`), 1],
    ['the same secret in another statement', piece('a.py', `send("${token('a')}")`), 1],
    ['the same line once more', piece('a.py', `key = "${token('a')}"\n`.repeat(2)), 1],
  ])('knows: %s', async (_what, now, code) => {
    expect((await scanIn(await written(), 'src', [now])).code).toBe(code);
  });

  test('says when nothing answers to an entry any more, after a scan of the whole tree', async () => {
    const top = await written();
    const told = await scanIn(top, '', [piece('c', 'clean')]);
    expect(byRule(told, 'baseline-stale')).toMatchObject([{ severity: 'warning' }]);
    expect(byRule(await scanIn(top, 'src', [piece('c', 'c')]), 'baseline-stale')).toEqual([]);
  });

  test('is written anew with the same salt, the same notes and without what is gone', async () => {
    const top = await written();
    const noted = readFileSync(join(top, baseline), 'utf8').replace(
      /"count":1/g,
      '"count":1,"note":"old"',
    );
    writeFileSync(join(top, baseline), noted);
    await scanIn(top, '--write-baseline', before.slice(0, 1));
    const now = JSON.parse(readFileSync(join(top, baseline), 'utf8'));
    expect(now.salt).toBe(JSON.parse(noted).salt);
    expect(now.entries).toMatchObject([{ rule: 'test-token', note: 'old' }]);
  });

  test('keeps what lies elsewhere, when only a part of the tree is scanned', async () => {
    const top = await written();
    await scanIn(top, 'src --write-baseline', [piece('c.py', token('c'))]);
    const { entries } = JSON.parse(readFileSync(join(top, baseline), 'utf8'));
    expect(entries).toHaveLength(3);
    expect((await scanIn(top, '', before)).code).toBe(0);
  });

  test('never takes in a live key of ours', async () => {
    const top = await aTree();
    const told = await scanIn(top, '--write-baseline', [piece('a', liveKey)]);
    expect(told).toMatchObject({ code: 1, report: { written: { entries: 0 } } });
  });

  test('never silences a live key of ours that somebody wrote into it', async () => {
    const top = await aTree();
    const salt = 'ab'.repeat(32);
    const leak = { rule: 'known-value', found: Secret.of(liveKey) } as Leak;
    const mark = { secret: secretMark(salt, leak), line: lineMark(salt, new Uint8Array()) };
    const text = baselineText(salt, [{ rule: leak.rule, ...mark, count: 1 }]);
    writeFileSync(join(top, baseline), text);
    const told = await scanIn(top, '', [piece('a', liveKey)]);
    expect(told).toMatchObject({ code: 1, report: { totals: { live: 1 } } });
    expect(told.report?.findings[0]).toMatchObject({
      message: expect.stringContaining('the baseline was ignored'),
    });
  });

  test('may lie elsewhere', async () => {
    const top = await aTree();
    await scanIn(top, '--write-baseline --baseline known.json', before);
    expect((await scanIn(top, '--baseline known.json', before)).code).toBe(0);
    expect((await scanIn(top, '', before)).code).toBe(1);
  });

  test.each([
    ['{', undefined],
    ['{"schema":"pine-env/baseline@1"}', 'missing-field'],
    ['{"schema":"pine-env/baseline@2","salt":"x","entries":[]}', 'wrong-type'],
  ])('that reads %j is an error', async (text, rule) => {
    const top = await aTree();
    writeFileSync(join(top, baseline), text);
    const told = await scanIn(top, '', before);
    expect(told).toMatchObject({ code: 5, error: rule === undefined ? {} : { rule } });
  });

  test('has no place where there is no tree', async () => {
    const told = await scanIn('/w', '--stdin --write-baseline', before);
    expect(told).toMatchObject({ code: 2, error: { rule: 'baseline-nowhere' } });
  });
});

describe('a change of what is passed over', () => {
  test.each(['--staged', '--since main'])('is listed by %s', async (words) => {
    const top = await aTree();
    writeFileSync(join(top, pathRules), 'exclude: []\n');
    const pieces = [piece(pathRules, 'exclude: []\n'), piece('a', `# ${word} test-token because`)];
    const told = await scanIn(top, words, pieces);
    expect(told.code).toBe(0);
    expect(byRule(told, 'allowance-changed').map(({ where }) => where)).toEqual([pathRules, 'a:1']);
  });

  test('is known by its content where only objects are read', async () => {
    const top = await aTree();
    writeFileSync(join(top, pathRules), '');
    const empty = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';
    const object = { name: 'blob', kind: 'object', object: empty, text: 'x' } as const;
    const told = await scanIn(top, '--since main', [object]);
    expect(byRule(told, 'allowance-changed')).toMatchObject([{ where: pathRules }]);
  });

  test('is no news where the whole tree is scanned', async () => {
    const told = await scanIn(await aTree(), '', [piece(pathRules, 'exclude: []\n')]);
    expect(byRule(told, 'allowance-changed')).toEqual([]);
  });
});
