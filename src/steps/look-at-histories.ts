import type { LeakSources, Piece, PieceReader } from '../ports.ts';
import type { TraceKeeper } from './look-for-traces.ts';

/** More than anybody typed; a larger file is for `scan --shell-history`. */
const largestHistory = 16 * 1024 * 1024;

/** The history files of shells and clients in a home directory. */
export async function lookAtHistories(
  sources: LeakSources,
  home: string,
  keeper: TraceKeeper,
): Promise<void> {
  await sources.read({ kind: 'shell-history', homes: [home] }, readerInto(home, keeper));
}

function readerInto(home: string, keeper: TraceKeeper): PieceReader {
  let where = '';
  let kept: Uint8Array[] = [];
  let size = 0;
  const source = (name: string) => ({ place: 'history', where: shownIn(home, name) }) as const;
  return {
    begin: ({ name }: Piece) => {
      [where, kept, size] = [name, [], 0];
    },
    chunk: (bytes) => {
      size += bytes.length;
      // Bytes are only lent.
      if (size <= largestHistory) kept.push(bytes.slice());
    },
    end: () => {
      if (size <= largestHistory) keeper.text(source(where), joined(kept, size));
      else keeper.unread(source(where), 'it is too large: pine-env scan --shell-history');
    },
    skipped: () => undefined,
    unreadable: (name, why) => keeper.unread(source(name), why),
  };
}

/** As people write it: `~/.bash_history`. */
export function shownIn(home: string, path: string): string {
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
