import { type AllowComment, commentFor } from '../domain/leaks/allow-comments.ts';
import { type Hit, type HitPiece, isInForce } from '../domain/leaks/hit.ts';
import type { Leak } from '../domain/leaks/leak.ts';
import { lineBefore, type PieceWindow } from '../domain/leaks/piece-window.ts';
import { lineMark, type Salts, secretMark, shownPrint } from '../domain/leaks/prints.ts';
import type { Registry } from '../domain/registry.ts';

/** Leaks that are counted and no more, since there are so many of them. */
export interface Beyond {
  readonly leaks: number;
  readonly uncertain: number;
  readonly live: number;
}

/** What was found, without any secret. */
export interface Collected {
  readonly hits: readonly Hit[];
  readonly beyond: Beyond;
}

/** Takes the leaks of one piece after the other. */
export interface Collector {
  take(leaks: readonly Leak[], window: PieceWindow): void;
  /** The piece is over; these comments stood in it. */
  end(piece: HitPiece, comments: readonly AllowComment[]): void;
  all(): Collected;
}

// A log may hold the same webhook in each of its lines: what is listed is bounded, what is counted is not.
const mostAlike = 1000;
const mostHits = 20_000;
const mostRemembered = 10_000;

type Prints = Pick<Hit, 'fingerprint'> & { readonly secret: string };

/** Begins to collect. A salt looks like a secret, and is none: those of this scan are passed over. */
export function collector(salts: Salts, registry: Registry | undefined): Collector {
  const hits: Hit[] = [];
  const beyond = { leaks: 0, uncertain: 0, live: 0 };
  let inPiece: Omit<Hit, 'piece'>[] = [];
  let alike = new Map<string, number>();
  const known = new Map<string, Prints>();

  const printsOf = (leak: Leak): Prints => {
    const name = `${leak.rule}\0${leak.found.reveal()}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const prints = {
      fingerprint: shownPrint(salts.shown, registry, leak),
      secret: secretMark(salts.baseline, leak),
    };
    if (known.size < mostRemembered) known.set(name, prints);
    return prints;
  };

  const takeOne = (leak: Leak, window: PieceWindow) => {
    const { found, size, ...seen } = leak;
    const { fingerprint, secret } = printsOf(leak);
    const count = (alike.get(`${leak.rule} ${secret}`) ?? 0) + 1;
    alike.set(`${leak.rule} ${secret}`, count);
    if (count > mostAlike || hits.length + inPiece.length >= mostHits) {
      beyond.leaks += 1;
      if (!leak.certain) beyond.uncertain += 1;
      if (isInForce(leak) && leak.certain) beyond.live += 1;
      return;
    }
    const line = lineMark(salts.baseline, lineBefore(window, leak.offset));
    inPiece.push({ ...seen, fingerprint, mark: { secret, line } });
  };

  return {
    take: (leaks, window) => {
      for (const leak of leaks) if (!isSalt(leak, salts)) takeOne(leak, window);
    },
    end: (piece, comments) => {
      for (const hit of inPiece) {
        const comment = commentFor(comments, hit.rule, hit.offset);
        hits.push({ ...hit, piece, ...(comment === undefined ? {} : { comment }) });
      }
      if (alike.size > 0) [inPiece, alike] = [[], new Map()];
    },
    all: () => ({ hits, beyond }),
  };
}

function isSalt({ owners, found }: Leak, { shown, baseline }: Salts): boolean {
  return owners.length === 0 && [shown, baseline].includes(found.reveal());
}
