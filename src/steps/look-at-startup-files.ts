import type { EnvironmentRead } from '../domain/running/process-facts.ts';
import { PineError, quietly } from '../errors.ts';
import type { Disk } from '../ports.ts';
import { shownIn } from './look-at-histories.ts';
import type { TraceKeeper } from './look-for-traces.ts';

/** What shells, sessions and multiplexers read when they start, below a home directory. */
const files: readonly string[] = [
  ...['.profile', '.shrc', '.kshrc', '.mkshrc', '.cshrc', '.tcshrc', '.login', '.envrc'],
  ...['.bashrc', '.bash_profile', '.bash_login', '.bash_logout', '.bash_aliases', '.bash_env'],
  ...['.zshrc', '.zshenv', '.zprofile', '.zlogin', '.zlogout', '.inputrc'],
  ...['.config/fish/config.fish', '.config/fish/fish_variables'],
  ...['.pam_environment', '.xprofile', '.xsessionrc', '.xinitrc', '.xsession'],
  ...['.tmux.conf', '.config/tmux/tmux.conf', '.screenrc'],
];
const zshFiles = ['.zshrc', '.zshenv', '.zprofile', '.zlogin', '.zlogout'];
/** Directories of which each file of that name is read. */
const directories: readonly (readonly [string, RegExp])[] = [
  ['.config/environment.d', /\.conf$/],
  ['.config/fish/conf.d', /\.fish$/],
  ['.config/fish/functions', /\.fish$/],
  ['.bashrc.d', /^[^.]/],
  ['.profile.d', /^[^.]/],
];
const largest = 4 * 1024 * 1024;

/** The start-up files in a home directory, and those that our environment names. */
export function lookAtStartupFiles(
  disk: Disk,
  home: string,
  own: EnvironmentRead,
  keeper: TraceKeeper,
): void {
  const listed = directories.flatMap(([directory, sign]) =>
    (quietly(() => disk.list(`${home}/${directory}`)) ?? [])
      .filter((name) => sign.test(name))
      .map((name) => `${home}/${directory}/${name}`),
  );
  const all = [...files.map((file) => `${home}/${file}`), ...listed, ...namedBy(own)];
  for (const path of new Set(all)) readOne(disk, home, path, keeper);
}

function namedBy(own: EnvironmentRead): readonly string[] {
  if (own.kind !== 'read') return [];
  const variable = (name: string) => own.variables.get(name)?.reveal() ?? '';
  const zsh = variable('ZDOTDIR');
  return [
    ...[variable('BASH_ENV'), variable('ENV')],
    ...zshFiles.map((file) => (zsh === '' ? '' : `${zsh}/${file}`)),
  ].filter((path) => path.startsWith('/'));
}

/** Links are followed: many people keep these files elsewhere. */
function readOne(disk: Disk, home: string, path: string, keeper: TraceKeeper): void {
  const source = { place: 'startup-file', where: shownIn(home, path) } as const;
  try {
    const real = disk.realPath(path);
    const open = real === undefined ? undefined : disk.open(real);
    if (open === undefined) return;
    try {
      if (open.facts.kind !== 'file') return;
      if (open.facts.size > largest) keeper.unread(source, 'it is too large');
      else keeper.text(source, open.read(largest));
    } finally {
      open.close();
    }
  } catch (error) {
    if (!(error instanceof PineError)) throw error;
    keeper.unread(source, error.facts.errno ?? error.facts.rule);
  }
}
