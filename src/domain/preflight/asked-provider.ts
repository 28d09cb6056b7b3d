import type { ProviderName } from '../providers/provider.ts';

/** The providers that there is a question for; an opaque key has nobody to ask. */
export const askedProviders = [
  'databento',
  'discord',
  'traderspost',
] as const satisfies readonly ProviderName[];

export type AskedProvider = (typeof askedProviders)[number];

/** True for a provider that can be asked. */
export function isAsked(name: ProviderName): name is AskedProvider {
  return (askedProviders as readonly string[]).includes(name);
}
