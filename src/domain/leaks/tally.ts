import type { HitPiece } from './hit.ts';

/** What was left out, by reason; at most three names each. */
export interface Skipped {
  readonly why: string;
  readonly count: number;
  readonly names: readonly string[];
}

/** Something that was asked for and could not be read. */
export interface Unreadable {
  readonly name: string;
  readonly why: string;
}

/** What a scan went through, and what it did not. */
export interface Tally {
  readonly files: number;
  readonly objects: number;
  readonly names: number;
  readonly streams: number;
  /** Of archives. */
  readonly entries: number;
  readonly bytes: number;
  readonly skipped: readonly Skipped[];
  /** The first twenty; all of them are counted. */
  readonly unreadable: readonly Unreadable[];
  readonly unreadableCount: number;
}

const kinds = {
  file: 'files',
  object: 'objects',
  name: 'names',
  stream: 'streams',
  entry: 'entries',
} as const satisfies Record<HitPiece['kind'], keyof Tally>;

type Holding = Exclude<(typeof kinds)[HitPiece['kind']], 'names'>;

const mostNames = 3;
const mostUnreadable = 20;

/** Counts while a scan goes on. */
export interface Counting {
  piece(kind: HitPiece['kind']): void;
  /** Of what a piece holds; names are counted, and no bytes of theirs. */
  bytes(count: number): void;
  skipped(name: string, why: string): void;
  unreadable(name: string, why: string): void;
  now(): Tally;
  /** For people who wait: `5,470 pieces, 31.2 MB`. */
  soFar(): string;
}

/** Begins to count; what it holds does not grow with the number of pieces. */
export function counting(): Counting {
  const counts = { files: 0, objects: 0, names: 0, streams: 0, entries: 0, bytes: 0 };
  const skipped = new Map<string, { count: number; names: string[] }>();
  const unreadable: Unreadable[] = [];
  let unreadableCount = 0;
  return {
    piece: (kind) => {
      counts[kinds[kind]] += 1;
    },
    bytes: (count) => {
      counts.bytes += count;
    },
    skipped: (name, why) => {
      const group = skipped.get(why) ?? { count: 0, names: [] };
      group.count += 1;
      if (group.names.length < mostNames) group.names.push(name);
      skipped.set(why, group);
    },
    unreadable: (name, why) => {
      unreadableCount += 1;
      if (unreadable.length < mostUnreadable) unreadable.push({ name, why });
    },
    soFar: () => `${thousands(piecesOf(counts))} pieces, ${megabytes(counts.bytes)}`,
    now: () => ({
      ...counts,
      skipped: [...skipped].map(([why, group]) => ({ why, ...group })),
      unreadable: [...unreadable],
      unreadableCount,
    }),
  };
}

/** How many things were read that hold something: all but names. */
export function piecesOf(tally: Pick<Tally, Holding>): number {
  return tally.files + tally.objects + tally.streams + tally.entries;
}

/** `5,470`. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `31.2 MB`, or plain bytes where there are few. */
export function megabytes(bytes: number): string {
  if (bytes < 100_000) return `${thousands(bytes)} byte${bytes === 1 ? '' : 's'}`;
  const [value, unit] = bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value.toFixed(1)} ${unit}`;
}
