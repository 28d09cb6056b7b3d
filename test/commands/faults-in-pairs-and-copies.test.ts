import { plainPlan, type RootPlan, rootAfter } from './a-root.ts';
import { testEveryPoint } from './fault-cases.ts';

const pair: RootPlan = { ...plainPlan, links: ['pine-trader', 'worker'] };
const copies: RootPlan = { ...plainPlan, activation: 'copy' };
const after = (plan: RootPlan, line: string) => () => rootAfter(plan, line);

testEveryPoint('whatever call fails, two links end together and a copy is whole', [
  { title: 'a pair, to paper', line: 'use paper', plan: pair, start: after(pair, 'use live') },
  { title: 'a pair, to live', line: 'use live', plan: pair, start: after(pair, 'use paper') },
  { title: 'a copy, to paper', line: 'use paper', plan: copies, start: after(copies, 'use live') },
  { title: 'a copy, to live', line: 'use live', plan: copies, start: after(copies, 'use paper') },
]);
