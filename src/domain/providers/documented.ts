import { providers } from './index.ts';
import { type ProviderName, providerNames } from './provider.ts';

/** The provider whose documented form of a credential stands in the text, whatever its key is called. */
export function documentedIn(text: string): ProviderName | undefined {
  return providerNames.find((name) =>
    providers[name].cores(text).some(providers[name].machineMade),
  );
}
