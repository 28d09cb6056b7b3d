import { existsSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, realDisk, tell } from './a-host.ts';
import { linkAt, plainPlan, rootAfter } from './a-root.ts';
import { consenting } from './a-terminal.ts';
import { underFaults } from './fault-plan.ts';
import { layDown } from './tree.ts';

const consent = 'Deployment/state/consent';

test.each(['before', 'after'])(
  'a use paper that was killed right %s the rename leaves no consent once any command has settled it',
  async (when) => {
    const start = await rootAfter(plainPlan, 'use live');
    const root = scratch();
    const run = async (at?: number) => {
      layDown(start, root);
      const fault = at === undefined ? undefined : ({ at, how: 'killed', errno: 'EIO' } as const);
      const { disk, calls } = underFaults(realDisk, fault);
      await tell('use paper', root, aHost({ disk, seed: 'killed' })).catch(() => undefined);
      return (
        calls.findIndex(
          ({ name, path }) => name === 'rename' && path.endsWith('/pine-trader.env'),
        ) + 1
      );
    };
    const rename = await run();
    expect(rename).toBeGreaterThan(0);
    await run(when === 'before' ? rename : rename + 1);
    expect(existsSync(join(root, consent))).toBe(true);
    await tell('keys --enroll paper', root, aHost({ terminal: consenting, seed: 'next' }));
    expect(readlinkSync(join(root, linkAt()))).toBe('pine-trader.paper.env');
    expect(existsSync(join(root, consent))).toBe(false);
  },
);
