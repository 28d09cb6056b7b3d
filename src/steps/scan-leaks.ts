import { type AllowComment, allowWatcher } from '../domain/leaks/allow-comments.ts';
import type { LeakScanner } from '../domain/leaks/leak-scanner.ts';
import { pieceWindows } from '../domain/leaks/piece-window.ts';
import { counting, type Tally } from '../domain/leaks/tally.ts';
import type { Clock, LeakSources, Piece, PieceReader, Progress, ScanSource } from '../ports.ts';
import type { Collected, Collector } from './collect-hits.ts';

/** One scan: what reads, what finds, and what becomes of it. */
export interface ScanJob {
  readonly sources: LeakSources;
  readonly scanner: LeakScanner;
  readonly collector: Collector;
  readonly progress: Progress;
  readonly clock: Clock;
  /** The piece as reports speak of it. */
  readonly calls: (piece: Piece) => Piece;
  /** Why a piece is not to be looked through; undefined for nearly all of them. */
  readonly leaveOut: (piece: Piece) => string | undefined;
  /** Told of every piece that is looked through. */
  readonly passed: (piece: Piece) => void;
}

/** A comment that allows something, or would, and where it stands. */
export interface PlacedComment {
  readonly piece: Piece;
  readonly comment: AllowComment;
}

/** What a scan saw. */
export interface Scanned extends Collected {
  readonly tally: Tally;
  readonly comments: readonly PlacedComment[];
  readonly seconds: number;
}

const mostComments = 1000;
const betweenUpdates = 100;

/** Reads a source to its end, once, and keeps nothing of it but what was found. */
export async function scanLeaks(job: ScanJob, source: ScanSource): Promise<Scanned> {
  const began = job.clock.now();
  const tally = counting();
  const comments: PlacedComment[] = [];
  try {
    await job.sources.read(source, readerFor(job, tally, comments));
  } finally {
    job.progress.end();
  }
  const seconds = (job.clock.now() - began) / 1000;
  return { ...job.collector.all(), tally: tally.now(), comments, seconds };
}

type Counting = ReturnType<typeof counting>;

function readerFor(job: ScanJob, tally: Counting, comments: PlacedComment[]): PieceReader {
  const { scanner, collector } = job;
  const [windows, watcher] = [pieceWindows(), allowWatcher()];
  const told = telling(job, tally);
  let piece: Piece | undefined;
  return {
    begin: (given) => {
      const begun = job.calls(given);
      const why = job.leaveOut(begun);
      if (why !== undefined) {
        tally.skipped(begun.name, why);
        return;
      }
      piece = begun;
      tally.piece(begun.kind);
      job.passed(begun);
    },
    chunk: (bytes) => {
      if (piece === undefined) return;
      if (piece.kind !== 'name') tally.bytes(bytes.length);
      const window = windows.after(bytes);
      watcher.see(window);
      collector.take(scanner.push(bytes), window);
      told();
    },
    end: () => {
      if (piece === undefined) return;
      const window = windows.end();
      collector.take(scanner.end(), window);
      const stood = watcher.end(window);
      collector.end(piece, stood);
      if (comments.length < mostComments) {
        for (const comment of stood) comments.push({ piece, comment });
      }
      piece = undefined;
    },
    skipped: tally.skipped,
    unreadable: tally.unreadable,
  };
}

/** Says how far it is, at most ten times a second. */
function telling({ progress, clock }: ScanJob, tally: Counting): () => void {
  let next = clock.now() + betweenUpdates;
  return () => {
    const now = clock.now();
    if (now < next) return;
    next = now + betweenUpdates;
    progress.update(`scanning: ${tally.soFar()}`);
  };
}
