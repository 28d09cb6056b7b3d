import { expect, test } from 'vitest';
import { everyChange, spread } from './kill-aims.ts';
import { makeBases } from './kill-bases.ts';
import { consentLast, noRecovery, unlinkFirst } from './kill-controls.ts';
import { operationsOn } from './kill-operations.ts';
import { rehearse } from './kill-run.ts';
import { killSuite, noKills, skippedSuite } from './kill-suite.ts';
import { complaints, keepReport } from './report.ts';

/** Beside every call that changes something: so many of all calls of each operation. */
const spreadOver = 27;

const what =
  'SIGKILL to the whole process group, as when a terminal goes, at every call that changes a file or makes a process, and at others; then `status`, and the next command';

test(`kills of the group ${noKills ?? ''}`, { timeout: 3 * 3600_000 }, async () => {
  if (noKills !== undefined) return keepReport(skippedSuite('group-kills', what));
  const suite = killSuite('group-kills', 'group', what);
  const rehearsals = [];
  for (const operation of operationsOn(await makeBases())) {
    rehearsals.push(await rehearse(operation));
  }
  for (const rehearsed of rehearsals) {
    const aims = [
      ...everyChange(rehearsed, 'group', ['entry']),
      ...spread(rehearsed, 'group', spreadOver),
    ];
    await suite.kill(rehearsed, { fault: 'its process group is killed', aims });
  }
  for (const one of [unlinkFirst, noRecovery, consentLast]) await suite.control(one, rehearsals);
  const report = suite.report();
  keepReport(report);
  expect(complaints(report)).toEqual([]);
});
