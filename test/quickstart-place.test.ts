import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkoutIn, inTmp, quickstart, shown, story } from './quickstart-run.ts';
import { scratch, sharedScratch } from './scratch.ts';
import { isRoot } from './scratch-homes.ts';

const nobody = 65534;
const modeOf = (path: string) => statSync(path).mode & 0o7777;

describe("the quickstart's sandbox", () => {
  test('from a group-writable checkout it goes to the home, where the sandbox is 0755', () => {
    const [path, home] = [checkoutIn(scratch()), scratch()];
    chmodSync(path, 0o775);
    const { code, said } = quickstart(path, { home, umask: '002' });
    const root = join(home, '.local/state/pine-env/sandbox');
    expect(shown(said, root)).toEqual(story);
    expect({ code, mode: modeOf(root) }).toEqual({ code: 0, mode: 0o755 });
    expect(existsSync(join(path, '.sandbox'))).toBe(false);
  });

  test('a state directory that others may write is passed over for the home itself', () => {
    const [path, home] = [checkoutIn(inTmp()), scratch()];
    mkdirSync(join(home, '.local'));
    chmodSync(join(home, '.local'), 0o775);
    const { code, said } = quickstart(path, { home });
    expect(shown(said, join(home, '.pine-env-sandbox'))).toEqual(story);
    expect(code).toBe(0);
  });

  test('from a checkout under /tmp it goes where XDG_STATE_HOME says', () => {
    const [path, state] = [checkoutIn(inTmp()), scratch()];
    const environment = { XDG_STATE_HOME: state };
    const { code, said } = quickstart(path, { home: '/nonexistent', environment });
    expect(shown(said, join(state, 'pine-env/sandbox'))).toEqual(story);
    expect(code).toBe(0);
  });

  test('with no safe place at all it works in the checkout and says what is wrong there', () => {
    const path = checkoutIn(inTmp());
    const { code, said } = quickstart(path, { home: '/nonexistent' });
    expect(shown(said, join(path, '.sandbox')).slice(-5)).toEqual([
      '0: done',
      'use live',
      '3: refused; paper is still linked',
      'status --expect paper',
      '1: not sound, because of the place',
    ]);
    expect(said).toContain(`# others may write ${tmpdir()}: every status will say so`);
    expect(code).toBe(0);
  });

  test.skipIf(!isRoot)(
    'works for a uid that is not root (skipped: needs root to become it)',
    () => {
      const shared = sharedScratch() ?? '';
      const path = checkoutIn(shared);
      chmodSync(path, 0o755);
      chownSync(path, nobody, nobody);
      const { code, said } = quickstart(path, { home: '/nonexistent', uid: nobody });
      expect(shown(said, join(path, '.sandbox'))).toEqual(story);
      expect({ code, uid: statSync(join(path, '.sandbox')).uid }).toEqual({ code: 0, uid: nobody });
    },
  );
});
