import { fail } from '../../errors.ts';
import type { View } from '../checks/check.ts';
import { viewOf } from '../checks/view-of.ts';
import type { FileFacts } from '../file-facts.ts';
import { contentOf, type EnvFile, envFile, type LinkFacts, type World } from '../world.ts';
import type { PlainFile } from './plain-file.ts';

/**
 * A profile as it will be when its plain files are env files and links: so everything that is asked before
 * a link is made can be asked before anything is changed.
 */
export function asAdopted(world: World, name: string, plain: readonly PlainFile[]): View {
  const view = viewOf(world, name) ?? notRead(name);
  const pairs = view.profile.links.flatMap((pair) => {
    const found = plain.find(({ link }) => link === pair.link);
    return found === undefined ? [] : [{ ...pair, plain: found }];
  });
  const files = pairs.map(({ file, plain }) => [file, envFileAfter(view, file, plain)] as const);
  const links = pairs.map(({ link, file }) => [link, linkAfter(world, link, file)] as const);
  const after: World = {
    ...world,
    files: new Map([...world.files, ...files]),
    links: new Map([...world.links, ...links]),
  };
  return viewOf(after, name) ?? notRead(name);
}

/** One that is there already is judged as it is; a new one is born as the profile declares. */
function envFileAfter({ world, profile, owner }: View, file: string, plain: PlainFile): EnvFile {
  const now = envFile(world, file);
  if (now.kind !== 'absent') return now;
  const content = contentOf(plain.read);
  const facts: FileFacts = { ...plain.read.facts, ...owner, mode: profile.mode, nlink: 1 };
  return { kind: 'opened', file, facts, ...(content && { content }) };
}

function linkAfter({ links, account }: World, link: string, target: string): LinkFacts {
  const { facts } = links.get(link) ?? { link };
  if (facts === undefined) return { link };
  return { link, facts: { ...facts, ...account, kind: 'link' }, target, behind: facts };
}

function notRead(name: string): never {
  return fail({
    kind: 'bad-config',
    rule: 'unknown-profile',
    message: `there is no profile ${name}`,
    remedy: 'see which there are: pine-env list',
  });
}
