import { describe, expect, test } from 'vitest';
import type { ProcessFacts } from '../../src/domain/running/process-facts.ts';
import { aProcess } from '../domain/running/a-process.ts';
import { scratch } from '../scratch.ts';
import { aHost, type Told, tell } from './a-host.ts';
import { envOf, envText, madeUp, plainPlan, rootAfter, write } from './a-root.ts';
import { layDown, treeOf } from './tree.ts';
import { say, tableOf } from './what-runs.ts';

interface Row {
  readonly key: string;
  readonly relation: string;
  readonly wanted: string;
  readonly good: boolean;
}

type Files = Readonly<Record<string, string>>;

async function aTree(files: Files = {}): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan), root);
  for (const [profile, text] of Object.entries(files)) write(root, envOf(profile), text, 0o600);
  return root;
}

function rowOf(told: Told, key: string): Row | undefined {
  const [first] = told.comparisons as readonly { readonly rows: readonly Row[] }[];
  return first?.rows.find((row) => row.key === key);
}

const rules = ({ findings }: Told) => findings.map(({ rule }) => rule);
const hookOf = (profile: string) => madeUp('traderspost', `${profile} orders 1`);

describe('diff paper live', () => {
  test('is content with two profiles that share no credential, and writes nothing', async () => {
    const root = await aTree();
    const before = treeOf(root);
    expect(await tell('diff paper live', root, aHost())).toMatchObject({ code: 0, findings: [] });
    expect(treeOf(root)).toEqual(before);
  });

  const paper = envText('paper');
  const live = envText('live');
  test.each<[string, Files, readonly string[], string, string]>([
    [
      'the same webhook at another host',
      { paper: paper.replace(hookOf('paper'), `${hookOf('live')}/?a=b`) },
      ['same-but-exclusive'],
      'TRADERSPOST_WEBHOOK_URL',
      'same',
    ],
    [
      'the same webhook under another name',
      { paper: `${paper}BACKUP=${hookOf('live')}\n` },
      ['same-but-exclusive'],
      'BACKUP',
      'only-here',
    ],
    [
      'a setting that differs',
      { paper: paper.replace('KILLSWITCH=false', 'KILLSWITCH=true') },
      ['should-agree'],
      'POLICY_KILLSWITCH',
      'different',
    ],
    [
      'a required key that only one has',
      { live: live.replace(/^DATABENTO.*\n/m, '') },
      ['only-one-has'],
      'DATABENTO_API_KEY',
      'only-here',
    ],
    [
      'an unregistered credential in both',
      { paper: `${paper}X=${hookOf('x')}\n`, live: `${live}X=${hookOf('x')}\n` },
      ['same-but-exclusive'],
      'X',
      'same',
    ],
    [
      'two empty lines, which are no credential',
      {
        paper: paper.replace(/^(DATABENTO_API_KEY=).*$/m, '$1'),
        live: live.replace(/^(DATABENTO_API_KEY=).*$/m, '$1'),
      },
      [],
      'DATABENTO_API_KEY',
      'same',
    ],
    [
      'what systemd joins to one line',
      { paper: paper.replace('KILLSWITCH=false', 'KILLSWITCH=fal\\\nse') },
      [],
      'POLICY_KILLSWITCH',
      'same',
    ],
  ])('sees %s', async (_what, files, found, key, relation) => {
    const told = await tell('diff paper live', await aTree(files), aHost());
    expect(rules(told)).toEqual(found);
    expect(told.code).toBe(found.length === 0 ? 0 : 1);
    expect(rowOf(told, key)).toMatchObject({ relation });
  });

  test('never shows a secret, whatever the loader joins to it', async () => {
    const joined = paper.replace(/^POLICY.*$/m, `POLICY_KILLSWITCH=no\\\nA=${hookOf('live')}`);
    const { lines } = await say('diff paper live', await aTree({ paper: joined }), aHost());
    const secret = hookOf('live').slice(-16);
    expect(lines.join('\n')).not.toContain(secret);
  });

  test.each([
    ['diff', 2, 'which-profiles'],
    ['diff paper', 2, 'which-profiles'],
    ['diff paper paper', 2, 'same-profile'],
    ['diff paper live paper', 2, 'too-many-words'],
    ['diff paper nobody', 5, 'unknown-profile'],
    ['diff --running pine-worker@a.service', 2, 'which-profiles'],
    ['diff --running pine-worker@a.service paper live', 2, 'which-profiles'],
  ])('%s leaves with %i', async (line, code, rule) => {
    expect(await tell(line, await aTree(), aHost())).toMatchObject({ code, error: { rule } });
  });

  test('says which file is missing', async () => {
    const root = await aTree({ paper: '' });
    const { rmSync } = await import('node:fs');
    rmSync(`${root}/${envOf('live')}`);
    const told = await tell('diff paper live', root, aHost());
    expect(told).toMatchObject({ code: 5, error: { rule: 'env-file-missing' } });
  });
});

describe('diff --running', () => {
  const line = 'diff --running pine-worker@a.service paper';
  const closed = aProcess({ kind: 'closed', why: 'not-permitted' });
  const also = (text: string) => aProcess(`${envText('paper')}${text}\n`);
  test.each<[string, readonly ProcessFacts[], number, readonly string[]]>([
    ['it runs with the file, whatever else the unit sets', [also('PATH=/usr/bin')], 0, []],
    [
      'the file was edited since',
      [aProcess(envText('paper', 2))],
      1,
      ['should-agree', 'should-agree'],
    ],
    ['it has a credential more', [also(`OLD=${hookOf('live')}`)], 1, ['only-one-has']],
    [
      'a line is not there',
      [aProcess(envText('paper').replace(/^POL.*$/m, ''))],
      1,
      ['only-one-has'],
    ],
    ['it may not be read', [closed], 1, ['process-unproven']],
    ['nothing runs', [], 1, ['not-running']],
  ])('tells that %s', async (_what, processes, code, found) => {
    const told = await tell(line, await aTree(), aHost({ processes: tableOf(processes) }));
    expect(told.code).toBe(code);
    expect(rules(told)).toEqual(found);
  });

  test('shows what else stands in the environment to nobody', async () => {
    const host = aHost({ processes: tableOf([also('HOME_OF=somebody-elses-word')]) });
    const { lines } = await say(line, await aTree(), host);
    expect(lines.join('\n')).not.toMatch(/HOME_OF|somebody/);
  });
});
