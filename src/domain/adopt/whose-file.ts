import { fail } from '../../errors.ts';
import { keyUnregistered } from '../checks/key-unregistered.ts';
import { knownValues } from '../identity.ts';
import { envPath } from '../layout.ts';
import type { Profile } from '../profile.ts';
import { mayBeShared, type Registry } from '../registry.ts';
import { contentOf, goodProfiles, type World } from '../world.ts';
import { asAdopted } from './as-adopted.ts';
import type { PlainFile } from './plain-file.ts';

/**
 * The profile whose keys stand in these files, by fingerprint: every secret is enrolled for it, and none for
 * another one alone. Throws `profile-unclear` where the registry cannot tell, `mixed` where it tells two.
 */
export function whoseFiles(world: World, registry: Registry, files: readonly PlainFile[]): Profile {
  const places = files.flatMap((file) => placesOf(registry, file));
  const fitting = goodProfiles(world).filter(
    ({ name, links }) =>
      files.every((file) => links.some(({ link }) => link === file.link)) &&
      places.every((environments) => environments.includes(name)),
  );
  const [first, ...more] = fitting;
  if (places.length === 0 || more.length > 0) return unclear(files);
  if (first === undefined) return mixed(files, places);
  return isWhollyEnrolled(world, first, files) ? first : unclear(files);
}

/** For each value that is known and may not be shared: the environments that have it. */
function placesOf(registry: Registry, { read }: PlainFile): readonly (readonly string[])[] {
  const content = contentOf(read);
  const known = content === undefined ? [] : knownValues(registry, content);
  return known
    .map(({ registrations }) => registrations.filter(({ key }) => !mayBeShared(registry, key)))
    .filter((registrations) => registrations.length > 0)
    .map((registrations) => registrations.map(({ environment }) => environment));
}

function isWhollyEnrolled(world: World, profile: Profile, files: readonly PlainFile[]): boolean {
  const view = asAdopted(world, profile.name, files);
  return keyUnregistered.judge(view).every(({ severity }) => severity !== 'error');
}

function whereOf(files: readonly PlainFile[]): string {
  return files[0] === undefined ? '' : envPath(files[0].link);
}

function unclear(files: readonly PlainFile[]): never {
  const where = whereOf(files);
  return fail({
    kind: 'refused',
    rule: 'profile-unclear',
    message: `${where}: the registry does not tell whose keys these are; nothing was changed`,
    remedy: 'say which profile it is: pine-env adopt PROFILE',
    where,
  });
}

function mixed(files: readonly PlainFile[], places: readonly (readonly string[])[]): never {
  const where = whereOf(files);
  const names = [...new Set(places.flat())].sort();
  return fail({
    kind: 'refused',
    rule: 'mixed',
    message: `${where}: the keys are those of ${names.join(' and ')}, which no one profile is; nothing was changed`,
    remedy: 'see whose a value is: pine-env keys --find',
    where,
  });
}
