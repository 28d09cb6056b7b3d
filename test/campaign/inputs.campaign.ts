import { expect, test } from 'vitest';
import { type AreaName, areasOver } from './inputs/areas.ts';
import { fuzzFor } from './inputs/fuzzing.ts';
import { prepareRoots } from './inputs/prepare.ts';

/** Of all areas together; `PINE_FUZZ_SECONDS` asks for another amount. */
const seconds = Number(process.env.PINE_FUZZ_SECONDS ?? 600);
const seed = Number(process.env.PINE_FUZZ_SEED ?? Date.now() % 1_000_000_000);

test('no input breaks it', async () => {
  const prepared = await prepareRoots();
  const names = (process.env.PINE_FUZZ_AREAS?.split(',') ??
    Object.keys(areasOver({}))) as AreaName[];
  for (const name of names) {
    const slice = await fuzzFor(prepared, name, seconds / names.length, seed);
    console.info(name, JSON.stringify(slice, null, 1).slice(0, 6000));
  }
  expect(1).toBe(1);
});
