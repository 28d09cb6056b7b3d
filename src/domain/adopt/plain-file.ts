import { envPath, within } from '../layout.ts';
import { type EnvFile, goodProfiles, type World } from '../world.ts';

/** A regular file that stands where a link should be, opened and read on one descriptor. */
export interface PlainFile {
  /** Its name, which is the link's. */
  readonly link: string;
  readonly read: Extract<EnvFile, { kind: 'opened' }>;
}

/** The declared links in whose place a regular file stands, each once; of one profile where it is named. */
export function plainLinks(world: World, profile?: string): readonly string[] {
  const links = goodProfiles(world)
    .filter(({ name }) => profile === undefined || name === profile)
    .flatMap(({ links }) => links.map(({ link }) => link));
  return [...new Set(links)].filter((link) => world.links.get(link)?.facts?.kind === 'file');
}

/** Where a link or an env file lies, absolute. */
export function placeOf({ root }: World, name: string): string {
  return within(root.path, envPath(name));
}
