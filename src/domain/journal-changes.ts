import type { Entry, LinkMove } from './journal-entry.ts';

/** Link states: where each link points; null is "no link there". */
export type LinkStates = ReadonlyMap<string, string | null>;

type Outcome = 'to' | 'from' | undefined;

/** The change an entry settles; undefined when it settles none. */
function settles(entry: Entry): string | undefined {
  if (entry.kind === 'done') return entry.change;
  if (entry.kind === 'undone') return entry.of ?? entry.change;
  return entry.kind === 'recovered' && entry.how !== undefined
    ? (entry.of ?? entry.change)
    : undefined;
}

/** At which end of its moves an entry left the links. */
function outcome(entry: Entry): Outcome {
  if (settles(entry) === undefined) return undefined;
  if (entry.kind === 'done' || entry.how === 'finished') return 'to';
  return 'from';
}

/** At which end of its moves a change stands; undefined while nothing has settled it. */
export function endOf(entries: readonly Entry[], change: string): Outcome {
  const last = entries.findLast((entry) => settles(entry) === change);
  return last === undefined ? undefined : outcome(last);
}

/** The moves of the change an entry settles: its own list, or else the one of the intent. */
function movesOf(entries: readonly Entry[], entry: Entry): readonly LinkMove[] {
  const change = settles(entry);
  const intent = entries.find((other) => other.kind === 'intent' && other.change === change);
  return entry.links ?? intent?.links ?? [];
}

/** The last intent that nothing has settled since: a change that was cut short. */
export function openIntent(entries: readonly Entry[]): Entry | undefined {
  const settled = new Set<string>();
  return entries.findLast((entry) => {
    const change = settles(entry);
    if (change !== undefined) settled.add(change);
    return entry.kind === 'intent' && !settled.has(entry.change);
  });
}

interface Mark {
  readonly entry: Entry;
  readonly link: string;
  /** Where the link stood before, as far as the journal knows. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Every settled move in order; a change taken back before it was done moved nothing. */
function marks(entries: readonly Entry[]): readonly Mark[] {
  const inPlace = new Set<string>();
  return entries.flatMap((entry) => {
    const end = outcome(entry);
    const change = settles(entry) ?? '';
    if (end === undefined) return [];
    const stood = inPlace.has(change);
    if (end === 'to') inPlace.add(change);
    else inPlace.delete(change);
    return movesOf(entries, entry).map(({ link, from, to }) => ({
      entry,
      link,
      before: end === 'from' && stood ? to : from,
      after: end === 'to' ? to : from,
    }));
  });
}

/** The entry that last changed `link`; undefined when none of these did. */
export function currentSince(entries: readonly Entry[], link: string): Entry | undefined {
  return marks(entries).findLast((mark) => mark.link === link && mark.before !== mark.after)?.entry;
}

/**
 * Where every link of the journal stood after entry `seq`, as far as these entries tell; a link
 * first moved later stood where that move found it.
 */
export function stateAfter(entries: readonly Entry[], seq: number): LinkStates {
  const states = new Map<string, string | null>();
  for (const { entry, link, before, after } of marks(entries)) {
    if (entry.seq <= seq) states.set(link, after);
    else if (!states.has(link)) states.set(link, before);
  }
  return states;
}

/** The last change that moved a link and stands: neither undone nor open. */
export function lastChange(entries: readonly Entry[]): Entry | undefined {
  const takenBack = new Set<string>();
  return entries.findLast((entry) => {
    const change = settles(entry);
    if (change === undefined) return false;
    if (outcome(entry) === 'from') takenBack.add(change);
    if (takenBack.has(change)) return false;
    return movesOf(entries, entry).some(({ from, to }) => from !== to);
  });
}

/** Where the links stood before the last standing change: what a rollback goes back to. */
export function stateBefore(entries: readonly Entry[]): LinkStates | undefined {
  const change = lastChange(entries);
  if (change === undefined) return undefined;
  const found = movesOf(entries, change).map(({ link, from }) => [link, from] as const);
  return new Map([...stateAfter(entries, change.seq - 1), ...found]);
}
