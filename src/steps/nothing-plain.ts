import { judge, profileChecks } from '../domain/checks/index.ts';
import { viewOf } from '../domain/checks/view-of.ts';
import { declaredLinks, linkState } from '../domain/env-link.ts';
import type { Finding } from '../domain/finding.ts';
import { envPath, within } from '../domain/layout.ts';
import type { Profile } from '../domain/profile.ts';
import type { World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import { viewOrFail } from './look.ts';

/**
 * No plain file stands in a link's place: the profile that a link leads to already. Throws where nothing is
 * there, where it is something else, and where it is a link to another profile than the named one.
 */
export function nothingPlain(
  world: World,
  named: string | undefined,
): { readonly profile: Profile; readonly findings: readonly Finding[] } {
  const links =
    named === undefined
      ? declaredLinks(world)
      : viewOrFail(world, named).profile.links.map(({ link }) => link);
  for (const link of links) refuseStrange(world, link);
  const linked = links.flatMap((link) => {
    const state = linkState(world, link);
    return state.kind === 'linked' ? [{ link, profile: state.profile }] : [];
  });
  const [first] = linked;
  if (first === undefined) return nothingThere(world, links[0] ?? '');
  const other = linked.find(({ profile }) => profile !== named);
  if (named !== undefined && other !== undefined) return linkedElsewhere(other, named);
  const view = viewOf(world, first.profile) ?? viewOrFail(world, first.profile);
  return { profile: view.profile, findings: judge(profileChecks, view) };
}

function refuseStrange(world: World, link: string): void {
  const state = linkState(world, link);
  const where = envPath(link);
  const remedy = `look at it: ls -l ${within(world.root.path, where)}`;
  if (state.kind === 'not-a-link') {
    const message = `${where} is a ${state.what}, not a regular file; nothing was changed`;
    fail({ kind: 'unsafe-file', rule: 'link-not-a-link', message, remedy, where });
  }
  if (state.kind !== 'foreign') return;
  const message = `${where} is a link already, to a file that no profile declares; nothing was changed`;
  fail({ kind: 'unsafe-file', rule: 'link-foreign', message, remedy, where });
}

function nothingThere(world: World, link: string): never {
  const where = envPath(link);
  return fail({
    kind: 'unsafe-file',
    rule: 'nothing-to-adopt',
    message: `${where} is not there; nothing was changed`,
    remedy: `look for it: ls -l ${within(world.root.path, envPath(''))}`,
    where,
  });
}

function linkedElsewhere(
  { link, profile }: { readonly link: string; readonly profile: string },
  named: string,
): never {
  const where = envPath(link);
  return fail({
    kind: 'refused',
    rule: 'linked-already',
    message: `${where} is a link already, to ${profile}; nothing was changed`,
    remedy: `to switch it: pine-env use ${named}`,
    where,
  });
}
