import { spawnSync } from 'node:child_process';
import {
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shellFiles } from '../../src/domain/shells/index.ts';
import { scratch } from '../scratch.ts';

const checkout = resolve(import.meta.dirname, '../..');
const room = scratch();
const built = join(room, 'built');
const dist = join(room, 'dist');

/** A program with what ours has: a package, a later import, its own place, an exit code. */
const entry = `
  import { parse, string } from 'valibot';
  async function main() {
    const { hostname } = await import('node:os');
    const umask = process.umask().toString(8);
    const { place } = await import('./place.ts');
    const word = parse(string(), process.argv[2] ?? 'nothing');
    process.stdout.write(JSON.stringify({ word, umask, place, host: hostname() }));
    process.exitCode = 7;
  }
  void main();
`;
const place = 'export const place = [import.meta.dirname, __filename, typeof module.exports];';

/** Tells on stderr what V8 made of the code cache; loaded before the program, from outside. */
const probe = `
  const vm = require('node:vm');
  const Real = vm.Script;
  vm.Script = class extends Real {
    constructor(source, options) {
      super(source, options);
      const given = options.cachedData !== undefined;
      process.stderr.write(given ? (this.cachedDataRejected ? 'rejected' : 'accepted') : 'none');
    }
  };
`;

beforeAll(() => {
  writeFileSync(join(room, 'main.ts'), entry);
  writeFileSync(join(room, 'place.ts'), place);
  writeFileSync(join(room, 'probe.cjs'), probe);
  const ran = spawnSync(
    process.execPath,
    [join(checkout, 'esbuild.config.mjs'), 'program', join(room, 'main.ts'), built],
    { encoding: 'utf8' },
  );
  expect(ran.stderr).toMatch(/bundle \d+ bytes, code cache \d+ bytes/);
  expect(ran.status).toBe(0);
});

beforeEach(() => {
  rmSync(dist, { recursive: true, force: true });
  cpSync(built, dist, { recursive: true });
});

function start(nodeOptions = '', flags: readonly string[] = [], word = 'hello') {
  const ran = spawnSync(
    process.execPath,
    [...flags, '--require', join(room, 'probe.cjs'), join(dist, 'pine-env.cjs'), word],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: nodeOptions } },
  );
  return { said: JSON.parse(ran.stdout), cache: ran.stderr, code: ran.status };
}

function cacheFile(): string {
  const name = readdirSync(dist).find((each) => each.endsWith('.all.cache'));
  return join(dist, name ?? 'no cache');
}

describe('the built program', () => {
  test('is started by a loader that shuts the umask before anything else', () => {
    const loader = readFileSync(join(dist, 'pine-env.cjs'), 'utf8').split('\n');
    expect(loader.slice(0, 2)).toEqual([
      '#!/usr/bin/env node',
      'const umask = process.umask(0o077);',
    ]);
    expect(statSync(join(built, 'pine-env.cjs')).mode & 0o777).toBe(0o755);
    expect(start().said.umask).toBe('77');
  });

  test('runs on its code cache, knows its place and keeps its exit code', () => {
    const { said, cache, code } = start();
    expect(said).toMatchObject({
      word: 'hello',
      place: [dist, join(dist, 'pine-env.bundle.cjs'), 'object'],
    });
    expect({ cache, code }).toEqual({ cache: 'accepted', code: 7 });
  });

  test('has a bundle for the one verb that each start of a worker waits for', () => {
    expect(start('', [], 'gate')).toMatchObject({ said: { word: 'gate' }, cache: 'accepted' });
    rmSync(join(dist, 'pine-env.bundle.cjs'));
    expect(start('', [], 'gate').said.word).toBe('gate');
    const unknown = spawnSync(process.execPath, [join(dist, 'pine-env.cjs'), 'constructor']);
    expect(unknown.status).toBe(1);
  });

  test('is found through a link, as npm installs it', () => {
    rmSync(join(room, 'bin'), { force: true });
    spawnSync('ln', ['-s', join(dist, 'pine-env.cjs'), join(room, 'bin')]);
    const ran = spawnSync(join(room, 'bin'), ['hello'], { encoding: 'utf8' });
    expect(JSON.parse(ran.stdout).place[0]).toBe(dist);
  });

  test('does the same without a code cache', () => {
    rmSync(cacheFile());
    expect(start()).toMatchObject({ said: { word: 'hello' }, cache: 'none', code: 7 });
  });

  test('does not touch a code cache that was cut short', () => {
    truncateSync(cacheFile(), 1000);
    expect(start()).toMatchObject({ said: { word: 'hello' }, cache: 'none', code: 7 });
  });

  test('does not touch the code cache of another build, even of one of the same length', () => {
    const path = join(dist, 'pine-env.bundle.cjs');
    const text = readFileSync(path, 'latin1');
    const id = text.slice(2, 18);
    const other = text.replaceAll('nothing', 'notmuch').replace(id, [...id].reverse().join(''));
    expect(other.length).toBe(text.length);
    writeFileSync(path, other, 'latin1');
    expect(start()).toMatchObject({ said: { word: 'hello' }, cache: 'none' });
  });

  test('does not look at the code cache of another version of V8', () => {
    const path = cacheFile();
    renameSync(path, path.replace(process.versions.v8, '9.9.9'));
    expect(start()).toMatchObject({ said: { word: 'hello' }, cache: 'none' });
  });

  test('compiles afresh when other flags make V8 reject the cache', () => {
    const ran = start('', ['--no-use-ic']);
    expect(ran).toMatchObject({ said: { word: 'hello' }, cache: 'rejected', code: 7 });
  });

  test.each(['--max-old-space-size=256', '--stack-trace-limit=3', '--no-warnings'])(
    'does the same under NODE_OPTIONS=%s',
    (options) => {
      expect(start(options)).toMatchObject({ said: { word: 'hello', umask: '77' }, code: 7 });
    },
  );

  test('refuses to be started past its loader', () => {
    const ran = spawnSync(process.execPath, [join(dist, 'pine-env.bundle.cjs'), 'hello'], {
      encoding: 'utf8',
    });
    expect(ran.status).toBe(1);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toContain('start pine-env.cjs, not its bundle');
  });

  test('leaves nothing of its making behind', () => {
    const names = readdirSync(built).filter((name) => name !== 'templates');
    expect(
      names.map((name) => name.replace(/\.[0-9a-f]{16}\..*(\.[a-z]+\.cache)$/, '$1')).sort(),
    ).toEqual([
      'man',
      'pine-env.all.cache',
      'pine-env.bundle.cjs',
      'pine-env.cjs',
      'pine-env.gate.bundle.cjs',
      'pine-env.gate.cache',
      'shells',
    ]);
  });

  test('lays down the start-up files of the shells, and no others', () => {
    const shells = join(built, 'shells');
    const paths = readdirSync(shells, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(shells, join(entry.parentPath, entry.name)));
    const texts = paths.map((path) => [path, readFileSync(join(shells, path), 'utf8')]);
    expect(Object.fromEntries(texts)).toEqual(shellFiles());
  });
});
