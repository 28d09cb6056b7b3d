/** Every path of a root, declared once (DESIGN, section 3); all relative to the root. */
export const layout = {
  profiles: 'profiles',
  schema: 'profiles/schema',
  registry: 'profiles/keys.yaml',
  deployment: 'Deployment',
  env: 'Deployment/env',
  state: 'Deployment/state',
  journal: 'Deployment/state/journal.jsonl',
  consent: 'Deployment/state/consent',
  lock: 'Deployment/state/lock',
  probes: 'Deployment/state/preflight.json',
} as const;

/** The root a server has when nothing else is said. */
export const defaultRoot = '/opt/pine';

/** The registry's name among the YAML files; no profile may take it. */
export const registryName = 'keys';

/** `profiles/NAME.yaml`. */
export function profilePath(name: string): string {
  return `${layout.profiles}/${name}.yaml`;
}

/** `Deployment/env/NAME`; an env file that was named by its own absolute path stays where it is. */
export function envPath(name: string): string {
  return name.startsWith('/') ? name : `${layout.env}/${name}`;
}

/** The absolute path of something in a root, or of what is absolute already. */
export function within(root: string, path: string): string {
  if (path.startsWith('/')) return path;
  return root === '/' ? `/${path}` : `${root}/${path}`;
}

/** Every directory above an absolute path, nearest first, down to `/`. */
export function ancestors(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, index) => `/${parts.slice(0, parts.length - 1 - index).join('/')}`);
}

const temporary = /^\.(?<name>.+)\.[0-9a-f]{12}\.tmp$/;

/** The name under which a new link or file is born beside the one it replaces. */
export function temporaryName(name: string, nonce: string): string {
  return `.${name}.${nonce}.tmp`;
}

/** True for names that only this program makes. */
export function isOurTemporary(name: string): boolean {
  return temporary.test(name);
}

/** An absolute path as reports name it: relative where it lies in the root. */
export function shownPath(root: string, path: string): string {
  const inside = within(root, '');
  return path.startsWith(inside) ? path.slice(inside.length) : path;
}
