import { isProfileName } from '../domain/names.ts';
import type { SwitchReport } from '../domain/switch-report.ts';
import type { Root } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { unknownProfile } from './look.ts';
import { profileNamed, profileNames } from './read-config.ts';
import type { SwitchRequest } from './switch-request.ts';
import { switchToSafe } from './switch-to-safe.ts';

/** Switches to a profile, by the rules of its tier; only `tier: safe` in a readable file is safe. */
export async function switchTo(
  host: Host,
  root: Root,
  request: SwitchRequest,
): Promise<SwitchReport> {
  const { profile } = request;
  const unknown = () => unknownProfile(profile, profileNames(host.disk, root.path));
  if (!isProfileName(profile)) return unknown();
  const read = await profileNamed(host, root.path, profile);
  if (read.kind === 'bad' && read.error.rule === 'config-missing') return unknown();
  if (read.kind === 'bad') throw new PineError(read.error);
  if (read.profile.tier === 'safe') return switchToSafe(host, root, request);
  const { switchToLive } = await import('./switch-to-live.ts');
  return switchToLive(host, root, request);
}
