import { type ArchiveKind, archiveKind, headSize } from './archive-kind.ts';
import { type ByteSink, entryOf, type Opening, type Origin, pieceSink } from './byte-sink.ts';
import { openArchive } from './open-archive.ts';
import { tarSink } from './tar-sink.ts';
import { deepest, largestInner, tooDeep } from './unpack-limits.ts';

/**
 * Takes what lay in an archive; what is an archive itself is opened, as deep as may be. A tar archive that
 * came out of gzip (`isUnpacked`) is no deeper than that.
 */
export function sinkForEntry(origin: Origin, opening: Opening, isUnpacked = false): ByteSink {
  let head = Buffer.alloc(0);
  let into: ByteSink | undefined;

  function decided(): ByteSink {
    const archive = archiveKind(head);
    const isSameArchive = isUnpacked && archive?.kind === 'tar';
    into = sinkFor(archive, origin, isSameArchive ? opening : deeper(opening));
    if (head.length > 0) into.chunk(head);
    return into;
  }

  return {
    chunk(bytes) {
      if (into !== undefined) {
        into.chunk(bytes);
        return;
      }
      head = head.length === 0 ? Buffer.from(bytes) : Buffer.concat([head, bytes]);
      if (head.length >= headSize) decided();
    },
    end: () => (into ?? decided()).end(),
  };
}

function deeper(opening: Opening): Opening {
  return { ...opening, depth: opening.depth + 1 };
}

function sinkFor(archive: ArchiveKind | undefined, origin: Origin, inner: Opening): ByteSink {
  const { reader } = inner;
  const plain = () => pieceSink(entryOf(origin), inner);
  if (archive === undefined) return plain();
  if (archive.kind === 'closed') {
    reader.skipped(origin.name, `packed with ${archive.format}, which is not opened`);
    return plain();
  }
  if (inner.depth > deepest) {
    reader.skipped(origin.name, tooDeep);
    return plain();
  }
  return archive.kind === 'tar' ? tarSink(origin, inner) : gathered(origin, inner);
}

/** Bytes that are opened when all of them are there. */
function gathered(origin: Origin, opening: Opening): ByteSink {
  let chunks: Buffer[] = [];
  let length = 0;
  let tooLarge: ByteSink | undefined;
  return {
    chunk(bytes) {
      length += bytes.length;
      if (tooLarge === undefined && length > largestInner) {
        opening.reader.skipped(origin.name, 'an archive in an archive, larger than 16 MiB');
        tooLarge = pieceSink(entryOf(origin), opening);
        for (const chunk of chunks) tooLarge.chunk(chunk);
        chunks = [];
      }
      if (tooLarge === undefined) chunks.push(Buffer.from(bytes));
      else tooLarge.chunk(bytes);
    },
    end() {
      if (tooLarge === undefined) openArchive(Buffer.concat(chunks), origin, opening);
      else tooLarge.end();
    },
  };
}
