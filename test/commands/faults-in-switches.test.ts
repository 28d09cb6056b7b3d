import { plainPlan, rootAfter } from './a-root.ts';
import { enrolmentDue } from './enrolment-due.ts';
import { testEveryPoint } from './fault-cases.ts';
import { without } from './tree.ts';

const plan = plainPlan;
const nothing = async () => without(await rootAfter(plan), 'Deployment/state');
const after =
  (...lines: readonly string[]) =>
  () =>
    rootAfter(plan, ...lines);

testEveryPoint('whatever call of the disk fails, the state is old or new and told truly', [
  { title: 'use paper, from nothing', line: 'use paper', plan, start: nothing },
  { title: 'use paper, from live', line: 'use paper', plan, start: after('use live') },
  { title: 'use live, from paper', line: 'use live', plan, start: after('use paper') },
  { title: 'use live, from nothing', line: 'use live', plan, start: nothing },
  { title: 'rollback to paper', line: 'rollback', plan, start: after('use paper', 'use live') },
  { title: 'rollback to live', line: 'rollback', plan, start: after('use live', 'use paper') },
  { title: 'keys --enroll', line: 'keys --enroll paper', plan, start: enrolmentDue },
]);
