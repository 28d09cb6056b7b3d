import {
  chownSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Terminal } from '../../src/ports.ts';
import { makeFifo } from '../adapters/fifo.ts';
import { scratch } from '../scratch.ts';
import { isRoot } from '../scratch-homes.ts';
import { aHost, tell } from './a-host.ts';
import { envOf, envText, linkAt, plainPlan, rootAfter, write } from './a-root.ts';
import { nobodyAsked, noTerminal } from './a-terminal.ts';
import { layDown, treeOf } from './tree.ts';

const paper = envOf('paper');

/** `use paper` on a live host after `spoil`; it must refuse, and nothing may have changed. */
async function refused(
  spoil: (path: string, root: string) => void,
  terminal: Terminal = nobodyAsked,
): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan, 'use live'), root);
  spoil(join(root, paper), root);
  const before = treeOf(root);
  const { code, outcome, error } = await tell('use paper', root, aHost({ terminal }));
  expect(treeOf(root)).toEqual(before);
  expect(outcome).toBe('not-done');
  return `${code} ${error?.rule}`;
}

/** The live order webhook, whole and by its parts. */
function liveWebhook(): { readonly whole: string; readonly path: string } {
  const whole = /^TRADERSPOST_WEBHOOK_URL=(.+)$/m.exec(envText('live'))?.[1] ?? '';
  return { whole, path: new URL(whole).pathname };
}

/** The paper file with its order webhook replaced, or with another line. */
function paperWith(line: string): (path: string) => void {
  const [key] = line.split('=');
  const kept = envText('paper')
    .split('\n')
    .filter((old) => !old.startsWith(`${key}=`));
  return (path) => writeFileSync(path, [line, ...kept].join('\n'));
}

describe('use paper refuses a paper file that holds a live value', () => {
  const { whole, path } = liveWebhook();
  const disguises: readonly (readonly [string, string])[] = [
    ['as it is', `TRADERSPOST_WEBHOOK_URL=${whole}`],
    ['in quotes', `TRADERSPOST_WEBHOOK_URL="${whole}"`],
    ['on another host', `TRADERSPOST_WEBHOOK_URL=https://proxy.example${path}`],
    ['in capitals', `TRADERSPOST_WEBHOOK_URL=https://webhooks.traderspost.io${path.toUpperCase()}`],
    ['with a query and a slash', `TRADERSPOST_WEBHOOK_URL=${whole}/?source=paper`],
    ["under another key's name", `DATABENTO_API_KEY=${whole}`],
    ['under a name nobody registered', `ORDERS_GO_HERE=${whole}`],
  ];
  test.each(disguises)('%s', async (_, line) => {
    expect(await refused(paperWith(line))).toBe('3 holds-a-live-key');
  });

  test('even when the live profile can no longer be read', async () => {
    const spoil = (at: string, root: string) => {
      paperWith(`TRADERSPOST_WEBHOOK_URL=${whole}`)(at);
      write(root, 'profiles/live.yaml', 'profile: live\ntier: lively\n');
    };
    expect(await refused(spoil)).toBe('3 holds-a-live-key');
  });
});

describe('use paper refuses a paper file that is missing or unsafe', () => {
  const spoiled: readonly (readonly [string, string, (path: string, root: string) => void])[] = [
    ['missing', '4 env-file-missing', (path) => rmSync(path)],
    [
      'a symlink',
      '4 env-file-is-link',
      (path) => {
        renameSync(path, `${path}.real`);
        symlinkSync(`${path}.real`, path);
      },
    ],
    [
      'a FIFO, and does not wait for it',
      '4 env-file-not-regular',
      (path) => {
        rmSync(path);
        makeFifo(path);
      },
    ],
    [
      'a directory',
      '4 env-file-not-regular',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    ['hard-linked', '4 env-file-hard-linked', (path) => linkSync(path, `${path}.twin`)],
    ['empty', '4 env-file-empty', (path) => writeFileSync(path, '')],
    [
      'larger than 64 KiB',
      '4 env-file-too-large',
      (path) => writeFileSync(path, `${envText('paper')}# ${'x'.repeat(65_536)}\n`),
    ],
    ...['0644', '0640', '0660', '0700', '4600'].map(
      (mode) =>
        [
          `of mode ${mode}`,
          '4 env-file-mode',
          (_: string, root: string) =>
            write(root, paper, envText('paper'), Number.parseInt(mode, 8)),
        ] as const,
    ),
  ];
  test.each(spoiled)('%s', async (_, expected, spoil) => {
    expect(await refused(spoil)).toBe(expected);
  });

  test.skipIf(!isRoot)(
    `of a stranger${isRoot ? '' : ' (skipped: needs root to give a file away)'}`,
    async () => {
      expect(await refused((path) => chownSync(path, 65_534, 0))).toBe('4 env-file-owner');
    },
  );
});

describe('use paper refuses to replace what is not its link', () => {
  const places: readonly (readonly [string, string, (link: string) => void])[] = [
    ['a link that names an undeclared file', '4 link-foreign', (at) => symlinkSync('my.env', at)],
    [
      'a link that leaves the directory',
      '4 link-foreign',
      (at) => symlinkSync('../env/pine-trader.paper.env', at),
    ],
    ['a regular file', '4 link-not-a-link', (at) => writeFileSync(at, 'A=1\n', { mode: 0o600 })],
    ['a directory', '4 link-not-a-link', (at) => mkdirSync(at)],
    ['a FIFO', '4 link-not-a-link', (at) => makeFifo(at)],
  ];
  test.each(places)('%s', async (_, expected, place) => {
    const spoil = (_path: string, root: string) => {
      rmSync(join(root, linkAt()));
      place(join(root, linkAt()));
    };
    expect(await refused(spoil)).toBe(expected);
  });
});

describe('use paper stops at its own profile', () => {
  test('when its YAML is broken', async () => {
    const spoil = (_: string, root: string) => write(root, 'profiles/paper.yaml', 'tier: safe\n');
    expect(await refused(spoil)).toMatch(/^5 /);
  });

  test('when others may write its YAML', async () => {
    const spoil = (_: string, root: string) => {
      const text = readFileSync(join(root, 'profiles/paper.yaml'), 'utf8');
      write(root, 'profiles/paper.yaml', text, 0o666);
    };
    expect(await refused(spoil)).toBe('4 config-writable-by-others');
  });

  test('when it says that it is live: then it needs a person', async () => {
    const spoil = (_: string, root: string) => {
      const text = readFileSync(join(root, 'profiles/paper.yaml'), 'utf8');
      write(root, 'profiles/paper.yaml', text.replace('tier: safe', 'tier: live'));
    };
    expect(await refused(spoil, noTerminal)).toBe('3 no-terminal');
  });
});
