/** The name in a header, with its prefix where it has one. */
export function nameIn(block: Buffer): Buffer {
  const name = cut(block.subarray(0, 100));
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isPosix ? cut(block.subarray(345, 500)) : Buffer.alloc(0);
  return Buffer.from(prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]));
}

/** What stands before the first NUL. */
export function cut(bytes: Buffer): Buffer {
  const nul = bytes.indexOf(0);
  return nul < 0 ? bytes : bytes.subarray(0, nul);
}

/** Octal, or in base 256 where the first bit is set; never below 0. */
export function numberIn(field: Buffer): number {
  if (((field[0] as number) & 0x80) !== 0) return Number(field.readBigUInt64BE(4));
  const octal = Number.parseInt(cut(field).toString('latin1').trim(), 8);
  return Number.isNaN(octal) ? 0 : Math.max(0, octal);
}

/** A whole number in digits; undefined for anything else. */
export function decimalIn(bytes: Buffer): number | undefined {
  const text = bytes.toString('latin1');
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The records of an extended header: `LENGTH KEY=VALUE` and a line feed. */
export function recordsOf(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const records = new Map<string, Buffer>();
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 10), 10);
    const record = bytes.subarray(bytes.indexOf(32, at) + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (!(length > 0) || equals < 0) break;
    records.set(record.toString('latin1', 0, equals), Buffer.from(record.subarray(equals + 1)));
    at += length;
  }
  return records;
}
