import { imprint, openChange } from '../faults/judge.ts';
import { fewAtOnce } from './few-at-once.ts';
import type { Next, Operation, Rehearsed } from './kill-operation.ts';
import { forget, type Run, roomFor, runLine, searchState, strikeSurely } from './kill-run.ts';
import { lastLine, likeness, type Sight, sightOf } from './kill-sight.ts';
import { faultsAfterNext, faultsAtOnce, faultsOfStatus } from './kill-verdict.ts';
import type { Part } from './report.ts';
import { say } from './said.ts';
import { type Came, tallyOf } from './tally.ts';
import { type Aim, inWords } from './tracing/kill-at.ts';

/** Both cores at once; PINE_KILLS_AT_ONCE asks for more. */
const together = Number(process.env.PINE_KILLS_AT_ONCE ?? 2);

/** Which kills of an operation are ordered. */
export interface Order {
  readonly fault: string;
  readonly aims: readonly Aim[];
  /** The program, when it is not the built one. */
  readonly built?: string;
  /** Only the state itself is judged, and not what the next commands make of it. */
  readonly atOnceOnly?: boolean;
}

/** What the next commands made of one state. */
interface Aftermath {
  readonly faults: readonly string[];
  readonly history: string;
}

/** A part of a suite, how many different states were left, and how many kills were judged bad. */
export interface Killed {
  readonly part: Part;
  readonly states: number;
  readonly caught: number;
}

/** Kills an operation at each call that was ordered, and judges every state that this leaves. */
export async function killEverywhere(
  rehearsed: Rehearsed,
  { fault, aims, built, atOnceOnly }: Order,
): Promise<Killed> {
  const { operation } = rehearsed;
  const tally = tallyOf(operation.name, fault);
  const known = new Map<string, Promise<Aftermath>>();
  const kill = async (aim: Aim) => {
    const run = await strikeSurely(operation, aim, built);
    if (run === undefined) tally.add({ isHit: false, outcome: '', bad: [], seconds: 0 });
    else tally.add(await judge(rehearsed, run, { known, built, atOnceOnly }));
  };
  await fewAtOnce(aims, kill, { together });
  return { part: tally.part(), states: known.size, caught: tally.caught() };
}

interface Judging {
  readonly known: Map<string, Promise<Aftermath>>;
  readonly built: string | undefined;
  readonly atOnceOnly: boolean | undefined;
}

/** A state that two kills left alike is judged at once each time, and goes on only once. */
async function judge(
  rehearsed: Rehearsed,
  { root, struck, seconds }: Run,
  { known, built, atOnceOnly }: Judging,
): Promise<Came> {
  const at = struck.at === null ? '' : inWords(struck.at, root);
  if (!struck.hit) {
    forget(root);
    const bad = say(struck.late, 'it hung, and was killed for it');
    return { isHit: false, outcome: '', bad, seconds, at };
  }
  const { before } = rehearsed;
  const killed = sightOf(root);
  searchState(root, killed);
  const atOnce = faultsAtOnce(root, rehearsed, killed);
  const state = likeness(root, before);
  const goOn = atOnceOnly === true ? untouched : aftermath;
  const after = known.get(state) ?? goOn(rehearsed, root, killed, built);
  known.set(state, after);
  const { faults, history } = await after;
  forget(root);
  return { isHit: true, outcome: history, bad: [...atOnce, ...faults], seconds, at };
}

async function untouched({ before }: Rehearsed, _: string, killed: Sight): Promise<Aftermath> {
  return { faults: [], history: inState(before, killed) };
}

/** `status` writes nothing and tells; then each next command, on a copy of its own. */
async function aftermath(
  rehearsed: Rehearsed,
  left: string,
  killed: Sight,
  built: string | undefined,
): Promise<Aftermath> {
  const root = roomFor(left);
  const { operation, before } = rehearsed;
  const faults = [...(await faultsOfAsking(root, killed, operation, built))];
  if (operation.onlyAsks && killed.journal.length !== before.journal.length) faults.push('wrote');
  let how: string | undefined;
  for (const next of operation.next) {
    const found = await faultsOfNext(rehearsed, root, killed, next, built);
    faults.push(...found.faults);
    how ??= found.how;
  }
  forget(root);
  return { faults, history: `${inState(before, killed)} -> ${how ?? 'nothing to recover'}` };
}

async function faultsOfAsking(
  root: string,
  killed: Sight,
  { within }: Operation,
  built: string | undefined,
): Promise<readonly string[]> {
  const before = imprint(root);
  const ran = await runLine('status --json --root @', root, { within, built });
  const wrote = imprint(root) === before ? [] : ['status wrote something'];
  return [...wrote, ...faultsOfStatus(killed, { ...ran, signal: null })];
}

async function faultsOfNext(
  rehearsed: Rehearsed,
  left: string,
  killed: Sight,
  next: Next,
  built: string | undefined,
) {
  const root = roomFor(left);
  const { within } = rehearsed.operation;
  const { code, out, err } = await runLine(next.line, root, { asks: next.asks, within, built });
  const now = sightOf(root);
  searchState(root, now);
  const how = now.journal.find(
    ({ seq, kind }) => seq > lastLine(killed) && kind === 'recovered',
  )?.how;
  const said = `${out}${err}`;
  const faults = faultsAfterNext(root, rehearsed, killed, { next, now, code, said });
  forget(root);
  return { how, faults };
}

/** The state that a kill left, in words for a histogram. */
function inState(before: Sight, now: Sight): string {
  const kinds = now.journal.filter(({ seq }) => seq > lastLine(before)).map(({ kind }) => kind);
  const lines = kinds.length > 4 ? [`${kinds.length} lines`] : kinds;
  const consent = now.consentText === before.consentText ? [] : [`consent ${now.consent}`];
  const open = openChange(now) === undefined ? [] : ['open'];
  const left = now.temporary.map(
    (path) => `${path.split('/').at(-1)?.split('.').slice(1, -2).join('.')}.tmp`,
  );
  const more = [...open, ...consent, ...left];
  return [now.place, lines.join('+') || 'nothing journalled', ...more].join(', ');
}
