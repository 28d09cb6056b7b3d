/**
 * The names in a git tree, a line each: modes and ids are left out, since ids are noise. `idSize` is 20
 * or 32 bytes. What is no tree gives what could be read of it.
 */
export function treeNames(tree: Buffer, idSize: number): Buffer {
  const names = Buffer.allocUnsafe(tree.length);
  let length = 0;
  for (let at = 0; at < tree.length; ) {
    const from = tree.indexOf(32, at) + 1;
    const nul = tree.indexOf(0, at);
    if (from === 0 || nul < from) break;
    length += tree.copy(names, length, from, nul);
    names[length++] = 10;
    at = nul + 1 + idSize;
  }
  return names.subarray(0, length);
}
