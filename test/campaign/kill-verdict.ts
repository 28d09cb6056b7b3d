/* The judge of what a kill left: promises 1, 2, 4, 8, 10 and 11 of DESIGN, from the disk alone. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { openChange } from '../faults/judge.ts';
import type { Ran } from '../faults/program.ts';
import type { Next, Rehearsed } from './kill-operation.ts';
import { endOf, isRecord, lastLine, recordsOf, type Sight } from './kill-sight.ts';

const live = 'link pine-trader.live.env';
const paper = 'pine-trader.paper.env';
const liveFile = 'Deployment/env/pine-trader.live.env';

/** What is wrong right after a kill, before anybody has mended anything. */
export function faultsAtOnce(root: string, rehearsed: Rehearsed, now: Sight): readonly string[] {
  const { operation, before, read, after } = rehearsed;
  const moved = now.place !== before.place || now.through !== before.through;
  const written = operation.writes.some((path) => now.others.get(path) !== before.others.get(path));
  const begun = lastLine(now) > lastLine(before) || openChange(before) !== undefined;
  const done = now.journal.some(({ seq, kind }) => seq > lastLine(before) && kind === 'done');
  const last = now.journal.at(-1);
  const isOver =
    now.place === after.place &&
    operation.writes.every((path) => now.others.get(path) === after.others.get(path));
  return [
    ...say(!operation.places.includes(now.place), `${now.place} stands in the link's place`),
    ...say(!read.has(now.through), 'what is read there is neither old nor new'),
    ...now.chain.map((fault) => `journal: ${fault}`),
    ...faultsOfFiles(rehearsed, now),
    ...say(now.consent === 'broken', 'half a consent'),
    ...say(now.place === live && now.consent !== 'whole', 'live is linked without consent'),
    ...say(isUnagreedCopy(rehearsed, now), 'live stands there without consent'),
    ...say((moved || written) && !begun, 'changed, and nothing was journalled before'),
    ...say(operation.oneChange && done && !isOver, 'said to be done'),
    ...say(last?.how === 'undone' && now.place === live, 'said to be undone'),
    ...say(now.temporary.length > 1, `${now.temporary.length} temporary files`),
    ...now.temporary.flatMap((path) => faultsOfTemporary(root, path)),
    ...recordsOf(root).filter((record) => record.endsWith('torn')),
  ];
}

/** A copy of live that stood there with consent, and stands there without. */
function isUnagreedCopy({ operation, before, whole }: Rehearsed, now: Sight): boolean {
  const stood = operation.places.every((place) => place === 'file') && before.consent === 'whole';
  const lives = [before.others.get(liveFile), ...(whole.get(liveFile) ?? [])];
  const isLive = lives.some((facts) => facts?.endsWith(` ${now.through}`) === true);
  return stood && isLive && now.consent === 'none';
}

/** Every file is as it was, or one that the operation writes, whole. */
function faultsOfFiles({ operation, before, whole }: Rehearsed, now: Sight): readonly string[] {
  const { writes } = operation;
  const paths = new Set([...before.others.keys(), ...now.others.keys()]);
  return [...paths].flatMap((path) => {
    const facts = now.others.get(path);
    if (facts === before.others.get(path) || isRecord(path)) return [];
    if (writes.includes(path) && whole.get(path)?.has(facts ?? 'absent') === true) return [];
    return [`${path} is ${facts === undefined ? 'gone' : 'neither old nor new'}`];
  });
}

/** A leftover that may hold a value is readable by nobody else. */
function faultsOfTemporary(root: string, path: string): readonly string[] {
  const facts = lstatSync(join(root, path));
  const isOpen = path.startsWith('Deployment/env/') && facts.isFile() && (facts.mode & 0o77) !== 0;
  return say(isOpen, `${path} can be read by others`);
}

/** What is wrong with what `status --json` says of such a state. */
export function faultsOfStatus(now: Sight, { code, out, err }: Ran): readonly string[] {
  const report = parsed(out);
  if (report === undefined) return [`status said no document, exit ${code}`];
  const open = openChange(now) !== undefined;
  const told = report.findings.some(({ rule }) => rule === 'change-unfinished');
  return [
    ...say(err !== '', 'status talked'),
    ...say(report.schema !== 'pine-env/status@1' || report.exit !== code, 'status: bad report'),
    ...say(code !== 0 && code !== 1, `status exits ${code}`),
    ...say(open && code === 0, 'status calls a cut-short change sound'),
    ...say(told !== open, open ? 'status hides the crash' : 'status invents a crash'),
    ...say(now.place === 'nothing' && code === 0, 'status calls nothing sound'),
  ];
}

/** What is wrong after the next command. */
export function faultsAfterNext(
  root: string,
  { operation, before, ends }: Rehearsed,
  killed: Sight,
  { next, now, code, said }: { next: Next; now: Sight; code: number | null; said: string },
): readonly string[] {
  const words = (fault: string) => `${next.line}: ${fault}`;
  const open = openChange(killed);
  const recovered = now.journal.some(
    ({ seq, kind, of }) => seq > lastLine(killed) && kind === 'recovered' && of === open?.change,
  );
  const mayTell = next.ends !== 'paper' ? '' : ` (${said.split('\n').at(-2) ?? ''})`;
  return [
    ...say(!next.codes.includes(code ?? -1), `exit ${code}${mayTell}`),
    ...now.chain.map((fault) => `journal: ${fault}`),
    ...say(now.temporary.length > 0, 'a temporary file is left'),
    ...say(openChange(now) !== undefined, 'the change is still open'),
    ...say(open !== undefined && !recovered, 'nothing was recovered'),
    ...say(next.ends === 'as clean' && !ends.includes(endOf(root)), 'it came to another end'),
    ...say(next.ends === 'paper' && !isPaper(now, before), `${now.place} after a change to paper`),
    ...say(next.ends === 'paper' && now.consent !== 'none', 'consent outlived a change to paper'),
    ...say(
      next.ends === 'never newly live' && now.place === live && !wasLive(killed, open),
      'live without anybody',
    ),
    ...say(operation.onlyAsks === true && killed.journal.length !== before.journal.length, 'wrote'),
  ].map(words);
}

function isPaper(now: Sight, before: Sight): boolean {
  if (now.place === `link ${paper}`) return true;
  const file = now.others.get(`Deployment/env/${paper}`) ?? before.others.get(paper) ?? '';
  return now.place === 'file' && file.endsWith(` ${now.through}`);
}

/** Live stood there, and it was done. */
function wasLive(killed: Sight, open: unknown): boolean {
  return killed.place === live && open === undefined;
}

function parsed(text: string) {
  try {
    return JSON.parse(text) as {
      readonly schema: string;
      readonly exit: number;
      readonly findings: readonly { readonly rule: string }[];
    };
  } catch {
    return undefined;
  }
}

function say(wrong: boolean, words: string): readonly string[] {
  return wrong ? [words] : [];
}
