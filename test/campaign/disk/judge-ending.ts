import { openChange, type Standing, standing } from '../../faults/judge.ts';
import { pineEnv } from '../../faults/program.ts';
import { tornEnd } from './chain.ts';
import type { Operation } from './operations.ts';
import { type Ended, runOperation } from './run-operation.ts';
import { asText, claimIn, howFar, illegalFiles, journalFaults, type Legal } from './verdict.ts';

const paper = 'pine-trader.paper.env';
const live = 'pine-trader.live.env';
const hang = 20;

/** What is wrong with how an operation ended, told against the disk as it stands now. */
export function faultsOfEnding(root: string, before: Standing, legal: Legal, ended: Ended) {
  const now = standing(root);
  return [
    ...illegalFiles(root, legal),
    ...journalFaults(root).filter((fault) => fault !== tornEnd),
    ...say(now.consent === 'broken', 'half a consent'),
    ...say(ended.code === null || ended.code === 70, `ended with ${ended.code}`),
    ...say(ended.seconds > hang, `took ${Math.round(ended.seconds)} s`),
    ...faultsOfClaim(root, before, legal, ended),
  ];
}

/** Done, not done and undone must be what stands on the disk; all else is `unknown`, in words. */
function faultsOfClaim(root: string, before: Standing, legal: Legal, ended: Ended) {
  const claim = claimIn(ended);
  const far = howFar(root, legal);
  const now = standing(root);
  const isDone = far === 'done' && !(now.link === live && now.consent !== 'whole');
  const { outcome, message = '', remedy = '', rule = '' } = claim ?? {};
  const told = `${outcome} (exit ${ended.code}${rule === '' ? '' : `, ${rule}`})`;
  const isNew = (now.journal.at(-1)?.seq ?? 0) > (before.journal.at(-1)?.seq ?? 0);
  return [
    ...say(claim === undefined, `no report, exit ${ended.code}: ${ended.err.slice(0, 200)}`),
    ...say(ended.code === 0 && !isDone, `exit 0, and the disk is ${far}`),
    ...say(ended.code === 0 && (!isNew || openChange(now) !== undefined), 'exit 0, not journalled'),
    ...say(ended.code === 0 && outcome !== 'done', `exit 0, and told ${told}`),
    ...say(outcome === 'done' && far !== 'done', `told ${told}, and the disk is ${far}`),
    ...say(
      (outcome === 'not-done' || outcome === 'undone') && far !== 'old',
      `told ${told}, and the disk is ${far}`,
    ),
    ...say(outcome !== 'done' && (message === '' || remedy === ''), `${told} without words`),
    ...say(/nobody foresaw|a system call failed|a bug of/.test(message), `${told}: ${message}`),
  ];
}

const known = new Map<string, Promise<readonly string[]>>();

/** As `faultsAfterwards`, once for each kind of state: the same files, and a journal with the same kinds of lines. */
export function goingOn(operation: Operation, root: string, legal: Legal) {
  const { journal, consent, temporary, link } = standing(root);
  const kinds = journal.map(({ kind }) => kind).join(' ');
  const rest = [kinds, consent, temporary.length, link, ...journalFaults(root)];
  const state = [operation.name, ...rest, asText(root)].join('\n');
  const faults = known.get(state) ?? faultsAfterwards(operation, root, legal);
  known.set(state, faults);
  return faults;
}

/** What is wrong with what the next commands make of it: the same one, where it goes on, and `use paper`. */
export async function faultsAfterwards(operation: Operation, root: string, legal: Legal) {
  const faults: string[] = [];
  if (operation.goesOn && howFar(root, legal) !== 'done') {
    const { code, err } = await runOperation(operation, root);
    const far = howFar(root, legal);
    if (code !== 0 || far !== 'done') faults.push(`again: exit ${code}, ${far}: ${err.trim()}`);
  }
  const lines = standing(root).journal.length;
  const { code, err } = await pineEnv(['use', 'paper', '--root', root]);
  const now = standing(root);
  // Whoever has nothing to do writes nothing, and mends no torn end.
  const mayBeTorn = now.journal.length === lines;
  return [
    ...faults,
    ...say(code !== 0, `use paper afterwards: exit ${code}: ${err.trim()}`),
    ...say(now.link !== paper, `use paper afterwards: the link is ${now.link}`),
    ...say(now.through === null, 'use paper afterwards: nothing can be read'),
    ...say(now.temporary.length > 0, `left behind: ${now.temporary.join(', ')}`),
    ...say(now.consent !== 'none', 'consent to live outlived use paper'),
    ...say(openChange(now) !== undefined, 'a change is still open'),
    ...journalFaults(root)
      .filter((fault) => fault !== tornEnd || !mayBeTorn)
      .map((fault) => `journal afterwards: ${fault}`),
    ...(operation.linked === 'live' ? [] : illegalFiles(root, legal)),
  ];
}

function say(wrong: boolean, words: string): readonly string[] {
  return wrong ? [words] : [];
}
