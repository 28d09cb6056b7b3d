import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realDisk } from './a-host.ts';
import { envOf, linkAt } from './a-root.ts';
import { usePaper } from './using-paper.ts';

/** A link of this target in the link's place, by one rename. */
function relink(root: string, target: string): void {
  symlinkSync(target, join(root, 'beside'));
  renameSync(join(root, 'beside'), join(root, linkAt()));
}

const later: readonly (readonly [what: string, where: string, change: (root: string) => void])[] = [
  ['the link leads to live', linkAt(), (root) => relink(root, 'pine-trader.live.env')],
  ['the link leads elsewhere', linkAt(), (root) => relink(root, '/etc/hostname')],
  ['the link dangles', linkAt(), (root) => rmSync(join(root, envOf('paper')))],
  [
    'the link is a directory',
    linkAt(),
    (root) => {
      rmSync(join(root, linkAt()));
      mkdirSync(join(root, linkAt()));
    },
  ],
  [
    'the file holds live keys',
    envOf('paper'),
    (root) => writeFileSync(join(root, envOf('paper')), readFileSync(join(root, envOf('live')))),
  ],
];

describe('use paper, when somebody else comes right after it', () => {
  test.each(later)('is not sound any more, and exit 1: %s', async (_, where, change) => {
    const { told } = await usePaper((root) => ({ onAnnounce: () => change(root) }));
    expect([told.code, told.outcome]).toEqual([1, 'done']);
    expect(told.findings).toContainEqual(
      expect.objectContaining({
        rule: 'changed-afterwards',
        where: expect.stringContaining(where),
      }),
    );
  });

  test('is not called sound by whoever could not look: exit 1', async () => {
    const { told } = await usePaper((root) => {
      let isLast = false;
      const path = join(root, linkAt());
      const readLink = (at: string) => {
        // Between our look at it and this, the link becomes a directory.
        if (isLast && at === path) later[3]?.[2](root);
        return realDisk.readLink(at);
      };
      return {
        disk: { ...realDisk, readLink },
        onAnnounce: () => {
          isLast = true;
        },
      };
    });
    expect([told.code, told.outcome]).toEqual([1, 'done']);
    expect(told.findings).toContainEqual(expect.objectContaining({ rule: 'not-judged' }));
  });

  test('is done where nobody comes', async () => {
    const { told } = await usePaper(() => ({ onAnnounce: () => undefined }));
    expect([told.code, told.findings]).toEqual([0, []]);
  });
});
