import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import {
  bareEnvironment,
  canary,
  has,
  must,
  program,
  put,
  unhooked,
} from './a-hooked-repository.ts';

const page = readFileSync(
  resolve(import.meta.dirname, '../../Deployment/docs/leak-clean-up.md'),
  'utf8',
);

/** What a section of the page tells to type, without its questions to the program and its editor. */
function typedUnder(heading: string): readonly string[] {
  const section = page.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text]) => text ?? '');
  return blocks
    .join('')
    .split('\n')
    .filter((line) => /^(?:git|cd|install|shred) /.test(line));
}

function type(at: string, origin: string, lines: readonly string[]): void {
  const script = lines.join('\n').replaceAll('ORIGIN', `'${origin}'`);
  const env = { ...bareEnvironment, HOME: at };
  const ran = spawnSync('sh', ['-ec', script], { cwd: at, env, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${script}\n${ran.stderr}`);
}

/** Every object of a repository, reachable or not, and every name of a ref. */
function everything(at: string): string {
  const ran = spawnSync('git', ['-C', at, 'cat-file', '--batch', '--batch-all-objects'], {
    env: bareEnvironment,
    maxBuffer: 1e8,
  });
  return `${ran.stdout.toString('latin1')}${must(at, 'for-each-ref')}`;
}

const removed = 'Deployment/env/pine-trader.live.env';

/** A published repository with a key in a file, in a message, in a tag and in a file that must go. */
function leaking(): { readonly origin: string; readonly clone: string } {
  const [at, room] = [unhooked(), scratch()];
  const [origin, clone] = [join(room, 'origin.git'), join(room, 'clone')];
  put(at, 'notes', `KEY=${canary}\n`);
  must(at, 'add', '-A');
  must(at, 'commit', '-qm', `the key is ${canary}`);
  put(at, removed, `X=${canary.split('').reverse().join('')}\n`);
  put(at, 'notes', 'gone\n');
  must(at, 'add', '-A');
  must(at, 'commit', '-qm', 'env');
  must(at, 'tag', '-a', 'v1', '-m', canary);
  must(at, 'checkout', '-qb', 'other', 'HEAD~1');
  must(at, 'commit', '-q', '--allow-empty', '-m', 'other');
  must(at, 'checkout', '-q', 'main');
  must(at, 'clone', '-q', '--bare', at, origin);
  must(at, 'clone', '-q', origin, clone);
  return { origin, clone };
}

const scans = (at: string) =>
  spawnSync(program.node, [program.script, 'scan', '--history'], {
    cwd: at,
    env: { ...bareEnvironment, HOME: at },
  }).status;

describe('the page on cleaning up', () => {
  test.skipIf(!has('git-filter-repo'))(
    'leads to a repository without the key, and to clones without it (skipped: needs git-filter-repo)',
    () => {
      const { origin, clone } = leaking();
      expect(everything(origin)).toContain(canary);
      const room = scratch();
      const mirror = join(room, 'clean-up.git');
      type(room, origin, typedUnder('2.'));
      const rewrite = typedUnder('4.');
      const at = rewrite.findIndex((line) => line.startsWith('git filter-repo'));
      type(mirror, origin, rewrite.slice(0, at));
      writeFileSync(join(room, 'replacements.txt'), `literal:${canary}==>REMOVED\n`);
      type(mirror, origin, rewrite.slice(at));
      const left = everything(mirror);
      expect(left).not.toContain(canary);
      expect(left).not.toContain('pine-trader.live.env');
      expect(left).toContain('the key is REMOVED');
      type(mirror, origin, typedUnder('5.'));
      must(origin, 'gc', '-q', '--prune=now');
      expect(everything(origin)).not.toContain(canary);
      type(clone, origin, typedUnder('6.'));
      expect(everything(clone)).not.toContain(canary);
      expect(must(clone, 'log', '--format=%s', '-1')).toBe('env');
    },
  );

  test.skipIf(!has('git-filter-repo') || program.node !== process.execPath)(
    'ends with a scan that finds nothing more (skipped: needs git-filter-repo and the scan command)',
    () => {
      const { origin } = leaking();
      const room = scratch();
      const mirror = join(room, 'clean-up.git');
      type(room, origin, typedUnder('2.'));
      expect(scans(mirror)).toBe(1);
      const rewrite = typedUnder('4.').filter((line) => !/^(?:install|shred)/.test(line));
      writeFileSync(join(room, 'replacements.txt'), `literal:${canary}==>REMOVED\n`);
      type(mirror, origin, rewrite);
      expect(scans(mirror)).toBe(0);
    },
  );

  test('says first to rotate, and never how to get around a hook', () => {
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, text]) => text);
    expect(headings[0]).toBe('1. Rotate first');
    expect(page).not.toMatch(/-verify/);
    expect(typedUnder('4.').length).toBeGreaterThan(4);
  });
});
