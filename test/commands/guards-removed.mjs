// Removes one guard after the other from a copy of src/ and runs the tests that must notice.
// Not part of `npm test`: node test/commands/guards-removed.mjs [word of a guard's name]
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guardsOfAdopt } from './guards-of-adopt.mjs';
import { guardsOfConsent } from './guards-of-consent.mjs';
import { guardsOfCopies } from './guards-of-copies.mjs';
import { guardsOfPull } from './guards-of-pull.mjs';
import { guardsOfRegistry } from './guards-of-registry.mjs';
import { guardsOfUnits } from './guards-of-units.mjs';
import { guardsToLive } from './guards-to-live.mjs';
import { guardsToSafe } from './guards-to-safe.mjs';

const guards = [
  ...guardsOfAdopt,
  ...guardsOfConsent,
  ...guardsOfCopies,
  ...guardsOfPull,
  ...guardsOfRegistry,
  ...guardsToLive,
  ...guardsToSafe,
  ...guardsOfUnits,
];

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
mkdirSync(join(checkout, '.scratch'), { recursive: true, mode: 0o700 });
const copy = mkdtempSync(join(checkout, '.scratch', 'guards-removed-'));

function makeCopy() {
  for (const part of ['src', 'test', 'profiles', 'Deployment']) {
    cpSync(join(checkout, part), join(copy, part), { recursive: true });
  }
  for (const file of ['package.json', 'tsconfig.json', 'vitest.config.ts']) {
    cpSync(join(checkout, file), join(copy, file));
  }
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
}

/** Whether these tests pass in the copy, and how many of them did not. */
function run(tests, only) {
  const files = tests.map((name) => `test/commands/${name}.test.ts`);
  const argv = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', ...files];
  const named = only === undefined ? argv : [...argv, '-t', only];
  const ran = spawnSync(process.execPath, named, { cwd: copy, encoding: 'utf8', maxBuffer: 1e9 });
  const report = JSON.parse(/\{"numTotalTestSuites".*\}/s.exec(ran.stdout)?.[0] ?? '{}');
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 };
}

/** What the tests say when this guard is gone. */
function without({ file, from, to, tests, only }) {
  const path = join(copy, 'src', file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) return 'STALE: its text is not there exactly once';
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  const { passed, failed } = run(tests, only);
  writeFileSync(path, text);
  if (failed > 0) return `red: ${failed} of ${failed + passed} fail`;
  return passed === 0 ? 'NOTHING RAN' : `GREEN: nobody noticed (${passed} pass)`;
}

try {
  makeCopy();
  const wanted = guards.filter(({ name }) => name.includes(process.argv[2] ?? ''));
  const tests = [...new Set(wanted.flatMap((guard) => guard.tests))];
  const whole = run(tests);
  process.stdout.write(`with every guard: ${whole.passed} pass, ${whole.failed} fail\n`);
  let bad = whole.failed;
  for (const guard of wanted) {
    const answer = without(guard);
    bad += answer.startsWith('red') ? 0 : 1;
    process.stdout.write(`${guard.name.padEnd(58)} ${answer}\n`);
  }
  process.exitCode = bad === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true });
}
