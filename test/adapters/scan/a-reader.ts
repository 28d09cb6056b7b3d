import { leakSources } from '../../../src/adapters/scan/leak-sources.ts';
import type { Piece, PieceReader, ScanSource } from '../../../src/ports.ts';

/** A piece, with all its bytes, one character each. */
export interface ReadPiece extends Piece {
  readonly text: string;
}

/** All that a source gave. */
export interface Heard {
  readonly pieces: readonly ReadPiece[];
  readonly skipped: ReadonlyMap<string, string>;
  readonly unreadable: ReadonlyMap<string, string>;
}

/** A reader that keeps everything, and is angry when it is called out of order. */
export function keepingReader(): { readonly reader: PieceReader; readonly heard: Heard } {
  const pieces: ReadPiece[] = [];
  const [skipped, unreadable] = [new Map<string, string>(), new Map<string, string>()];
  let open: Piece | undefined;
  let chunks: Buffer[] = [];
  const reader: PieceReader = {
    begin(piece) {
      if (open !== undefined) throw new Error(`${piece.name} begins in ${open.name}`);
      [open, chunks] = [piece, []];
    },
    chunk(bytes) {
      if (open === undefined) throw new Error('a chunk of nothing');
      if (bytes.length === 0) throw new Error('a chunk without a byte');
      // Copied: the room is used again.
      chunks.push(Buffer.from(bytes));
    },
    end() {
      if (open === undefined) throw new Error('an end of nothing');
      pieces.push({ ...open, text: Buffer.concat(chunks).toString('latin1') });
      open = undefined;
    },
    skipped: (name, why) => void skipped.set(name, why),
    unreadable: (name, why) => void unreadable.set(name, why),
  };
  return { reader, heard: { pieces, skipped, unreadable } };
}

/** What a source gives, with this environment and working directory of the caller. */
export async function hear(
  source: ScanSource,
  environment: Readonly<Record<string, string | undefined>> = {},
  directory = '/',
): Promise<Heard> {
  const { reader, heard } = keepingReader();
  await leakSources(environment, directory).read(source, reader);
  return heard;
}

/** The names of the pieces that hold a text. */
export function holding({ pieces }: Heard, text: string): readonly string[] {
  return pieces.filter((piece) => piece.text.includes(text)).map(({ name }) => name);
}

/** The texts of pieces by their names; names of files are left out. */
export function texts({ pieces }: Heard): Readonly<Record<string, string>> {
  const named = pieces.filter(({ kind }) => kind !== 'name');
  return Object.fromEntries(named.map(({ name, text }) => [name, text]));
}

/** A reader that only counts bytes and looks for a text in each chunk. */
export function countingReader(): { readonly reader: PieceReader; readonly bytes: () => number } {
  let bytes = 0;
  const nothing = () => undefined;
  return {
    reader: {
      begin: nothing,
      end: nothing,
      skipped: nothing,
      unreadable: nothing,
      chunk: (chunk) => {
        bytes += chunk.length;
      },
    },
    bytes: () => bytes,
  };
}
