import { plainPlan as plan } from './a-root.ts';
import { testEveryPoint } from './fault-cases.ts';
import { attestationDue, attestPaper, retirementDue, retirePaper } from './registry-roots.ts';

testEveryPoint('whatever call of the disk fails, the registry is old or new and told truly', [
  { title: 'keys --attest', line: attestPaper, plan, start: attestationDue },
  { title: 'keys --new-salt', line: 'keys --new-salt', plan, start: attestationDue },
  { title: 'keys --retire', line: retirePaper, plan, start: retirementDue },
]);
