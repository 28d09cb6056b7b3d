import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { docker } from '../../src/domain/loaders/docker.ts';
import { scratch } from '../scratch.ts';
import { disagreements, generated, type Seen } from './against.ts';
import { fakeEngine } from './fake-engine.ts';
import { nastyBytes } from './nasty-bytes.ts';

// There is no docker in CI, so this shows what it can where there is a client: an engine is not needed.
const client = spawnSync('docker', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const missing = !/^Docker version (?:2[89]|[3-9]\d)\./.test(client);

/** How many files a run judges: each takes a client. PINE_PEER_FILES asks for more. */
const count = Number(process.env.PINE_PEER_FILES ?? 300);

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const pieces = [
  ...['A', 'B', 'NO', '=', '=', '=x', ' ', '\t', '#', '"', "'", '\r', '\v', '\0', '\xc3\xa9'],
  ...[
    '\xc2\xa0',
    '\xe2\x80\xa8',
    '\xc2\x85',
    '\xe3\x80\x80',
    '\xef\xbb\xbf',
    '\xe1\xa0\x8e',
    '\xff',
  ],
  ...['\n', '\n', '\n', '\r\n', '\nA=1\n', '\n#c\n', '\nB\n', '\n B=2', '\nNO', '\nA=', '\n=', ':'],
  ...['\xef\xbf\xbe', '\xed\xa0\x80', '\xf0\x9f\x92\xb6', '$A', '\\', '\nC=x y # z '],
];
const lines = fc
  .array(fc.constantFrom(...pieces), { maxLength: 9 })
  .map((parts) => latin1(parts.join('')));
const long = fc
  .tuple(lines, fc.integer({ min: 65_530, max: 65_540 }), fc.constantFrom('\n', '\r\n', ''), lines)
  .map(([a, length, end, b]) =>
    Buffer.concat([a, latin1(`\nL=${'x'.repeat(length - 2)}${end}`), end === '' ? latin1('') : b]),
  );
const nasty = fc.oneof(
  { weight: 12, arbitrary: lines },
  { weight: 6, arbitrary: nastyBytes() },
  { weight: 1, arbitrary: long },
);

const own = { B: "from the 'client'", '\u00e9': '\u5909', 'A:': '' };

interface Asked {
  readonly outside: ReadonlyMap<string, string>;
  /** For each file what reached the engine, in its order; undefined when nothing did. */
  readonly lists: readonly (readonly string[] | undefined)[];
}

async function askEngine(files: readonly Uint8Array[]): Promise<Asked> {
  const room = scratch();
  const environment = {
    ...own,
    PATH: process.env.PATH ?? '',
    HOME: room,
    DOCKER_CONFIG: join(room, 'config'),
    DOCKER_HOST: `unix://${join(room, 'socket')}`,
  };
  mkdirSync(environment.DOCKER_CONFIG);
  const engine = await fakeEngine(join(room, 'socket'));
  let next = 0;
  const take = async () => {
    for (let mine = next++; mine < files.length; mine = next++) {
      const path = join(room, `f${mine}`);
      writeFileSync(path, files[mine] as Uint8Array);
      await create(path, `f${mine}`, environment);
    }
  };
  await Promise.all([take(), take(), take(), take()]);
  engine.close();
  const lists = files.map((_, index) => engine.asked.get(`f${index}`));
  return { outside: new Map(Object.entries(environment)), lists };
}

/** Creates a container; one that the client refuses because of the file is no error. */
function create(path: string, name: string, env: NodeJS.ProcessEnv): Promise<void> {
  const args = ['create', '--name', name, '--env-file', path, 'image'];
  const started = spawn('docker', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  started.stderr.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    started.on('error', reject);
    started.on('close', (code) => {
      if (code === 0 || said.includes('invalid env file')) resolve();
      else reject(new Error(`docker ended with ${code} and not because of the file`));
    });
  });
}

describe.skipIf(missing)('the real docker client (skipped: needs the docker client)', () => {
  const files = missing ? [] : generated(`docker (${client.trim()})`, nasty, count);
  let asked: Asked;

  beforeAll(
    async () => {
      asked = await askEngine(files);
    },
    60_000 + 100 * count,
  );

  it('sends the engine what the model says, repeats and order included', () => {
    const wrong = files.filter((bytes, index) => {
      const reading = docker.read(bytes, { outside: asked.outside });
      const list = reading.kind === 'refused' ? undefined : reading.assignments;
      const told = list?.map(({ key, value }) => `${key}=${value.reveal()}`);
      return JSON.stringify(told) !== JSON.stringify(asked.lists[index]);
    });
    expect(wrong.slice(0, 3).map((bytes) => Buffer.from(bytes).toString('latin1'))).toEqual([]);
  });

  it('sends it what the model calls certain when nobody knows the client', () => {
    const seen = asked.lists.map(
      (list): Seen =>
        list === undefined ? 'refused' : Object.fromEntries(list.map((pair) => split(pair))),
    );
    expect(disagreements(files, seen, (bytes) => docker.read(bytes))).toEqual([]);
  });

  it('is seen to refuse some files and to take others', () => {
    const refused = asked.lists.filter((list) => list === undefined).length;
    console.info(`docker: ${refused} of ${files.length} files refused`);
    expect(refused).toBeGreaterThan(files.length / 20);
    expect(refused).toBeLessThan(files.length * 0.8);
  });
});

function split(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
