/** What the stream of `git cat-file --batch` tells; called in the order of the objects. */
export interface ObjectReader {
  /** True when the object is wanted whole, in one piece; else it comes in pieces as they are read. */
  begin(id: string, type: string, size: number): boolean;
  chunk(bytes: Buffer): void;
  end(): void;
  /** Was asked for and is not there. */
  missing(id: string): void;
}

/** A larger object comes in pieces, wanted whole or not. */
export const largestWhole = 64 * 2 ** 20;

/**
 * Reads what `git cat-file --batch` writes, in chunks of any size: a line with id, type and size, the
 * object, a line feed. Bytes are lent and copied only where an object that is wanted whole lies in several chunks.
 */
export function objectStream(reader: ObjectReader): (chunk: Buffer) => void {
  let line = '';
  let left = -1;
  let whole: Buffer | undefined;
  let filled = 0;

  function headed(header: string): void {
    const [id = '', type = '', size] = header.split(' ');
    if (size === undefined) {
      reader.missing(id);
      return;
    }
    left = Number(size);
    const isWhole = reader.begin(id, type, left) && left <= largestWhole;
    whole = isWhole ? Buffer.allocUnsafe(0) : undefined;
    filled = 0;
  }

  /** Takes from the chunk what belongs to the object; tells how much that was. */
  function body(chunk: Buffer, from: number): number {
    const part = chunk.subarray(from, from + left);
    if (whole === undefined || (filled === 0 && part.length === left)) {
      if (part.length > 0) reader.chunk(part);
    } else {
      if (filled === 0) whole = Buffer.allocUnsafe(left);
      filled += part.copy(whole, filled);
      if (filled === whole.length) reader.chunk(whole);
    }
    left -= part.length;
    return part.length;
  }

  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (left > 0) {
        at += body(chunk, at);
      } else if (left === 0) {
        // The line feed behind the object.
        at += 1;
        left = -1;
        reader.end();
      } else {
        const feed = chunk.indexOf(10, at);
        line += chunk.toString('latin1', at, feed < 0 ? chunk.length : feed);
        at = feed < 0 ? chunk.length : feed + 1;
        if (feed < 0) continue;
        headed(line);
        line = '';
      }
    }
  };
}
