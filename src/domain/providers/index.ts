import { databento } from './databento.ts';
import { discord } from './discord.ts';
import { opaque } from './opaque.ts';
import type { Provider, ProviderName } from './provider.ts';
import { traderspost } from './traderspost.ts';

/** Every provider by its name; a name without its provider does not compile. */
export const providers: Readonly<Record<ProviderName, Provider>> = {
  traderspost,
  discord,
  databento,
  opaque,
};
