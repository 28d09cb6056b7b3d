import { type AdoptPlan, planAdoption } from '../domain/adopt/adopt-plan.ts';
import type { AdoptReport } from '../domain/adopt/adopt-report.ts';
import { type PlainFile, plainLinks } from '../domain/adopt/plain-file.ts';
import { whoseFiles } from '../domain/adopt/whose-file.ts';
import { envPath } from '../domain/layout.ts';
import type { Root, World } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { findSystemd } from './find-systemd.ts';
import { viewOrFail } from './look.ts';
import { lookAtFile } from './look-at-files.ts';
import { registryIn } from './look-at-registry.ts';
import { observeAll } from './observe.ts';

/** A root, and what an adoption would make of it. */
export interface Adopting {
  readonly world: World;
  readonly plan: AdoptPlan;
  readonly found: AdoptReport['found'];
}

/** The World, where every profile and the registry can be read: each may tell that a value is live. */
export async function lookForAdoption(host: Host, root: Root): Promise<World> {
  const world = await observeAll(host, root);
  for (const read of world.profiles.values()) {
    if (read.kind === 'bad') throw new PineError(read.error);
  }
  registryIn(world);
  return world;
}

/** What would become of the plain files: of the named profile, or of the one whose keys they hold. */
export function planFor(host: Host, world: World, named: string | undefined): Adopting {
  if (named !== undefined) {
    viewOrFail(world, named);
    const plan = planAdoption(world, named, readPlain(host, world, plainLinks(world, named)));
    return { world, plan, found: 'named' };
  }
  const files = readPlain(host, world, plainLinks(world));
  const { name } = whoseFiles(world, registryIn(world), files);
  return { world, plan: planAdoption(world, name, files), found: 'by its keys' };
}

/** These plain files, each judged and read on one descriptor; throws for one that cannot be read. */
export function readPlain(
  host: Host,
  world: World,
  links: readonly string[],
): readonly PlainFile[] {
  const systemd = findSystemd(host.disk);
  const known = systemd === undefined ? {} : { systemd };
  return links.map((link) => {
    const read = lookAtFile(host.disk, world.root.path, link, known);
    if (read.kind === 'opened' && read.facts.kind === 'file') return { link, read };
    if (read.kind === 'closed') throw new PineError(read.error);
    return movedMeanwhile(link);
  });
}

/** Throws `changed-since-consent`: what stands in the link's place is not what was judged. */
export function movedMeanwhile(link: string): never {
  return fail({
    kind: 'refused',
    rule: 'changed-since-consent',
    message: `${envPath(link)} changed meanwhile`,
    remedy: 'look at what stands now: pine-env status',
    where: envPath(link),
  });
}
