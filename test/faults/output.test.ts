import { type StdioOptions, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { leaks, search, searchTree } from './canary.ts';
import { imprint, openChange, standing } from './judge.ts';
import { bareEnvironment, commandOf, pineEnv, start } from './program.ts';
import { refusedBy } from './refusal.ts';
import { copyOf, journalOf, must, sandbox } from './sandbox.ts';

const paper = 'pine-trader.paper.env';
const roots = { nothing: '', paper: '' };

beforeAll(async () => {
  roots.nothing = await sandbox();
  roots.paper = copyOf(roots.nothing);
  await must(['use', 'paper', '--root', roots.paper]);
});

/** Ways in which nobody can be told. */
const deaf = ['a closed pipe', 'a full disk'] as const;
type Deaf = (typeof deaf)[number];

/** Runs the program with one stream that takes nothing; answers its exit code and what the other said. */
async function saidTo(what: Deaf, stream: 1 | 2, args: readonly string[]) {
  const [file = '', ...rest] = commandOf(args);
  const full = what === 'a full disk' ? openSync('/dev/full', 'w') : undefined;
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  if (full !== undefined) stdio[stream] = full;
  const child = spawn(file, rest, { cwd: '/', env: bareEnvironment, detached: true, stdio });
  if (full !== undefined) closeSync(full);
  child.stdio[stream]?.destroy();
  let said = '';
  child.stdio[stream === 1 ? 2 : 1]?.on('data', (text) => {
    said += text;
  });
  const code = await new Promise((done) => child.on('close', done));
  search(args.join(' '), said);
  return { code, said };
}

const kindsAfter = (root: string, known: number) =>
  journalOf(root)
    .slice(known)
    .map(({ kind }) => kind);

describe('an answer that nobody can read', () => {
  test.each(deaf)('a change told to %s is done, journalled as unreported, exit 8', async (what) => {
    for (const more of [[], ['--json']]) {
      const root = copyOf(roots.nothing);
      const known = journalOf(root).length;
      const { code } = await saidTo(what, 1, ['use', 'paper', '--root', root, ...more]);
      expect(code).toBe(8);
      expect(standing(root)).toMatchObject({ link: paper, chain: [], temporary: [] });
      expect(kindsAfter(root, known)).toEqual(['intent', 'done', 'unreported']);
      expect(openChange(standing(root))).toBeUndefined();
      searchTree(root);
    }
  });

  test.each(deaf)('nothing to do, told to %s: not 0, and nothing is written', async (what) => {
    const before = imprint(roots.paper);
    const { code } = await saidTo(what, 1, ['use', 'paper', '--root', roots.paper]);
    expect(code).toBe(8);
    expect(imprint(roots.paper)).toBe(before);
  });

  test.each(deaf)('init told to %s has made the root, and says so in its journal', async (what) => {
    const root = `${copyOf(roots.nothing)}-other`;
    expect((await saidTo(what, 1, ['init', '--root', root])).code).toBe(8);
    expect(kindsAfter(root, 0)).toEqual(['genesis', 'noted', 'unreported']);
  });

  const asking = ['status', 'list', 'check', 'keys', 'history', '--help', '--version'];
  test.each(asking)('%s that nobody can read is not 0', async (verb) => {
    for (const what of deaf) {
      const { code } = await saidTo(what, 1, [verb, '--root', roots.paper]);
      expect(code).not.toBe(0);
      expect(code).not.toBeNull();
    }
  });

  test.each(deaf)('a refusal told to %s is still a refusal, exit 3', async (what) => {
    const root = copyOf(roots.paper);
    const before = imprint(root);
    expect((await saidTo(what, 2, ['use', 'live', '--root', root])).code).toBe(3);
    expect(imprint(root)).toBe(before);
  });

  test('an unknown verb with stderr closed is still a usage error', async () => {
    expect((await saidTo('a closed pipe', 2, ['bogus'])).code).toBe(2);
  });
});

describe('streams that are not there at all', () => {
  // Node opens the null device in their place before any program runs, so there is nothing to notice.
  test.each(['>&-', '2>&-', '<&-', '<&- >&- 2>&-'])(
    '%s: the change is done, and no file of ours takes the place of the stream',
    async (closing) => {
      const root = copyOf(roots.nothing);
      const known = journalOf(root).length;
      const words = commandOf(['use', 'paper', '--root', root]).join(' ');
      const ran = await start(['/bin/sh', '-c', `exec ${words} ${closing}`]);
      expect(ran.code).toBe(0);
      expect(standing(root)).toMatchObject({ link: paper, chain: [], temporary: [] });
      expect(kindsAfter(root, known)).toEqual(['intent', 'done']);
      expect(standing(root).others).toEqual(standing(roots.nothing).others);
    },
  );

  test('a refusal without any stream is a refusal', async () => {
    const words = commandOf(['use', 'live', '--root', roots.paper]).join(' ');
    expect((await start(['/bin/sh', '-c', `exec ${words} <&- >&- 2>&-`])).code).toBe(3);
    expect(await pineEnv(['use', 'live', '--root', roots.paper])).toMatchObject({
      err: refusedBy('no-terminal'),
    });
  });
});

test('no secret stood in an output, a journal or a file that is no env file', () => {
  const { found, searched } = leaks();
  console.log(`no secret in ${searched}`);
  expect(found).toEqual([]);
});
