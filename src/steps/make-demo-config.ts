import { within } from '../domain/layout.ts';
import type { Profile } from '../domain/profile.ts';
import type { Root } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import { replaceFile } from './replace-file.ts';

const text = `# Made up by pine-env init --demo. The worker reads this file before its environment,
# and what stands here wins; so keys stand here as variables of the env file only.
databento_api_key: \${DATABENTO_API_KEY}
traderspost_webhook: \${TRADERSPOST_WEBHOOK_URL}
policy_killswitch: \${POLICY_KILLSWITCH}
skip_connection_checks: true
`;

/** Writes the runtime configs that the profiles declare below the root; never over one that is there. */
export function makeDemoConfigs(
  host: Host,
  root: Root,
  profiles: readonly Profile[],
): readonly string[] {
  const declared = profiles.flatMap(({ worker }) => worker?.config ?? []);
  return [...new Set(declared)].filter((path) => !path.startsWith('/') && make(host, root, path));
}

function make(host: Host, root: Root, path: string): boolean {
  const { disk } = host;
  if (disk.look(within(root.path, path)) !== undefined) return false;
  const { uid = 0, gid = 0 } = disk.look(root.path) ?? {};
  const parts = path.split('/');
  const name = parts.pop() ?? path;
  for (const [at] of parts.entries()) {
    const directory = within(root.path, parts.slice(0, at + 1).join('/'));
    if (disk.look(directory) === undefined) {
      disk.makeDirectory(directory, { mode: 0o755, uid, gid });
    }
  }
  const place = within(root.path, parts.join('/')).replace(/\/$/, '');
  replaceFile(host, place, name, new TextEncoder().encode(text), { mode: 0o644, uid, gid });
  return true;
}
