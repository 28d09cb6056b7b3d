import { plainPlan as plan } from './a-root.ts';
import { testEveryPoint } from './fault-cases.ts';
import { aStore, copiesPlan, copyDue, pullDue, withNewFeed } from './pulling.ts';

const due =
  (profile: string, ...before: readonly string[]) =>
  () =>
    pullDue(profile, ...before);
const paper = { secretSources: aStore(withNewFeed('paper')) };
const live = { secretSources: aStore(withNewFeed('live')) };

testEveryPoint('whatever call of the disk fails, the env file is old or new and told truly', [
  {
    ...{ title: 'pull paper, which is linked', line: 'pull paper', plan, stores: paper },
    start: due('paper', 'use paper'),
  },
  {
    ...{ title: 'pull live, which is linked', line: 'pull live', plan },
    stores: { ...live, mayWait: true },
    start: due('live', 'use live'),
  },
  {
    ...{ title: 'pull paper, which is in force as a copy', line: 'pull paper', plan: copiesPlan },
    stores: paper,
    start: () => copyDue('paper', 'use paper'),
  },
  {
    ...{ title: 'pull live, which is in force as a copy', line: 'pull live', plan: copiesPlan },
    stores: { ...live, mayWait: true },
    start: () => copyDue('live', 'use live'),
  },
]);
