import { fail } from '../errors.ts';
import { providers } from './providers/index.ts';
import type { ProviderName } from './providers/provider.ts';

/** How many random bytes one made-up value needs. */
export const demoByteCount = 96;

/** A made-up credential of the provider's documented shape; fewer than `demoByteCount` bytes is a bug. */
export function demoValue(provider: ProviderName, bytes: Uint8Array): string {
  if (bytes.length < demoByteCount) {
    fail({
      kind: 'bug',
      rule: 'demo-bytes-short',
      message: `a made-up value needs ${demoByteCount} random bytes`,
      remedy: 'report this',
    });
  }
  return providers[provider].demo(bytes);
}
