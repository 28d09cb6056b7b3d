const meta = 0x83;

/**
 * Undoes what zsh does to a history file: a byte that means something to it is written as 0x83 and the
 * byte with its bit 5 turned. For the chunks of one file, in order.
 */
export function unmetafied(): (bytes: Buffer) => Buffer {
  let isAfterMeta = false;
  return (bytes) => {
    if (!isAfterMeta && !bytes.includes(meta)) return bytes;
    const plain = Buffer.allocUnsafe(bytes.length);
    let length = 0;
    for (const byte of bytes) {
      if (isAfterMeta) plain[length++] = byte ^ 32;
      else if (byte !== meta) plain[length++] = byte;
      isAfterMeta = !isAfterMeta && byte === meta;
    }
    return plain.subarray(0, length);
  };
}
