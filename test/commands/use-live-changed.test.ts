import {
  appendFileSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { envOf, linkAt, write } from './a-root.ts';
import { aTerminal, phraseOn, types } from './a-terminal.ts';
import { expectRefused, type Try, tryLive } from './going-live.ts';
import { treeOf } from './tree.ts';

describe('use live refuses what changed while the person was typing', () => {
  const changes: readonly (readonly [string, (root: string) => void])[] = [
    [
      'the env file, by one byte',
      (root) => {
        const text = readFileSync(join(root, envOf('live')), 'utf8');
        write(root, envOf('live'), text.replace('KILLSWITCH=false', 'KILLSWITCH=False'), 0o600);
      },
    ],
    ['the env file, by a comment', (root) => appendFileSync(join(root, envOf('live')), '# x\n')],
    ["the profile's YAML", (root) => appendFileSync(join(root, 'profiles/live.yaml'), '# x\n')],
    ['the registry', (root) => appendFileSync(join(root, 'profiles/keys.yaml'), '# x\n')],
    ['the link: gone', (root) => rmSync(join(root, linkAt()))],
    [
      'the link: moved to live by somebody else',
      (root) => {
        symlinkSync('pine-trader.live.env', join(root, 'Deployment/env/beside'));
        renameSync(join(root, 'Deployment/env/beside'), join(root, linkAt()));
      },
    ],
  ];
  test.each(changes)('%s', async (_, change) => {
    let meanwhile: Try['before'] | undefined;
    const attempt = await tryLive((root) => ({
      terminal: aTerminal((shown) => {
        change(root);
        meanwhile = treeOf(root);
        return types(phraseOn(shown));
      }),
    }));
    const since = { ...attempt, before: meanwhile ?? new Map() };
    expectRefused(since, '3 changed-since-consent', 'changed-since-consent');
  });

  test('an error that comes up meanwhile is refused too', async () => {
    const attempt = await tryLive((root) => ({
      terminal: aTerminal((shown) => {
        write(root, envOf('live'), readFileSync(join(root, envOf('live')), 'utf8'), 0o644);
        return types(phraseOn(shown));
      }),
    }));
    expect(attempt.answer).toBe('3 blocked-by-findings');
    expect(attempt.after.get(linkAt())).toEqual(attempt.before.get(linkAt()));
    expect(attempt.after.has('Deployment/state/consent')).toBe(false);
  });

  test('but not the paper file, nor the same bytes written again', async () => {
    const attempt = await tryLive((root) => ({
      terminal: aTerminal((shown) => {
        appendFileSync(join(root, envOf('paper')), '# x\n');
        const bytes = readFileSync(join(root, envOf('live')));
        rmSync(join(root, envOf('live')));
        writeFileSync(join(root, envOf('live')), bytes, { mode: 0o600 });
        return types(phraseOn(shown));
      }),
    }));
    expect(attempt.told.code).toBe(0);
  });
});
