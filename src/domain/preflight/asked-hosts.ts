import type { AskedProvider } from './asked-provider.ts';

const own: Readonly<Record<AskedProvider, readonly string[]>> = {
  databento: ['hist.databento.com'],
  discord: ['discord.com', 'discordapp.com', 'canary.discord.com', 'ptb.discord.com'],
  traderspost: [
    'webhooks.traderspost.io',
    'traderspost.io',
    'app.traderspost.io',
    'trading.traderspost.io',
  ],
};

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Why nothing may be sent to an address; undefined when it may. */
export type AddressFault = 'no-url' | 'not-encrypted' | 'foreign-host';

/**
 * Holds an address against the hosts a provider's credential may be sent to: its own ones, the
 * loopback of this machine, and what the profile allows. Only the loopback may go without TLS.
 */
export function addressFault(
  text: string,
  provider: AskedProvider,
  allow: readonly string[] = [],
): AddressFault | undefined {
  const url = urlFrom(text);
  if (url === undefined || url.username !== '' || url.password !== '') return 'no-url';
  const isLoopback = loopback.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    return url.protocol === 'http:' ? 'not-encrypted' : 'no-url';
  }
  const known = isLoopback || [...own[provider], ...allow].includes(url.hostname);
  return known ? undefined : 'foreign-host';
}

/** The URL in a text; undefined when it is none. */
export function urlFrom(text: string): URL | undefined {
  try {
    return new URL(text.trim());
  } catch {
    return undefined;
  }
}
