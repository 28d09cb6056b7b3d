import { Secret } from '../secret.ts';
import { type Hit, isKnown } from './engine/hit.ts';
import { type LineCount, lineCount } from './engine/line-count.ts';
import { registeredAs } from './engine/registered-as.ts';
import { withoutDoubles } from './engine/same-leak.ts';
import { textScan } from './engine/scan-text.ts';
import { asItIs } from './engine/text.ts';
import type { Leak } from './leak.ts';
import type { LeakScanner, ScanOrder } from './leak-scanner.ts';

/** How much is searched at a time, and how much of what lies before and behind is seen with it. */
export interface BlockSizes {
  readonly block: number;
  readonly before: number;
  readonly behind: number;
}

// What a pattern may take is 4 KiB, and six times as much where every character is escaped.
const usual: BlockSizes = { block: 512 * 1024, before: 8 * 1024, behind: 32 * 1024 };

/** A scanner for one order. However its bytes are cut into chunks, it finds the same. */
export function leakScanner(order: ScanOrder, sizes: BlockSizes = usual): LeakScanner {
  const scan = textScan(order);
  const registered = registeredAs(order.known);
  const rules = order.rules.map(({ name }) => name);
  let buffer = new Uint8Array(0);
  let size = 0;
  // Where the buffer begins in the source, and where the block in it does.
  let offset = 0;
  let blockStart = 0;
  let lines: LineCount = lineCount();

  const searchBlock = (blockEnd: number): readonly Leak[] => {
    const bytes = buffer.subarray(0, size);
    const hits = scan({ bytes, length: size, encodings: [], origin: asItIs }).map(registered);
    const ours = withoutDoubles(hits, rules).filter((hit) => {
      const place = offset + hit.from;
      return place >= blockStart && place < blockEnd;
    });
    ours.sort((a, b) => a.from - b.from);
    return ours.map((hit) => leakOf(hit, offset, lines.at(bytes, offset, offset + hit.from)));
  };
  const moveOn = () => {
    const next = blockStart + sizes.block;
    lines.pass(buffer.subarray(0, size), offset, next);
    const keepFrom = Math.max(offset, next - sizes.before);
    buffer.copyWithin(0, keepFrom - offset, size);
    size -= keepFrom - offset;
    offset = keepFrom;
    blockStart = next;
  };
  const makeRoom = (more: number) => {
    const whole = sizes.before + sizes.block + sizes.behind;
    const wanted = Math.min(whole, size + more);
    if (buffer.length >= wanted) return;
    const larger = new Uint8Array(Math.min(whole, Math.max(2 * buffer.length, wanted, 4096)));
    larger.set(buffer.subarray(0, size));
    buffer = larger;
  };
  return {
    push(chunk) {
      const leaks: Leak[] = [];
      for (let at = 0; at < chunk.length; ) {
        const full = blockStart - offset + sizes.block + sizes.behind;
        makeRoom(chunk.length - at);
        const taken = chunk.subarray(at, at + full - size);
        buffer.set(taken, size);
        size += taken.length;
        at += taken.length;
        if (size < full) break;
        leaks.push(...searchBlock(blockStart + sizes.block));
        moveOn();
      }
      return leaks;
    },
    end() {
      const leaks = searchBlock(offset + size);
      [size, offset, blockStart, lines] = [0, 0, 0, lineCount()];
      return leaks;
    },
  };
}

function leakOf(hit: Hit, offset: number, place: { line: number; column: number }): Leak {
  const { rule, from, to, encodings, found, owners, partial, certain } = hit;
  return {
    rule,
    ...{ offset: offset + from, ...place, size: to - from, encodings },
    ...{ found: Secret.of(found), owners: isKnown(hit) ? owners : [], partial, certain },
  };
}
