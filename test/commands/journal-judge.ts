/* The judge shares no code with the program: it reads the journal itself, with node:crypto. */
import { createHash } from 'node:crypto';

/** One line of the journal, as the judge reads it. */
export interface Line {
  readonly seq: number;
  readonly kind: string;
  readonly change: string;
  readonly verb: string;
  readonly profile?: string;
  readonly tier?: string;
  readonly links?: readonly { link: string; from: string | null; to: string | null }[];
  readonly of?: string;
  readonly how?: string;
  readonly rule?: string;
  readonly reason?: string;
  readonly note?: string;
  readonly torn?: string;
  readonly prev: string;
  readonly hash: string;
}

/** A journal as the judge found it. */
export interface JournalSeen {
  readonly lines: readonly Line[];
  /** Places where the chain does not hold; a torn tail is none. */
  readonly broken: readonly string[];
  readonly tornTail: boolean;
  /** The changes that have an intent and no end. */
  readonly open: readonly Line[];
  /** Where each link stands if the journal tells the truth. */
  readonly stands: ReadonlyMap<string, string | null>;
  /** What put each link where it stands. */
  readonly last: ReadonlyMap<string, Line>;
}

/** Reads a whole journal, given as latin1, and judges its chain. */
export function seeJournal(latin1: string): JournalSeen {
  const pieces = latin1.split('\n');
  if (pieces.at(-1) === '') pieces.pop();
  const lines: Line[] = [];
  const broken: string[] = [];
  let torn: string[] = [];
  for (const piece of pieces) {
    const line = soundLine(piece);
    if (line === undefined) torn.push(piece);
    else {
      broken.push(...faultsOf(line, lines.at(-1), torn));
      lines.push(line);
      torn = [];
    }
  }
  return { lines, broken, tornTail: torn.length > 0, open: openOf(lines), ...replayed(lines) };
}

function soundLine(text: string): Line | undefined {
  const seal = /,"hash":"([0-9a-f]{64})"\}$/.exec(text);
  if (seal === null || sha256(text.slice(0, seal.index)) !== seal[1]) return undefined;
  return JSON.parse(text) as Line;
}

function faultsOf(line: Line, before: Line | undefined, torn: readonly string[]): string[] {
  const told = torn.length === 0 ? undefined : sha256(torn.join('\n'));
  return [
    ...(line.torn === told ? [] : [`entry ${line.seq}: torn bytes not named`]),
    ...(line.prev === (before?.hash ?? '0'.repeat(64)) ? [] : [`entry ${line.seq}: wrong prev`]),
    ...(line.seq === (before?.seq ?? 0) + 1 ? [] : [`entry ${line.seq}: wrong number`]),
  ];
}

function sha256(latin1: string): string {
  return createHash('sha256').update(Buffer.from(latin1, 'latin1')).digest('hex');
}

/** The change that a line brings to its end. */
function ends(line: Line): string | undefined {
  if (line.kind === 'done') return line.change;
  if (line.kind === 'undone') return line.of ?? line.change;
  return line.kind === 'recovered' && line.how !== undefined ? line.of : undefined;
}

function openOf(lines: readonly Line[]): readonly Line[] {
  return lines.filter(
    (line, at) =>
      line.kind === 'intent' && !lines.slice(at).some((later) => ends(later) === line.change),
  );
}

function replayed(lines: readonly Line[]): Pick<JournalSeen, 'stands' | 'last'> {
  const stands = new Map<string, string | null>();
  const last = new Map<string, Line>();
  for (const line of lines) {
    const change = ends(line);
    if (change === undefined) continue;
    const intent = lines.find((other) => other.kind === 'intent' && other.change === change);
    const forward = line.kind === 'done' || line.how === 'finished';
    for (const { link, from, to } of line.links ?? intent?.links ?? []) {
      stands.set(link, forward ? to : from);
      // Taking back what never was done leaves the change before it standing, and so does a copy made anew.
      if ((forward && from !== to) || last.get(link)?.change === change) last.set(link, line);
    }
  }
  return { stands, last };
}
