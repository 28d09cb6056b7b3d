import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { start } from '../faults/program.ts';
import { freshLog, noStrace } from '../faults/strace.ts';
import { scratch } from '../scratch.ts';

const models = join(import.meta.dirname, '../../src/domain/loaders');

/** Lines of which each would leave a file behind. */
function trapsIn(place: string): readonly string[] {
  const touch = (name: string) => `touch ${join(place, name)}`;
  return [
    `A=$(${touch('a')})`,
    `B="$(${touch('b')})"`,
    `C=\`${touch('c')}\``,
    `D=\${X:=$(${touch('d')})}`,
    `E=<(${touch('e')})`,
    `export F=$(${touch('f')})`,
    `G=1; ${touch('g')}`,
    `H=$(${touch('h')}) >${join(place, 'h2')}`,
    `I=(one $(${touch('i')}))`,
    `J=$((1 + a[$(${touch('j')})0]))`,
    `f() { ${touch('k')}; }; f`,
    `trap '${touch('l')}' EXIT`,
    `eval "${touch('m')}"`,
  ];
}

/** A program that reads a file with both models and prints what they do not predict. */
function reader(place: string): string {
  const path = join(place, 'reader.mjs');
  const contents = `
    import { readFileSync } from 'node:fs';
    import { bash } from '${models}/bash.ts';
    import { sh } from '${models}/sh.ts';
    const bytes = readFileSync(process.argv[2]);
    console.log(JSON.stringify([bash, sh].map((loader) => loader.read(bytes))));
  `;
  const stdin = { contents, resolveDir: models, loader: 'ts' } as const;
  buildSync({ stdin, bundle: true, platform: 'node', format: 'esm', outfile: path });
  return path;
}

describe.skipIf(noStrace)(`a file full of commands (${noStrace ?? 'read by the models'})`, () => {
  it('starts no process, leaves no file, and is called unpredictable line by line', async () => {
    const room = scratch();
    const place = join(room, 'traces');
    mkdirSync(place);
    const program = reader(room);
    for (const trap of trapsIn(place)) {
      const file = join(room, 'trap.env');
      writeFileSync(file, `SURE=1\n${trap}\n`);
      const log = freshLog();
      const calls = 'trace=execve,execveat,fork,vfork,clone,clone3';
      const traced = ['strace', '-f', '-o', log, '-e', calls];
      const { code, out } = await start([...traced, process.execPath, program, file]);
      expect([trap, code]).toEqual([trap, 0]);
      expect([trap, processesIn(log)]).toEqual([trap, 1]);
      expect([trap, readdirSync(place)]).toEqual([trap, []]);
      expect([trap, foresaw(out)]).toEqual([trap, [true, true]]);
    }
  });

  it('is no empty threat: bash and dash run most of them', async () => {
    const room = scratch();
    for (const shell of ['bash', 'dash']) {
      const place = join(room, shell);
      mkdirSync(place);
      for (const [index, trap] of trapsIn(place).entries()) {
        const file = join(room, `${index}`);
        writeFileSync(file, `${trap}\n`);
        await start([shell, '-c', 'set -a; . "$0"; wait', file]);
      }
      expect(readdirSync(place).length).toBeGreaterThan(shell === 'bash' ? 11 : 8);
    }
  });
});

/** How many programs were started, the first one with them; threads of our own do not count. */
function processesIn(log: string): number {
  const calls = readFileSync(log, 'utf8').split('\n');
  const starts = calls.filter((line) => /^\d+\s+(?:execve|execveat|v?fork|clone3?)\(/.test(line));
  return starts.filter((line) => !line.includes('CLONE_THREAD')).length;
}

/** Whether each model calls something of the file unpredictable or without effect, or ends. */
function foresaw(printed: string): readonly boolean[] {
  return JSON.parse(printed).map(
    (reading: { kind: string; unsure?: unknown[]; ignored?: unknown[] }) =>
      reading.kind === 'refused' || [reading.unsure, reading.ignored].flat().length > 0,
  );
}
