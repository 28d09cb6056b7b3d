import { plainPlan, type RootPlan, rootAfter } from './a-root.ts';
import { cutShort } from './cut-short.ts';
import { testEveryPoint } from './fault-cases.ts';

const plan = plainPlan;
const pair: RootPlan = { ...plainPlan, links: ['pine-trader', 'worker'] };

/** The tree that a kill left, right after the first link had moved. */
const killed = (of: RootPlan, before: string, line: string) => async () =>
  cutShort(await rootAfter(of, before), line);

testEveryPoint('a recovery that fails or is killed itself is finished by the next change', [
  {
    title: 'use paper, after a killed use live',
    line: 'use paper',
    plan,
    start: killed(plan, 'use paper', 'use live'),
    settled: () => rootAfter(plan, 'use paper'),
  },
  {
    title: 'use live, after a killed use live',
    line: 'use live',
    plan,
    start: killed(plan, 'use paper', 'use live'),
    settled: () => rootAfter(plan, 'use paper'),
  },
  {
    title: 'use paper, after a use live of a pair was killed half-way',
    line: 'use paper',
    plan: pair,
    start: killed(pair, 'use paper', 'use live'),
    settled: () => rootAfter(pair, 'use paper'),
  },
  {
    title: 'use live, after a use paper of a pair was killed half-way',
    line: 'use live',
    plan: pair,
    start: killed(pair, 'use live', 'use paper'),
    settled: () => rootAfter(pair, 'use live', 'use paper'),
  },
]);
