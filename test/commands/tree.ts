import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** One thing of a directory tree, as far as a change could be seen in it. */
export type Thing =
  | { readonly kind: 'directory'; readonly mode: number }
  | { readonly kind: 'file'; readonly mode: number; readonly bytes: string }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'other'; readonly mode: number };

/** Everything below a directory, by relative path. */
export type Tree = ReadonlyMap<string, Thing>;

/** Everything below `root`, bytes included (as latin1, so that every byte is told). */
export function treeOf(root: string): Tree {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(names.map((name) => [name, thingAt(join(root, name))]));
}

function thingAt(path: string): Thing {
  const stats = lstatSync(path);
  const mode = stats.mode & 0o7777;
  if (stats.isDirectory()) return { kind: 'directory', mode };
  if (stats.isSymbolicLink()) return { kind: 'link', target: readlinkSync(path) };
  if (stats.isFile()) return { kind: 'file', mode, bytes: readFileSync(path, 'latin1') };
  return { kind: 'other', mode };
}

/** Makes `root` hold exactly this tree; what is as it should be already is not touched. */
export function layDown(tree: Tree, root: string): void {
  const now = treeOf(root);
  const stands = (name: string) => isDeepStrictEqual(now.get(name), tree.get(name));
  const isDirectory = (name: string) => [now, tree].every((t) => t.get(name)?.kind === 'directory');
  for (const name of [...now.keys()].reverse()) {
    if (!stands(name) && !isDirectory(name)) rmSync(join(root, name), { recursive: true });
  }
  for (const [name, thing] of tree) if (!stands(name)) put(join(root, name), thing);
}

function put(path: string, thing: Thing): void {
  if (thing.kind === 'directory') mkdirSync(path, { recursive: true });
  else if (thing.kind === 'link') symlinkSync(thing.target, path);
  else if (thing.kind === 'file') writeFileSync(path, Buffer.from(thing.bytes, 'latin1'));
  else throw new Error(`cannot lay down ${path}`);
  if (thing.kind !== 'link') chmodSync(path, thing.mode);
}

/** The same tree without what lies at or below `path`. */
export function without(tree: Tree, path: string): Tree {
  return new Map([...tree].filter(([name]) => name !== path && !name.startsWith(`${path}/`)));
}
