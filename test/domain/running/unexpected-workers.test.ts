import { expect, test } from 'vitest';
import { judgeRunning } from '../../../src/domain/running/judge-units.ts';
import { othersThanExpected } from '../../../src/domain/running/unexpected-workers.ts';
import { liveText, paperText, values } from '../env-samples.ts';
import { aProcess, whereRun } from './a-process.ts';

const mixed = paperText({ DATABENTO_API_KEY: values.liveData });
const toPaper = 'make it so: pine-env use paper --restart';

test.each<[string, string, string | undefined, readonly string[]]>([
  ['with the keys of another', liveText(), 'paper', [toPaper]],
  ['with keys of another beside its own', mixed, 'paper', [toPaper]],
  [
    'with paper keys where live is expected',
    paperText(),
    'live',
    ['see what runs: pine-env status'],
  ],
  ['with the keys that are expected', paperText(), 'paper', []],
  ['with nobody’s keys, of which others speak', 'A=1\n', 'paper', []],
  ['with live keys where nothing is expected', liveText(), undefined, []],
  ['with live keys where a stranger is expected', liveText(), 'papre', []],
])('a worker %s is not what is expected: %#', (_about, text, expected, remedies) => {
  const world = whereRun([aProcess(text)]);
  const found = othersThanExpected(world, judgeRunning(world), expected);
  expect(found.map(({ remedy }) => remedy)).toEqual(remedies);
  for (const { rule, severity } of found)
    expect([rule, severity]).toEqual(['not-expected', 'error']);
});
