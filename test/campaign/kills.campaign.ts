import { expect, test } from 'vitest';
import { everyChange, spread } from './kill-aims.ts';
import { makeBases } from './kill-bases.ts';
import { careless, settledFirst } from './kill-controls.ts';
import { operationsOn } from './kill-operations.ts';
import { recoveries } from './kill-recoveries.ts';
import { rehearse } from './kill-run.ts';
import { killSuite, noKills, skippedSuite } from './kill-suite.ts';
import { complaints, keepReport } from './report.ts';

/** Beside both sides of every call that changes something: so many of all calls of each operation. */
const spreadOver = 94;

const what =
  'SIGKILL to the program at its system calls: both sides of every call that changes a file or makes a process, and others of all its threads and children; then `status`, and the next command';

test(`kills ${noKills ?? ''}`, { timeout: 3 * 3600_000 }, async () => {
  if (noKills !== undefined) return keepReport(skippedSuite('kills', what));
  const suite = killSuite('kills', 'process', what);
  const rehearsals = [];
  for (const operation of operationsOn(await makeBases())) {
    rehearsals.push(await rehearse(operation));
  }
  for (const operation of await recoveries(rehearsals)) rehearsals.push(await rehearse(operation));
  for (const rehearsed of rehearsals) {
    const aims = [
      ...everyChange(rehearsed, 'process', ['entry', 'exit']),
      ...spread(rehearsed, 'process', spreadOver),
    ];
    await suite.kill(rehearsed, { fault: 'the program is killed', aims });
  }
  for (const one of [...careless, settledFirst]) await suite.control(one, rehearsals);
  const report = suite.report();
  keepReport(report);
  expect(complaints(report)).toEqual([]);
});
