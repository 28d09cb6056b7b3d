import { layout, within } from '../domain/layout.ts';
import type { Birth, Host } from '../ports.ts';

/** Mode and owner of a file in `state/`: ours, with the group that the directory was given. */
export function stateBirth(host: Host, root: string, mode: number): Birth {
  const directory = host.disk.look(within(root, layout.state));
  return { mode, uid: host.accounts.uid, gid: directory?.gid ?? host.accounts.gid };
}

/** Bytes in lower-case hex. */
export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A fresh 12-digit name for a change or a temporary file. */
export function freshName(host: Pick<Host, 'random'>): string {
  return hexOf(host.random.bytes(6));
}
