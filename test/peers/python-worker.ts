import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';

/** What the worker's ways are asked, one question a line. */
export type Ask =
  | { readonly ask: 'config'; readonly data: string }
  | {
      readonly ask: 'vars' | 'user';
      readonly text: string;
      readonly environment: Names;
      readonly home?: string;
    }
  | { readonly ask: 'worker'; readonly data: string; readonly environment: Names };

/** A whole environment. */
export type Names = Readonly<Record<string, string>>;

/** What Python said: an answer, or the name of what it raised. */
export interface Said {
  readonly value?: unknown;
  readonly format?: string;
  readonly text?: string;
  readonly seen?: Readonly<Record<string, unknown>>;
  readonly endless?: true;
  readonly raises?: string;
}

// Debian's own python3 has Debian's python3-yaml; another python3 in PATH has not.
const python = '/usr/bin/python3';
const probe = spawnSync(python, ['-c', 'import yaml; print(yaml.__version__)'], {
  encoding: 'utf8',
});

/** Why Python cannot be asked; undefined when it can. */
export const noPython = probe.status === 0 ? undefined : 'skipped: needs python3-yaml';

/** The answers of one Python process, in order. */
export function askPython(asks: readonly Ask[]): readonly Said[] {
  const ran = spawnSync(python, [join(import.meta.dirname, 'python-worker.py')], {
    input: asks.map((ask) => `${JSON.stringify(ask)}\n`).join(''),
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
    env: { PYTHONIOENCODING: 'utf-8' },
  });
  if (ran.status !== 0) throw new Error(`python: ${ran.stderr}`);
  return ran.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** How many cases a run judges of each kind; PINE_PEER_CASES asks for more. */
export const caseCount = Number(process.env.PINE_PEER_CASES ?? 5_000);

/** Generated cases and the seed they come from, which is printed: the same in CI, else a fresh one. */
export function cases<T>(
  what: string,
  arbitrary: fc.Arbitrary<T>,
  count = caseCount,
): readonly T[] {
  const seed = fc.readConfigureGlobal().seed ?? Math.trunc(Math.random() * 2 ** 31);
  console.info(`${what}: ${count} generated cases, seed ${seed}`);
  return fc.sample(arbitrary, { numRuns: count, seed });
}

/** The first three of the differences, shortest first. */
export function shortest(differences: readonly unknown[]): readonly string[] {
  return differences
    .map((one) => JSON.stringify(one))
    .sort((a, b) => a.length - b.length)
    .slice(0, 3);
}
