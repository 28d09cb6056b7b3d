import { expect, test } from 'vitest';
import { makeBases } from './kill-bases.ts';
import { noRecovery, settledFirst, unlinkFirst } from './kill-controls.ts';
import { aimsAtNext, halfDone, rehearseNext } from './kill-doubles.ts';
import { operationsOn } from './kill-operations.ts';
import { recoveries } from './kill-recoveries.ts';
import { forget, rehearse } from './kill-run.ts';
import { killSuite, noKills, skippedSuite } from './kill-suite.ts';
import { complaints, keepReport } from './report.ts';

/** How many states of each operation, and how many kills of what goes on with each. */
const [states, killsOfEach] = [6, 30];

const what =
  'A change is killed, and so is the command that goes on with what it left; then `status`, and that command once more';

test(`double kills ${noKills ?? ''}`, { timeout: 3 * 3600_000 }, async () => {
  if (noKills !== undefined) return keepReport(skippedSuite('double-kills', what));
  const suite = killSuite('double-kills', 'process', what);
  const changing = operationsOn(await makeBases()).filter(({ onlyAsks }) => onlyAsks !== true);
  const rehearsals = [];
  for (const operation of changing) rehearsals.push(await rehearse(operation));
  for (const first of rehearsals) {
    for (const [at, base] of (await halfDone(first, states)).entries()) {
      const { next } = first.operation;
      const one = next[at % next.length];
      if (one === undefined) continue;
      const second = await rehearseNext(first, base, one);
      const fault = `killed again in ${one.line.replace(/ --root.*/, '')}, state ${at + 1}`;
      await suite.kill(second, { fault, aims: aimsAtNext(second, killsOfEach) });
      forget(base);
    }
  }
  const all = [...rehearsals];
  for (const operation of await recoveries(rehearsals)) all.push(await rehearse(operation));
  const controls = [unlinkFirst, noRecovery].map((one) => ({ ...one, at: settledFirst.at }));
  for (const one of [settledFirst, ...controls]) await suite.control(one, all);
  const report = suite.report();
  keepReport(report);
  expect(complaints(report)).toEqual([]);
});
