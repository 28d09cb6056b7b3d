import { ancestors } from '../domain/layout.ts';
import { gitAbove, type OwnPlace, syncedAbove } from '../domain/own-place.ts';
import { quietly } from '../errors.ts';
import type { Host } from '../ports.ts';

/** What speaks against keeping keys in a directory, which need not be there yet. */
export function lookAtOwnPlace(host: Pick<Host, 'disk' | 'machine'>, directory: string): OwnPlace {
  const { disk } = host;
  const path = standing(host, directory);
  const above = [path, ...ancestors(path)].map((each) => ({
    directory: each,
    // What cannot be listed can still be asked for by name.
    names: quietly(() => disk.list(each)) ?? namesAskedFor(host, each),
  }));
  const git = gitAbove(above);
  const synced = syncedAbove(above);
  const openHome = openHomeAround(host, [path, ...ancestors(path)]);
  return {
    path: directory,
    ...(git && { git }),
    ...(synced && { synced }),
    ...(openHome && { openHome }),
  };
}

/** Links are followed: a short path may lead into a synced directory. */
function standing({ disk }: Pick<Host, 'disk'>, directory: string): string {
  const there = [directory, ...ancestors(directory)].find(
    (path) => quietly(() => disk.realPath(path)) !== undefined,
  );
  if (there === undefined) return directory;
  const real = disk.realPath(there) ?? there;
  const below = directory.slice(there === '/' ? 0 : there.length);
  return real === '/' ? below || '/' : `${real}${below}`;
}

function namesAskedFor({ disk }: Pick<Host, 'disk'>, directory: string): readonly string[] {
  return ['.git', '.stfolder', '.dropbox.cache'].filter(
    (name) => quietly(() => disk.look(`${directory}/${name}`)) !== undefined,
  );
}

function openHomeAround(
  { disk, machine }: Pick<Host, 'disk' | 'machine'>,
  above: readonly string[],
): OwnPlace['openHome'] {
  const home = quietly(() => disk.realPath(machine.home ?? '/'));
  if (home === undefined || home === '/' || !above.includes(home)) return undefined;
  const facts = quietly(() => disk.look(home));
  if (facts === undefined || (facts.mode & 0o004) === 0) return undefined;
  return { path: home, mode: facts.mode };
}
