import { layout, within } from '../domain/layout.ts';
import { absolutePath } from '../domain/leaks/tree-path.ts';
import type { Root } from '../domain/world.ts';
import { quietly } from '../errors.ts';
import type { Host, Piece } from '../ports.ts';

/** Why the files in which values belong are no leak. */
export const whereValuesBelong = 'where the values belong';

/**
 * Tells of a piece whether values belong there: closed env files of the root, and its state, as long as git
 * does not track them. A file that somebody names himself is looked through.
 */
export async function ownFiles(
  host: Host,
  root: Root | undefined,
  named: readonly string[],
): Promise<(piece: Piece) => string | undefined> {
  const own = root === undefined ? new Set<string>() : await ownPaths(host, root);
  const names = new Set([...own].map(lastName));
  return ({ kind, name }) => {
    if (kind !== 'file' || !names.has(lastName(name))) return undefined;
    const path = absolutePath(host.machine.workingDirectory, name);
    if (named.includes(path)) return undefined;
    const real = quietly(() => host.disk.realPath(path));
    return real !== undefined && own.has(real) ? whereValuesBelong : undefined;
  };
}

async function ownPaths(host: Host, root: Root): Promise<ReadonlySet<string>> {
  const { disk } = host;
  const below = (directory: string) =>
    (quietly(() => disk.list(within(root.path, directory))) ?? []).map(
      (name) => `${directory}/${name}`,
    );
  const envFiles = below(layout.env).filter((path) => {
    const facts = quietly(() => disk.look(within(root.path, path)));
    return path.endsWith('.env') && facts?.kind === 'file' && (facts.mode & 0o077) === 0;
  });
  const state = below(layout.state).filter((path) => !path.endsWith('/.gitignore'));
  const paths = [...envFiles, ...state];
  if (paths.length === 0) return new Set();
  const states = (await host.git()).states(root.path, paths);
  // Where git does not answer, nobody has shown that it is not committed.
  const untracked = paths.filter((_, at) => !['tracked', 'unknown'].includes(states[at] ?? ''));
  return new Set(untracked.map((path) => within(root.path, path)));
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
