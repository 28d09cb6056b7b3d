/** True when both are there, and the same byte by byte. */
export function sameBytes(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || one.length !== other?.length) return false;
  return one.every((byte, at) => byte === other[at]);
}
