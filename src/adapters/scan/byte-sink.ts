import type { Piece, PieceReader } from '../../ports.ts';
import { type Allowance, tooMuch } from './unpack-limits.ts';

/** Takes bytes as they come. */
export interface ByteSink {
  chunk(bytes: Buffer): void;
  end(): void;
}

/** What the bytes of an archive's entry belong to. */
export interface Origin {
  readonly name: string;
  /** The object of a repository that the archive is. */
  readonly object?: string;
}

/** Who reads, and how much of this archive may still be unpacked for him. */
export interface Opening {
  readonly reader: PieceReader;
  readonly left: Allowance;
  /** How many archives are around it. */
  readonly depth: number;
}

/** Hands over everything as one piece, which begins now; as much of it as is allowed. */
export function pieceSink(piece: Piece, { reader, left }: Opening): ByteSink {
  let isOver = false;
  reader.begin(piece);
  return {
    chunk(bytes) {
      if (isOver || bytes.length === 0) return;
      left.bytes -= bytes.length;
      isOver = left.bytes < 0;
      if (!isOver) reader.chunk(bytes);
    },
    end() {
      reader.end();
      if (isOver) reader.skipped(piece.name, tooMuch);
    },
  };
}

/** A piece that is whole already: a name, a target. */
export function wholePiece(piece: Piece, bytes: Uint8Array, reader: PieceReader): void {
  reader.begin(piece);
  if (bytes.length > 0) reader.chunk(bytes);
  reader.end();
}

/** The piece for something in an archive. */
export function entryOf({ name, object }: Origin): Piece {
  return { kind: 'entry', name, ...(object === undefined ? {} : { object }) };
}
