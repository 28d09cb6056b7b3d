import { documentedIn } from './providers/documented.ts';
import type { RegistryKey } from './registry.ts';

/**
 * True for a key whose value decides which account an order reaches: what the registry says of it
 * needs a person. By the value too: what the registry calls the key must not open that door.
 */
export function decidesOrders({ provider }: Pick<RegistryKey, 'provider'>, value = ''): boolean {
  return provider === 'traderspost' || documentedIn(value) === 'traderspost';
}
