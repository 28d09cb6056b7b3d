import fc from 'fast-check';
import type { Reading } from '../../src/domain/loaders/loader.ts';
import { outcome } from '../domain/loaders/examples.ts';

/** What a real program made of a file: its variables, or why it took none. */
export type Seen = Readonly<Record<string, string | null>> | 'refused';

/** How many files a run judges; PINE_PEER_FILES asks for more. */
export const fileCount = Number(process.env.PINE_PEER_FILES ?? 2_500);

/** Generated files and the seed they come from, which is printed: the same in CI, else a fresh one. */
export function generated(
  what: string,
  files: fc.Arbitrary<Uint8Array>,
  count = fileCount,
): readonly Uint8Array[] {
  const seed = fc.readConfigureGlobal().seed ?? Math.trunc(Math.random() * 2 ** 31);
  console.info(`${what}: ${count} generated files, seed ${seed}`);
  return fc.sample(files, { numRuns: count, seed });
}

/** What the program took, in the shape of `outcome`; a name without a value is not set. */
export function taken(seen: Seen): ReturnType<typeof outcome> {
  if (seen === 'refused') return seen;
  return Object.entries(seen)
    .filter((pair): pair is [string, string] => pair[1] !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The files, shortest first, of which the model says something else than was seen; at most three. */
export function disagreements(
  files: readonly Uint8Array[],
  seen: readonly Seen[],
  read: (bytes: Uint8Array) => Reading,
): readonly string[] {
  return files
    .flatMap((bytes, index) => {
      const reading = read(bytes);
      const [model, program] = certain(outcome(reading), taken(seen[index] as Seen), reading);
      const same = JSON.stringify(model) === JSON.stringify(program);
      return same ? [] : [{ file: Buffer.from(bytes).toString('latin1'), model, program }];
    })
    .sort((a, b) => a.file.length - b.file.length)
    .slice(0, 3)
    .map((one) => JSON.stringify(one));
}

type Outcome = ReturnType<typeof outcome>;

/** Both without the keys that the model calls unpredictable. */
function certain(model: Outcome, program: Outcome, reading: Reading): readonly [Outcome, Outcome] {
  const unsure = new Set(reading.kind === 'read' ? reading.unsure.map(({ key }) => key) : []);
  const known = (pairs: Outcome) =>
    pairs === 'refused' ? pairs : pairs.filter(([key]) => !unsure.has(key));
  return [known(model), known(program)];
}
