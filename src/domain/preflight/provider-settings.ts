import * as v from 'valibot';
import { block, text } from '../config-fields.ts';
import { type ConfigIssue, issueAt } from '../config-issue.ts';
import { addressFault } from './asked-hosts.ts';

/** How one provider is reached. */
export interface Reach {
  /** Hosts that may be sent its credential besides the provider's own: a proxy of the house. */
  readonly allow?: readonly string[];
}

/** `providers:` of a profile. Only a key can go to another base: a webhook is its own address. */
export interface ProviderSettings {
  readonly databento?: Reach & { readonly base?: string };
  readonly discord?: Reach;
  readonly traderspost?: Reach;
}

const allow = v.exactOptional(
  v.pipe(
    v.array(text(/^[a-z0-9][a-z0-9.-]{0,252}$/, 'host-name', 'A host name, in lower case')),
    v.minLength(1, 'at-least-one'),
    v.description("Hosts that may be sent the credential besides the provider's own"),
  ),
);

/** The schema of `providers:`. */
export const providersBlock = block({
  databento: v.exactOptional(
    block({
      base: v.exactOptional(
        text(
          /^https?:\/\/[^\s@?#\\]{1,500}$/,
          'provider-base',
          'Where the API is asked: https://hist.databento.com/v0, or a proxy',
        ),
      ),
      allow,
    }),
  ),
  discord: v.exactOptional(block({ allow })),
  traderspost: v.exactOptional(block({ allow })),
});

/** A key goes to the provider's own hosts, the loopback, and what is listed; any other base is a fault. */
export function providerFaults(providers: ProviderSettings | undefined): readonly ConfigIssue[] {
  const { base, allow } = providers?.databento ?? {};
  if (base === undefined || addressFault(base, 'databento', allow) === undefined) return [];
  return [issueAt(['providers', 'databento', 'base'], 'provider-base')];
}
