import { headSize, isTarHeader } from './archive-kind.ts';
import {
  type ByteSink,
  entryOf,
  type Opening,
  type Origin,
  pieceSink,
  wholePiece,
} from './byte-sink.ts';
import { sinkForEntry } from './entry-sink.ts';
import { cut, decimalIn, nameIn, numberIn, recordsOf } from './tar-header.ts';
import { damaged, tooMuch } from './unpack-limits.ts';

/** A long name or an extended header is read whole; nothing honest is longer. */
const longestHeader = 2 ** 20;

/** Reads a tar archive as it comes: each file in it as a piece of its own, and the names. */
export function tarSink(origin: Origin, opening: Opening): ByteSink {
  const { reader, left } = opening;
  const block = Buffer.alloc(headSize);
  let filled = 0;
  let size = 0;
  let padding = 0;
  let entry: ByteSink | undefined;
  let longName: Buffer | undefined;
  let longSize: number | undefined;
  // What follows is no tar any more, and is read as it is.
  let rest: ByteSink | undefined;
  let isOver = false;

  function headed(): void {
    if (block.every((byte) => byte === 0)) return;
    if (isTarHeader(block)) entered();
    else foreign(block);
  }

  function foreign(bytes: Buffer): void {
    reader.skipped(origin.name, damaged);
    rest = pieceSink(entryOf(origin), opening);
    rest.chunk(bytes);
  }

  function entered(): void {
    size = longSize ?? numberIn(block.subarray(124, 136));
    padding = (headSize - (size % headSize)) % headSize;
    const type = String.fromCharCode(block[156] as number);
    if ('xgLK'.includes(type)) {
      entry = size > longestHeader ? nowhere : gathering(type);
    } else {
      const name = longName ?? nameIn(block);
      [longName, longSize] = [undefined, undefined];
      left.entries -= 1;
      if (left.entries < 0 || left.bytes < 0) {
        give(tooMuch);
        return;
      }
      wholePiece({ ...entryOf(origin), kind: 'name', name: `${origin.name}!` }, name, reader);
      if (type !== '5')
        entry = sinkForEntry(
          { ...origin, name: `${origin.name}!${name.toString('utf8')}` },
          opening,
        );
      if ('12'.includes(type)) entry?.chunk(cut(block.subarray(157, 257)));
    }
    if (size === 0) ended();
  }

  function give(why: string): void {
    isOver = true;
    reader.skipped(origin.name, why);
  }

  /** What an entry of no type of its own says about the next one. */
  function gathering(type: string): ByteSink {
    const chunks: Buffer[] = [];
    return {
      chunk: (bytes) => void chunks.push(Buffer.from(bytes)),
      end() {
        const bytes = Buffer.concat(chunks);
        if (type === 'L') longName = cut(bytes);
        if (type === 'x') {
          const records = recordsOf(bytes);
          longName = records.get('path') ?? longName;
          const told = records.get('size');
          if (told !== undefined) longSize = decimalIn(told);
        }
        // Comments and targets are content as well.
        wholePiece({ ...entryOf(origin), kind: 'name', name: `${origin.name}!` }, bytes, reader);
      },
    };
  }

  function ended(): void {
    entry?.end();
    entry = undefined;
  }

  return {
    chunk(bytes) {
      for (let at = 0; at < bytes.length && !isOver; ) {
        if (rest !== undefined) {
          rest.chunk(bytes.subarray(at));
          return;
        }
        if (entry !== undefined) {
          const part = bytes.subarray(at, at + size);
          entry.chunk(part);
          size -= part.length;
          at += part.length;
          if (size === 0) ended();
        } else if (padding > 0) {
          const skip = Math.min(padding, bytes.length - at);
          padding -= skip;
          at += skip;
        } else {
          const count = bytes.copy(block, filled, at, at + headSize - filled);
          filled = (filled + count) % headSize;
          at += count;
          if (filled === 0) headed();
        }
      }
    },
    end() {
      if (rest === undefined && entry === undefined && filled > 0 && !isOver) {
        foreign(block.subarray(0, filled));
      }
      if (rest !== undefined) rest.end();
      else if (entry !== undefined && !isOver) give(damaged);
      ended();
    },
  };
}

const nowhere: ByteSink = { chunk: () => undefined, end: () => undefined };
